using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Branching;

/// <summary>Runs the activity of the matching case (or of every matching case), else the default one, and completes after them.</summary>
[Activity("Elsa", "Switch", Category = "Branching", Description = "Evaluate a set of case conditions and schedule the activity for a matching case.")]
public sealed class Switch : SideBySide
{
    private IReadOnlyList<SwitchCase> _cases = [];

    /// <summary>As the definition writes them: a label, a condition and an activity each.</summary>
    [Input(
        Description = "The cases to evaluate.", UIHint = "switch-editor",
        TypeName = "System.Collections.Generic.ICollection`1[[Elsa.Workflows.Activities.SwitchCase, Elsa.Workflows.Core]], System.Private.CoreLib")]
    public JsonElement Cases { get; set; } = JsonValues.Null;

    [Input(
        Description = "The switch mode determines whether the first match should be scheduled, or all matches.",
        TypeName = "Elsa.Workflows.SwitchMode, Elsa.Workflows.Core")]
    public Input<SwitchMode> Mode { get; set; } = new(SwitchMode.MatchFirst);

    [Port]
    public Activity? Default { get; set; }

    /// <summary>Elsa declares it and never sets it.</summary>
    [Output(Data = OutputData.Open)]
    public Output<JsonElement>? Output { get; set; }

    protected internal override void Configure(ActivityConfiguration configuration) => _cases = SwitchCases.Read(configuration);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = await SwitchCases.MatchAsync(_cases, context, await context.GetAsync(Mode));
        await StartAsync(context, (matches.Count == 0 ? [Default] : matches.Select(m => m.Activity)).OfType<Activity>());
    }
}
