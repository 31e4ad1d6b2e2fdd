using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Composition;

/// <summary>The synthetic activity around a definition's root; when it completes, the instance is finished.</summary>
[Activity("Elsa", "Workflow", Category = "Workflows", IsBrowsable = false, Description = "A workflow is an activity that executes its Root activity.")]
public sealed class WorkflowRoot : Activity
{
    internal const string TypeName = "Elsa.Workflow";

    /// <summary>Elsa declares it; nothing is ever stored there.</summary>
    [Output(Data = OutputData.Open)]
    public Output<System.Text.Json.JsonElement>? Result { get; set; }

    [Port(IsBrowsable = false)]
    public Activity? Root { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (Root is null)
        {
            await context.CompleteAsync();
            return;
        }

        context.ScheduleActivity(Root, OnRootCompleted);
    }

    private ValueTask OnRootCompleted(ActivityExecutionContext context, ChildCompletion child) =>
        context.CompleteAsync([.. child.Outcomes]);
}
