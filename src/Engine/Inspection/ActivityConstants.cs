using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Inspection;

/// <summary>
/// Inputs whose value is in the definition. The journal does not repeat them; together with what it keeps they are what an activity ran
/// with. Secret inputs, and those the definition keeps out of the journal, are left out.
/// </summary>
public static class ActivityConstants
{
    private static readonly ConditionalWeakTable<ActivityNode, Dictionary<string, JsonElement>> s_known = [];

    /// <summary>Values by the name of the input, in Pascal case.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Of(ActivityNode node) => s_known.GetValue(node, Read);

    private static Dictionary<string, JsonElement> Read(ActivityNode node)
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in node.Activity.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<InputAttribute>() is not { IsSensitive: false } || property.GetMethod is null)
            {
                continue;
            }

            var value = property.GetValue(node.Activity);
            if (value is Input input)
            {
                if (input is { JournalName: not null, Expression.Constant: { } constant })
                {
                    result[property.Name] = constant;
                }
            }
            else if (value is JsonElement { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } json)
            {
                result[property.Name] = json;
            }
        }

        return result;
    }
}
