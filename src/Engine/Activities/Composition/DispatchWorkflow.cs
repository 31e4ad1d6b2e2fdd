using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Engine.Activities.Composition;

/// <summary>
/// Creates an instance of another workflow that runs on its own after this step's commit, and waits for its end if asked to.
/// </summary>
[Activity("Elsa", "DispatchWorkflow", Category = "Composition",
    Description = "Create a new workflow instance of the specified workflow and dispatch it for execution.")]
public sealed class DispatchWorkflow : Activity
{
    [Input(
        DisplayName = "Workflow Definition", Description = "The definition ID of the workflow to dispatch.",
        UIHint = "workflow-definition-picker")]
    public Input<string> WorkflowDefinitionId { get; set; } = new("");

    [Input(DisplayName = "Correlation ID", Description = "The correlation ID to associate the workflow with.")]
    public Input<string?> CorrelationId { get; set; } = new(null);

    [Input(Description = "The input to send to the workflow.")]
    public Input<Dictionary<string, JsonElement>?> Input { get; set; } = new(null);

    [Input(DisplayName = "Wait for Completion", Description = "Wait for the child workflow to complete before completing this activity.")]
    public Input<bool> WaitForCompletion { get; set; } = new(false);

    [Input(Description = "Start a new trace context when using Open Telemetry.", Category = "Open Telemetry")]
    public Input<bool> StartNewTrace { get; set; } = new(false);

    /// <summary>There is one channel here, the due work; another name changes nothing.</summary>
    [Input(DisplayName = "Channel", Description = "The channel to dispatch the workflow to.", UIHint = "dropdown", Options = ["Default="])]
    public Input<string?> ChannelName { get; set; } = new(null);

    /// <summary>The outputs of the child, when it was waited for.</summary>
    [Output(Data = OutputData.Open)]
    public Output<JsonElement>? Result { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var waits = await context.GetAsync(WaitForCompletion);
        var bookmarkId = waits ? context.CreateBookmark(new BookmarkOptions { Callback = OnChildFinished }) : null;
        await context.DispatchAsync(
            await context.GetAsync(WorkflowDefinitionId) ?? "", await context.GetAsync(Input), await context.GetAsync(CorrelationId), bookmarkId);
        if (!waits)
        {
            await context.CompleteAsync();
        }
    }

    private async ValueTask OnChildFinished(ActivityExecutionContext context)
    {
        context.Set(Result, Values.JsonValues.From(context.GetResumeInput<ChildFinished>()?.WorkflowOutput));
        await context.CompleteAsync();
    }
}
