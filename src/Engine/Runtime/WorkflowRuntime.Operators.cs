using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Incidents;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Retention;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>What operators do to an instance; each is a step of it with its own journal row.</summary>
public sealed partial class WorkflowRuntime
{
    /// <summary>Holds a running instance. Held or finished already: <see cref="StepKind.AlreadyDone"/>.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public Task<StepResult> HoldAsync(HoldWorkflow request, CancellationToken cancellationToken = default) => OperateAsync(
        request, request.InstanceId, instance => IsFinished(instance) || instance.HeldBy is not null, (run, _, _) =>
        {
            run.HeldBy = request.By;
            run.Note(JournalEvent.Held, request.Reason is null ? request.By : $"{request.By}: {request.Reason}");
            return ValueTask.FromResult(Decision.Run(run, isNew: false));
        }, cancellationToken);

    /// <summary>Releases a held instance and delivers what came meanwhile, in its order. Not held: <see cref="StepKind.AlreadyDone"/>.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public Task<StepResult> ReleaseAsync(ReleaseWorkflow request, CancellationToken cancellationToken = default) => OperateAsync(
        request, request.InstanceId, instance => instance.HeldBy is null || IsFinished(instance), (run, _, _) =>
        {
            run.HeldBy = null;
            run.Note(JournalEvent.Released, request.By);
            run.DeliverParked();
            return ValueTask.FromResult(Decision.Run(run, isNew: false));
        }, cancellationToken);

    /// <summary>
    /// Retries what failed. Nothing failed: <see cref="StepKind.NoMatch"/>. A faulted instance that gave its activation slot to
    /// another one: <see cref="StepKind.CannotStart"/>.
    /// </summary>
    /// <inheritdoc cref="StartAsync"/>
    public Task<StepResult> RetryAsync(RetryWorkflow request, CancellationToken cancellationToken = default) => OperateAsync(
        request, request.InstanceId, instance => IsFinished(instance) && !IsFaulted(instance), async (run, instance, environment) =>
        {
            if (!run.RetryFaulted(request.By, request.ContextId))
            {
                return Decision.None(instance);
            }

            string? slot = null;
            if (IsFinished(instance))
            {
                run.Reopen();
                slot = run.Slot;
                if (slot is not null && await HolderAsync(
                    environment.Unit, run.Graph.Definition.ActivationStrategy, slot, run.CorrelationId, environment.CancellationToken) is { } holder)
                {
                    return Decision.Instead(StepAnswer.Nothing with { Kind = StepKind.CannotStart, InstanceId = holder }, null);
                }
            }

            run.Note(JournalEvent.Retried, request.By);
            if (run.HeldBy is null)
            {
                run.DeliverParked();
            }

            return Decision.Run(run, isNew: false) with { SlotTaken = slot };
        }, cancellationToken);

    /// <summary>Deletes an instance. Deleted already: <see cref="StepKind.AlreadyDone"/>.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public Task<StepResult> DeleteAsync(DeleteWorkflow request, CancellationToken cancellationToken = default) => OperateAsync(
        request, request.InstanceId, instance => string.Equals(instance.SubStatus, "Deleted", StringComparison.Ordinal), async (run, instance, _) =>
        {
            if (IsFinished(instance))
            {
                run.StayEnded(instance.SubStatus);
            }
            else
            {
                await run.CancelInstanceAsync();
            }

            run.Note(JournalEvent.Deleted, request.By);
            run.IsDeleted = true;
            run.AddDueWork(DueWorkKinds.Purge, instance.Id + "/purge", run.Now + PurgeRequest.Grace, new PurgeRequest(instance.Id).ToJson());
            return Decision.Run(run, isNew: false);
        }, cancellationToken);

    /// <summary>Closes an incident of an instance that is not deleted and leaves the instance as it is.</summary>
    internal Task<StepResult> ResolveAsync(
        ResolveIncident request, IncidentRecord incident, Func<string, CancellationToken, Task<bool>> isOpen, CancellationToken cancellationToken) => OperateAsync(
        request, incident.InstanceId, instance => string.Equals(instance.SubStatus, "Deleted", StringComparison.Ordinal), async (run, instance, environment) =>
        {
            if (!await isOpen(incident.Id, environment.CancellationToken))
            {
                return Decision.Already(instance);
            }

            if (IsFinished(instance))
            {
                run.StayEnded(instance.SubStatus);
            }

            run.Resolve(incident, request.By, request.Resolution);
            return Decision.Run(run, isNew: false);
        }, cancellationToken);

    private Task<StepResult> OperateAsync(
        StepRequest request, string instanceId, Predicate<InstanceRecord> isDone,
        Func<WorkflowRun, InstanceRecord, RunEnvironment, ValueTask<Decision>> operate, CancellationToken cancellationToken) =>
        AttemptAsync(request, new StepAddress(request.CommandId, instanceId), instanceId, async (loaded, environment, token) =>
        {
            if (loaded.Instance is not { } instance)
            {
                return Decision.None(null);
            }

            return isDone(instance)
                ? Decision.Already(instance) : await operate(await LoadRunAsync(environment, instance, token), instance, environment);
        }, cancellationToken);
}
