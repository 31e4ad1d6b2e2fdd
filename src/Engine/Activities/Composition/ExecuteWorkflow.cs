using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Engine.Activities.Composition;

/// <summary>How a workflow stands that was executed; the result of <see cref="ExecuteWorkflow"/>.</summary>
public sealed record ExecuteWorkflowResult(string WorkflowInstanceId, string Status, string SubStatus, IReadOnlyDictionary<string, JsonElement> Output);

/// <summary>
/// Runs another workflow and goes on when it ended, or, without waiting for completion, when its first step did: it finished or
/// waits for something. The child is an instance of its own in commits of its own.
/// </summary>
[Activity("Elsa", "ExecuteWorkflow", Category = "Composition", Kind = ActivityKind.Task,
    Description = "Create a new workflow instance of the specified workflow and execute it.")]
public sealed class ExecuteWorkflow : Activity
{
    [Input(DisplayName = "Workflow Definition", Description = "The definition ID of the workflow to execute.", UIHint = "workflow-definition-picker")]
    public Input<string> WorkflowDefinitionId { get; set; } = new("");

    [Input(DisplayName = "Correlation ID", Description = "The correlation ID to associate the workflow with.")]
    public Input<string?> CorrelationId { get; set; } = new(null);

    [Input(Description = "The input to send to the workflow.")]
    public Input<Dictionary<string, JsonElement>?> Input { get; set; } = new(null);

    [Input(DisplayName = "Wait for Completion", Description = "Wait for the child workflow to complete before completing this activity.")]
    public Input<bool> WaitForCompletion { get; set; } = new(false);

    [Output(TypeName = "Elsa.Workflows.Runtime.ExecuteWorkflowResult, Elsa.Workflows.Runtime", Data = OutputData.Open)]
    public Output<ExecuteWorkflowResult>? Result { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var definitionId = await context.GetAsync(WorkflowDefinitionId) ?? "";
        var (input, correlationId) = (await context.GetAsync(Input), await context.GetAsync(CorrelationId));
        var waits = await context.GetAsync(WaitForCompletion);
        var bookmarkId = context.CreateBookmark(new BookmarkOptions { Callback = OnReported });
        await context.DispatchAsync(definitionId, input, correlationId, bookmarkId, waits ? ChildReport.End : ChildReport.FirstStep);
    }

    private ValueTask OnReported(ActivityExecutionContext context)
    {
        if (context.GetResumeInput<ChildFinished>() is { } child)
        {
            context.Set(Result, new ExecuteWorkflowResult(child.WorkflowInstanceId, child.WorkflowStatus, child.WorkflowSubStatus, child.WorkflowOutput));
        }

        return context.CompleteAsync();
    }
}
