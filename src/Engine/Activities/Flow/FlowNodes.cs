using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>Marks the start of a flowchart.</summary>
[Activity("Elsa", "Start", Category = "Flow", IsStart = true, Description = "A milestone activity that marks the start of a flowchart.")]
public sealed class Start : CodeActivity;

/// <summary>Ends the flowchart around it; its open branches are cancelled.</summary>
[Activity("Elsa", "End", Category = "Flow", IsTerminal = true, Description = "A milestone activity that marks the end of a flowchart.")]
public sealed class End : CodeActivity;

/// <summary>Runs one embedded activity.</summary>
[Activity("Elsa", "FlowNode", Category = "Flow", DisplayName = "Container", Description = "A simple container that executes the specified activity.")]
public sealed class FlowNode : Activity
{
    [Port]
    public Activity? Body { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (Body is null)
        {
            await context.CompleteAsync();
            return;
        }

        context.ScheduleActivity(Body, OnBodyCompleted);
    }

    private ValueTask OnBodyCompleted(ActivityExecutionContext context, ChildCompletion child) => context.CompleteAsync();
}

/// <summary>Merges branches; the flowchart around it decides by <see cref="Mode"/> when it runs.</summary>
[Activity("Elsa", "FlowJoin", Category = "Branching", DisplayName = "Join", Description = "Explicitly merge multiple branches into a single branch of execution.")]
public sealed class FlowJoin : CodeActivity
{
    [Input(
        Description = "The join mode determines whether this activity should continue as soon as one inbound path comes in (WaitAny), or once all inbound paths have executed (WaitAll). To wait for all activated inbound paths, set the mode to WaitAllActive.",
        TypeName = "Elsa.Workflows.Activities.Flowchart.Models.FlowJoinMode, Elsa.Workflows.Core", DefaultValue = "WaitAny",
        Options = ["WaitAll", "WaitAllActive", "WaitAny"])]
    public Input<FlowJoinMode> Mode { get; set; } = new(FlowJoinMode.WaitAny);
}

/// <summary>Continues on every named branch at once.</summary>
[Activity("Elsa", "FlowFork", Category = "Branching", DisplayName = "Fork (flow)", Description = "Branch execution into multiple branches that will be executed in parallel.")]
public sealed class FlowFork : Activity
{
    [Input(Description = "A list of expected outcomes to handle.", UIHint = "dynamic-outcomes")]
    public Input<IReadOnlyList<string>> Branches { get; set; } = new([]);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        await context.CompleteAsync([.. await context.GetAsync(Branches) ?? []]);
}

/// <summary>Continues on <c>True</c> or <c>False</c>.</summary>
[Activity("Elsa", "FlowDecision", Category = "Branching", DisplayName = "Decision", Description = "Evaluate a Boolean condition to determine which path to execute next.")]
[Outcomes("True", "False")]
public sealed class FlowDecision : Activity
{
    [Input(UIHint = "singleline")]
    public Input<bool> Condition { get; set; } = new(false);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        await context.CompleteAsync(await context.GetAsync(Condition) ? "True" : "False");
}
