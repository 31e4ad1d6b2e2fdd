using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Branching;

/// <summary>Runs activities side by side and completes when every one did.</summary>
[Activity("Elsa", "Parallel", Category = "Workflows", IsBrowsable = false, IsContainer = true, Description = "Execute a set of activities in parallel.")]
public sealed class Parallel : SideBySide
{
    [Port(IsBrowsable = false)]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => StartAsync(context, Activities);
}
