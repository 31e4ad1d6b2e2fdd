using System.Text.Json;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Stimuli;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>
/// Runs steps: load, run, commit; the load is spared where this process made the last step itself. Each call is one transaction; when it returns <see cref="StepKind.Executed"/> everything the
/// step implies is on disk. When it throws, nothing was committed, except that a lost connection during the commit leaves it
/// open: repeat the call with the same command id. A conflict with another step is resolved inside by loading and deciding again.
/// </summary>
public sealed partial class WorkflowRuntime(
    IUnitOfWorkFactory units, WorkflowCatalog catalog, IIdGenerator ids, TimeProvider time, EngineOptions options,
    ILogger<WorkflowRuntime> logger)
{
    private readonly InstanceGate _gate = new();
    private readonly StepMemory _memory = new(options, time);

    /// <summary>Starts an instance, unless its activation strategy forbids: <see cref="StepKind.CannotStart"/>.</summary>
    /// <exception cref="DefinitionNotFoundException">There is no such version, or none is published.</exception>
    /// <exception cref="StaleStateException">Others were first in every attempt.</exception>
    public async Task<StepResult> StartAsync(StartWorkflow request, CancellationToken cancellationToken = default)
    {
        var instanceId = request.InstanceId ?? ids.NewId();

        // An id made just now names nothing that could be loaded.
        var address = new StepAddress(
            request.CommandId, InstanceId: request.InstanceId, PublishedOf: request.VersionId is null ? request.DefinitionId ?? "" : null);
        return await AttemptAsync(request, address, instanceId, async (loaded, environment, token) =>
        {
            if (loaded.Instance is { } existing)
            {
                return Decision.Already(existing);
            }

            var entry = await EntryAsync(request, loaded.PublishedVersionId, token);
            var strategy = entry.Graph.Definition.ActivationStrategy;
            var slot = ActivationStrategies.SlotOf(strategy, entry.Record.DefinitionId, request.CorrelationId);
            if (slot is not null && await HolderAsync(environment.Unit, strategy, slot, request.CorrelationId, token) is { } holder)
            {
                return Refuse(request, instanceId, holder);
            }

            var run = WorkflowRun.Begin(
                environment, entry.Graph, NewInstance(request, entry, instanceId), request.Input, request.ParentBookmarkId,
                request.TriggerActivityId, request.TriggerInput, request.Variables);
            run.Slot = slot;
            return Decision.Run(run, isNew: true) with { SlotTaken = slot };
        }, cancellationToken);
    }

    /// <summary>
    /// Resumes a bookmark. Nobody waits (any more): <see cref="StepKind.NoMatch"/>, or <see cref="StepKind.Kept"/> when asked to keep
    /// it. The instance is held, or faulted and waiting for a retry: <see cref="StepKind.Kept"/>.
    /// </summary>
    /// <inheritdoc cref="StartAsync"/>
    public Task<StepResult> ResumeAsync(ResumeWorkflow request, CancellationToken cancellationToken = default)
    {
        if (request is { BookmarkId: null, Stimulus: null, StimulusHash: null })
        {
            throw new ArgumentException("A resume names a bookmark or a stimulus.", nameof(request));
        }

        var hash = request.Stimulus is { } stimulus ? StimulusHash.Compute(stimulus.Name, stimulus.Payload) : request.StimulusHash;
        var address = new StepAddress(request.CommandId, request.InstanceId, request.BookmarkId, hash) { CorrelationId = request.CorrelationId };
        var input = JsonValues.From(request.Input);
        var gateKey = request.InstanceId ?? request.BookmarkId ?? hash!;
        return AttemptAsync(request, address, gateKey, async (loaded, environment, token) =>
        {
            if (loaded.Instance is not { } instance || (loaded.Bookmark is null && request.BookmarkId is null))
            {
                return Unmatched(request, hash, input, loaded.Instance);
            }

            var bookmarkId = loaded.Bookmark?.Id ?? request.BookmarkId!;
            var isDue = string.Equals(request.Completes?.Key, bookmarkId + "/due", StringComparison.Ordinal);
            if (loaded.Bookmark is null || IsFinished(instance))
            {
                return await ParkOnFaultedAsync(environment, instance, bookmarkId, input, token);
            }

            var run = await LoadRunAsync(environment, instance, token);
            if (instance.HeldBy is not null ? !run.TryPark(bookmarkId, input, isDue) : !run.TryResume(bookmarkId, input, isDue))
            {
                // The two rows were read on both sides of somebody's commit: which of them is older, the next load tells.
                throw new StaleStateException($"Bookmark '{bookmarkId}' is not in the state of instance '{instance.Id}' as read.");
            }

            return Decision.Run(run, isNew: false) with { Kind = instance.HeldBy is null ? StepKind.Executed : StepKind.Kept };
        }, cancellationToken);
    }

    /// <summary>
    /// Cancels an instance, and in steps of their own that follow the commit, the children it waits for. One that is finished
    /// already: <see cref="StepKind.AlreadyDone"/>.
    /// </summary>
    /// <inheritdoc cref="StartAsync"/>
    public Task<StepResult> CancelAsync(CancelWorkflow request, CancellationToken cancellationToken = default)
    {
        var address = new StepAddress(request.CommandId, request.InstanceId);
        return AttemptAsync(request, address, request.InstanceId, async (loaded, environment, token) =>
        {
            if (loaded.Instance is not { } instance)
            {
                return Decision.None(null);
            }

            if (IsFinished(instance))
            {
                return Decision.Already(instance);
            }

            var run = await LoadRunAsync(environment, instance, token);
            if (request.ReportsTo is not null && !string.Equals(run.ParentBookmarkId, request.ReportsTo, StringComparison.Ordinal))
            {
                return Decision.None(instance);
            }

            await run.CancelInstanceAsync();
            return Decision.Run(run, isNew: false);
        }, cancellationToken);
    }

    private static bool IsFinished(InstanceRecord instance) => string.Equals(instance.Status, "Finished", StringComparison.Ordinal);

    private static bool IsFaulted(InstanceRecord instance) => string.Equals(instance.SubStatus, "Faulted", StringComparison.Ordinal);

    private static async Task<string?> HolderAsync(
        IUnitOfWork unit, ActivationStrategy strategy, string slot, string? correlationId, CancellationToken cancellationToken)
    {
        var slots = unit.Services.GetRequiredService<IActivationSlots>();
        return await slots.HolderAsync(slot, cancellationToken)
            ?? (strategy == ActivationStrategy.Correlation && correlationId is not null
                ? await slots.RunningWithCorrelationAsync(correlationId, cancellationToken) : null);
    }

    /// <summary>No instance will come; a parent that waits for it is told so.</summary>
    private Decision Refuse(StartWorkflow request, string instanceId, string holder)
    {
        var result = StepAnswer.Nothing with { Kind = StepKind.CannotStart, InstanceId = holder };
        return Decision.Instead(result, request.ParentInstanceId is not { } parent || (request.ParentBookmarkId ?? request.FirstStepBookmarkId) is not { } bookmark ? null : unit =>
        {
            var finished = new ChildFinished(instanceId, "Finished", "Cancelled", StepAnswer.Nothing.Output);
            unit.Services.GetRequiredService<IDueWorkPlan>().Add(new DueWorkItem(
                ids.NewGuid(), time.GetUtcNow(), DueWorkKinds.Resume, instanceId + "/finished",
                new ResumeRequest(parent, bookmark, JsonValues.From(finished)).ToJson()));
        });
    }

    private Decision Unmatched(ResumeWorkflow request, string? hash, JsonElement input, InstanceRecord? instance)
    {
        var now = time.GetUtcNow();
        var keep = request.Keep ?? (request.KeepFor is { } span && request.BookmarkId is null
            ? new KeptStimulus(ids.NewId(), request.Stimulus?.Name ?? "", hash!, request.CorrelationId, request.InstanceId, input, now, now + span, 0)
            : null);
        return keep is null
            ? Decision.None(instance)
            : Decision.Instead(
                StepAnswer.Nothing with { Kind = StepKind.Kept },
                unit => unit.Services.GetRequiredService<IDueWorkPlan>().Add(keep.ToDueWork(ids.NewGuid(), now)));
    }

    /// <summary>An instance that faulted has its waits in its state only: a retry brings them back and finds what came meanwhile.</summary>
    private async ValueTask<Decision> ParkOnFaultedAsync(
        RunEnvironment environment, InstanceRecord instance, string bookmarkId, JsonElement input, CancellationToken cancellationToken)
    {
        if (!IsFinished(instance) || !IsFaulted(instance))
        {
            return Decision.None(instance);
        }

        var run = await LoadRunAsync(environment, instance, cancellationToken);
        run.StayEnded(instance.SubStatus);
        return run.TryPark(bookmarkId, input, isDue: false)
            ? Decision.Run(run, isNew: false) with { Kind = StepKind.Kept } : Decision.None(instance);
    }

    /// <summary>The version asked for, or the one that was published at the load; read only the first time this process meets it.</summary>
    private async ValueTask<CatalogEntry> EntryAsync(StartWorkflow request, string? publishedVersionId, CancellationToken cancellationToken) =>
        ((request.VersionId ?? publishedVersionId) is { } version ? await catalog.FindVersionAsync(version, cancellationToken) : null)
        ?? throw new DefinitionNotFoundException(
            $"There is no {(request.VersionId is null ? "published workflow definition" : "workflow definition version")} '{request.VersionId ?? request.DefinitionId}'.");

    private async ValueTask<WorkflowRun> LoadRunAsync(RunEnvironment environment, InstanceRecord instance, CancellationToken cancellationToken)
    {
        var entry = await catalog.FindVersionAsync(instance.DefinitionVersionId, cancellationToken)
            ?? throw new DefinitionNotFoundException($"The definition version '{instance.DefinitionVersionId}' of instance '{instance.Id}' is not stored.");
        var state = InstanceState.Decode(instance.State);
        entry = await catalog.WithPinsAsync(entry, state.Pins, cancellationToken);
        return WorkflowRun.Load(environment, entry.Graph, instance, state);
    }

    private InstanceRecord NewInstance(StartWorkflow request, CatalogEntry entry, string instanceId)
    {
        var now = time.GetUtcNow();
        return new InstanceRecord
        {
            Id = instanceId,
            DefinitionId = entry.Record.DefinitionId,
            DefinitionVersionId = entry.Record.Id,
            DefinitionVersion = entry.Record.Version,
            Name = request.Name,
            CorrelationId = request.CorrelationId,
            ParentInstanceId = request.ParentInstanceId,
            Status = "Running",
            SubStatus = "Pending",
            CreatedAt = now,
            UpdatedAt = now,
            Sequence = 0,
            State = [],
        };
    }
}

/// <summary>A workflow definition or version is not stored or not published.</summary>
public sealed class DefinitionNotFoundException : Exception
{
    public DefinitionNotFoundException()
    {
    }

    public DefinitionNotFoundException(string message)
        : base(message)
    {
    }

    public DefinitionNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
