using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>What a <see cref="RunTask"/> waits for: the end of the task with this id.</summary>
public sealed record RunTaskStimulus(string TaskId);

/// <summary>
/// Asks somebody outside to do a task and waits for its result. The request is written in the step's commit and handed to
/// <see cref="IExternalTasks"/> after it; the task ends by <see cref="ExternalTasks.CompleteTaskAsync"/>, once.
/// </summary>
[Activity("Elsa", "RunTask", Category = "Primitives", Description = "Requests a given task to be run. ")]
public sealed class RunTask : Activity
{
    internal const string StimulusName = "Elsa.RunTask";

    [Input(Description = "The name of the task being requested.")]
    public Input<string> TaskName { get; set; } = new("");

    [Input(Description = "Any additional parameters to send to the task.")]
    public Input<Dictionary<string, JsonElement>?> Payload { get; set; } = new(null);

    [Output(Description = "The ID of the task that was requested to run.")]
    public Output<string>? TaskId { get; set; }

    /// <summary>What the task's completion carried.</summary>
    [Output(Data = OutputData.Open)]
    public Output<JsonElement>? Result { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var name = await context.GetAsync(TaskName) ?? "";
        var taskId = context.Ids.NewId();
        context.Set(TaskId, taskId);
        context.CreateBookmark(new BookmarkOptions
        {
            Stimulus = new RunTaskStimulus(taskId),
            StimulusName = StimulusName,
            Payload = new { TaskId = taskId, TaskName = name },
            Callback = OnCompleted,
        });
        context.ScheduleDueWork(
            ExternalTaskHandler.WorkKind, taskId + "/request", context.UtcNow,
            new ExternalTask(taskId, name, await context.GetAsync(Payload), context.WorkflowInstanceId, context.WorkflowDefinitionId, context.CorrelationId));
    }

    private ValueTask OnCompleted(ActivityExecutionContext context)
    {
        context.Set(Result, context.ResumeInput);
        return context.CompleteAsync();
    }
}
