using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Branching;

/// <summary>Elsa's modes of a switch.</summary>
public enum SwitchMode
{
    /// <summary>The first case whose condition holds.</summary>
    MatchFirst,

    /// <summary>Every case whose condition holds.</summary>
    MatchAny,
}

/// <summary>A case of a switch.</summary>
/// <param name="Activity">What it runs; null in a flowchart's switch, which continues on the label.</param>
internal sealed record SwitchCase(string Label, CompiledExpression Condition, Activity? Activity);

/// <summary>The cases of both kinds of switch.</summary>
internal static class SwitchCases
{
    /// <summary>Reads the property <c>cases</c>. A case without condition never matches.</summary>
    public static IReadOnlyList<SwitchCase> Read(ActivityConfiguration configuration)
    {
        var cases = new List<SwitchCase>();
        foreach (var item in DefinitionJson.Items(configuration.Json, "cases"))
        {
            var path = string.Create(CultureInfo.InvariantCulture, $".cases[{cases.Count}]");
            var condition = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("condition", out var found) ? found : JsonValues.False;
            var child = DefinitionJson.Object(item, "activity");
            cases.Add(new SwitchCase(
                DefinitionJson.Text(item, "label") ?? "", configuration.CompileExpression(condition, path + ".condition"),
                child.ValueKind == JsonValueKind.Object ? configuration.CompileChild(child, path + ".activity") : null));
        }

        return cases;
    }

    /// <summary>The cases that match, in their order; conditions behind the first match are not evaluated unless all are asked for.</summary>
    public static async ValueTask<IReadOnlyList<SwitchCase>> MatchAsync(
        IReadOnlyList<SwitchCase> cases, ActivityExecutionContext context, SwitchMode mode)
    {
        var matches = new List<SwitchCase>();
        foreach (var candidate in cases)
        {
            if (JsonValues.To<bool>(await candidate.Condition.EvaluateAsync(context)))
            {
                matches.Add(candidate);
                if (mode == SwitchMode.MatchFirst)
                {
                    break;
                }
            }
        }

        return matches;
    }
}
