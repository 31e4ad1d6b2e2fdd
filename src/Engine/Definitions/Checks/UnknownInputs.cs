using System.Text.Json;
using DirectiveFlow.Engine.Catalog;

namespace DirectiveFlow.Engine.Definitions.Checks;

/// <summary>Finds values that are given to an activity under a name it does not have, which nothing would ever read.</summary>
internal static class UnknownInputs
{
    public static void Report(ActivityDescriptor descriptor, ActivityConfiguration configuration)
    {
        HashSet<string>? known = null;
        foreach (var member in configuration.Json.EnumerateObject())
        {
            // Inputs and outputs are written with an expression or a place in memory; other members are the activity's own affair.
            if (member.Value.ValueKind != JsonValueKind.Object
                || !(member.Value.TryGetProperty("expression", out _) || member.Value.TryGetProperty("memoryReference", out _)))
            {
                continue;
            }

            known ??= [.. descriptor.Inputs.Select(i => Json(i.Name)), .. descriptor.Outputs.Select(o => Json(o.Name))];
            if (!known.Contains(member.Name))
            {
                configuration.Warning(
                    Text.JsonPath.Member(member.Name), $"'{descriptor.DisplayName}' has no input or output '{member.Name}'; the value is kept and not used.",
                    DefinitionCodes.UnknownInput);
            }
        }
    }

    private static string Json(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
