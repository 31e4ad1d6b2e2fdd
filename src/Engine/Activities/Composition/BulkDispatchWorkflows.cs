using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Composition;

/// <summary>
/// Creates an instance of another workflow for each item, all in one commit, and waits until every one ended if asked to.
/// Each end may run an embedded activity that sees the child's id as the variable <c>ChildInstanceId</c>.
/// </summary>
[Activity("Elsa", "BulkDispatchWorkflows", Category = "Composition", Kind = ActivityKind.Task,
    Description = "Create new workflow instances for each item in the data source and dispatch them for execution.")]
[Outcomes("Completed", "Canceled", "Done")]
public sealed class BulkDispatchWorkflows : Activity
{
    [Input(
        DisplayName = "Workflow Definition", Description = "The definition ID of the workflows to dispatch.",
        UIHint = "workflow-definition-picker")]
    public Input<string> WorkflowDefinitionId { get; set; } = new("");

    [Input(Description = "The data source to use for dispatching the workflows.")]
    public Input<JsonElement> Items { get; set; } = new(JsonValues.Null);

    [Input(
        Description = "The default key to use for the input name when sending the current item to the dispatched workflow. Will not be used if the Items field contain a list of dictionaries",
        DefaultValue = "Item")]
    public Input<string> DefaultItemInputKey { get; set; } = new("Item");

    [Input(
        DisplayName = "Correlation ID Function",
        Description = "A function to compute the correlation ID to associate a dispatched workflow with.", AutoEvaluate = false)]
    public Input<string?> CorrelationIdFunction { get; set; } = new(null);

    [Input(Description = "Additional input to send to the workflows being dispatched.")]
    public Input<Dictionary<string, JsonElement>?> Input { get; set; } = new(null);

    [Input(
        DisplayName = "Wait for Completion", Description = "Wait for the dispatched workflows to complete before completing this activity.",
        DefaultValue = true)]
    public Input<bool> WaitForCompletion { get; set; } = new(true);

    [Input(Description = "Start a new trace context when using Open Telemetry.", Category = "Open Telemetry")]
    public Input<bool> StartNewTrace { get; set; } = new(false);

    /// <summary>There is one channel here, the due work; another name changes nothing.</summary>
    [Input(DisplayName = "Channel", Description = "The channel to dispatch the workflow to.", UIHint = "dropdown", Options = ["Default="])]
    public Input<string?> ChannelName { get; set; } = new(null);

    [Port]
    public Activity? ChildCompleted { get; set; }

    [Port]
    public Activity? ChildFaulted { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var items = await context.GetAsync(Items);
        var count = items.ValueKind == JsonValueKind.Array ? items.GetArrayLength() : 0;
        var waits = count > 0 && await context.GetAsync(WaitForCompletion);
        var bookmarkId = waits ? context.CreateBookmark(new BookmarkOptions { Callback = OnChildFinished, AutoBurn = false }) : null;
        context.LocalStateOf<Progress>().Running = count;
        for (var i = 0; i < count; i++)
        {
            await DispatchAsync(context, items[i], bookmarkId);
        }

        if (!waits)
        {
            await context.CompleteAsync("Done");
        }
    }

    private async ValueTask DispatchAsync(ActivityExecutionContext context, JsonElement item, string? bookmarkId)
    {
        var input = new Dictionary<string, JsonElement>(await context.GetAsync(Input) ?? [], StringComparer.Ordinal);
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in item.EnumerateObject())
            {
                input[member.Name] = member.Value;
            }
        }

        input[await context.GetAsync(DefaultItemInputKey) ?? "Item"] = item;
        var arguments = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["Item"] = item };
        var correlationId = await context.GetAsync(CorrelationIdFunction, arguments);
        await context.DispatchAsync(await context.GetAsync(WorkflowDefinitionId) ?? "", input, correlationId, bookmarkId);
    }

    private async ValueTask OnChildFinished(ActivityExecutionContext context)
    {
        var child = context.GetResumeInput<ChildFinished>();
        context.LocalStateOf<Progress>().Running--;
        var port = string.Equals(child?.WorkflowSubStatus, "Faulted", StringComparison.Ordinal) ? ChildFaulted : ChildCompleted;
        if (port is null)
        {
            await CompleteIfDoneAsync(context);
            return;
        }

        context.ScheduleActivity(port, OnPortCompleted, new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["ChildInstanceId"] = JsonValues.From(child?.WorkflowInstanceId),
        });
    }

    private ValueTask OnPortCompleted(ActivityExecutionContext context, ChildCompletion child) => CompleteIfDoneAsync(context);

    private static ValueTask CompleteIfDoneAsync(ActivityExecutionContext context) =>
        context.LocalStateOf<Progress>().Running > 0 || context.HasPendingChildren
            ? ValueTask.CompletedTask : context.CompleteAsync("Completed", "Done");

    internal sealed class Progress
    {
        /// <summary>Children that were dispatched and did not end yet.</summary>
        public int Running { get; set; }
    }
}
