using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>A task that a workflow asked for.</summary>
/// <param name="TaskId">Names the task for ever; whoever does it ends it under this id, and may use it as idempotency key.</param>
public sealed record ExternalTask(
    string TaskId, string TaskName, Dictionary<string, JsonElement>? Payload, string WorkflowInstanceId, string WorkflowDefinitionId, string? CorrelationId);

/// <summary>Who does tasks outside of the engine. A host registers any number; without one a task waits for its completion by id.</summary>
public interface IExternalTasks
{
    /// <summary>
    /// Hands a task over inside the unit of work that ends the request: what is put into its outbox is committed with it, once.
    /// An exception leaves the request for a later try.
    /// </summary>
    Task RequestAsync(ExternalTask task, IUnitOfWork unit, CancellationToken cancellationToken);
}

/// <summary>Ends external tasks.</summary>
public static class ExternalTasks
{
    /// <summary>Ends a task and goes on with its workflow. Ended before or never asked for: <see cref="StepKind.NoMatch"/>.</summary>
    public static Task<StepResult> CompleteTaskAsync(
        this WorkflowRuntime runtime, string taskId, object? result, string? commandId = null, CancellationToken cancellationToken = default) =>
        runtime.ResumeAsync(
            new ResumeWorkflow { Stimulus = new Stimulus(RunTask.StimulusName, new RunTaskStimulus(taskId)), Input = result, CommandId = commandId },
            cancellationToken);
}

/// <summary>Hands requested tasks over.</summary>
internal sealed class ExternalTaskHandler(IUnitOfWorkFactory units, IEnumerable<IExternalTasks> outside) : IDueWorkHandler
{
    public const string WorkKind = "task.request";

    public string Kind => WorkKind;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var task = JsonSerializer.Deserialize<ExternalTask>(item.Payload, JsonValues.Options)!;
        await using var unit = units.Open();
        foreach (var tasks in outside)
        {
            await tasks.RequestAsync(task, unit, cancellationToken);
        }

        StepStaging.Complete(unit, item);
        await unit.CommitAsync(cancellationToken);
    }
}
