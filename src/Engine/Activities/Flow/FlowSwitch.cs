using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>Continues on the label of the matching case (or of every matching case), else on <c>Default</c>.</summary>
[Activity("Elsa", "FlowSwitch", Category = "Branching", DisplayName = "Switch (flow)",
    Description = "Evaluate a set of case conditions and schedule the activity for a matching case.")]
[Outcomes("Default")]
public sealed class FlowSwitch : Activity
{
    private readonly List<(string Label, CompiledExpression Condition)> _cases = [];

    /// <summary>As the definition writes them: a label and a condition each.</summary>
    [Input(UIHint = "flow-switch-editor")]
    public JsonElement Cases { get; set; } = JsonValues.Null;

    [Input(UIHint = "dropdown")]
    public Input<SwitchMode> Mode { get; set; } = new(SwitchMode.MatchFirst);

    protected internal override void Configure(ActivityConfiguration configuration)
    {
        foreach (var item in DefinitionJson.Items(configuration.Json, "cases"))
        {
            var path = string.Create(CultureInfo.InvariantCulture, $".cases[{_cases.Count}]");
            var condition = item.TryGetProperty("condition", out var found) ? found : JsonValues.False;
            _cases.Add((DefinitionJson.Text(item, "label") ?? "", configuration.CompileExpression(condition, path + ".condition")));
        }
    }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var mode = await context.GetAsync(Mode);
        var matches = new List<string>();
        foreach (var (label, condition) in _cases)
        {
            if (JsonValues.To<bool>(await condition.EvaluateAsync(context)))
            {
                matches.Add(label);
                if (mode == SwitchMode.MatchFirst)
                {
                    break;
                }
            }
        }

        await context.CompleteAsync(matches.Count == 0 ? ["Default"] : [.. matches]);
    }
}

/// <summary>Elsa's modes of a switch.</summary>
public enum SwitchMode
{
    MatchFirst,
    MatchAny,
}
