using System.Text.Json;
using DirectiveFlow.Engine.Activities.Branching;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>Continues on the label of the matching case (or of every matching case), else on <c>Default</c>.</summary>
[Activity("Elsa", "FlowSwitch", Category = "Branching", DisplayName = "Switch (flow)",
    Description = "Evaluate a set of case conditions and schedule the activity for a matching case.")]
[Outcomes("Default")]
public sealed class FlowSwitch : Activity
{
    private IReadOnlyList<SwitchCase> _cases = [];

    /// <summary>As the definition writes them: a label and a condition each.</summary>
    [Input(
        UIHint = "flow-switch-editor",
        TypeName = "System.Collections.Generic.ICollection`1[[Elsa.Workflows.Activities.Flowchart.Models.FlowSwitchCase, Elsa.Workflows.Core]], System.Private.CoreLib")]
    public JsonElement Cases { get; set; } = JsonValues.Null;

    [Input(
        Description = "The switch mode determines whether the first match should be scheduled, or all matches.",
        TypeName = "Elsa.Workflows.SwitchMode, Elsa.Workflows.Core")]
    public Input<SwitchMode> Mode { get; set; } = new(SwitchMode.MatchFirst);

    protected internal override void Configure(ActivityConfiguration configuration) => _cases = SwitchCases.Read(configuration);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = await SwitchCases.MatchAsync(_cases, context, await context.GetAsync(Mode));
        await context.CompleteAsync(matches.Count == 0 ? ["Default"] : [.. matches.Select(m => m.Label)]);
    }
}
