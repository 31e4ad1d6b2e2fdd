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
    [Input(UIHint = "workflow-definition-picker")]
    public Input<string> WorkflowDefinitionId { get; set; } = new("");

    [Input(DisplayName = "Correlation ID")]
    public Input<string?> CorrelationId { get; set; } = new(null);

    [Input(Description = "Inputs of the workflow by name.")]
    public Input<Dictionary<string, JsonElement>?> Input { get; set; } = new(null);

    [Input(UIHint = "checkbox")]
    public Input<bool> WaitForCompletion { get; set; } = new(false);

    /// <summary>The outputs of the child, when it was waited for.</summary>
    [Output]
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
