using System.Text.Json;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.Logging;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>
/// Runs steps: load, run, commit. Each call is one transaction; when it returns <see cref="StepKind.Executed"/> everything the
/// step implies is on disk. When it throws, nothing was committed, except that a lost connection during the commit leaves it
/// open: repeat the call with the same command id. A conflict with another step is resolved inside by loading and deciding again.
/// </summary>
public sealed class WorkflowRuntime(
    IUnitOfWorkFactory units, WorkflowCatalog catalog, IIdGenerator ids, TimeProvider time, EngineOptions options,
    ILogger<WorkflowRuntime> logger)
{
    private readonly InstanceGate _gate = new();

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
            var run = WorkflowRun.Begin(environment, entry.Graph, NewInstance(request, entry, instanceId), request.Input, request.ParentBookmarkId);
            return Decision.Run(run, isNew: true);
        }, cancellationToken);
    }

    /// <summary>Resumes a bookmark. Nobody waits (any more): <see cref="StepKind.NoMatch"/>.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public Task<StepResult> ResumeAsync(ResumeWorkflow request, CancellationToken cancellationToken = default)
    {
        if (request.BookmarkId is null && request.Stimulus is null)
        {
            throw new ArgumentException("A resume names a bookmark or a stimulus.", nameof(request));
        }

        var hash = request.Stimulus is { } stimulus ? StimulusHash.Compute(stimulus.Name, stimulus.Payload) : null;
        var address = new StepAddress(request.CommandId, request.InstanceId, request.BookmarkId, hash);
        var input = JsonValues.From(request.Input);
        var gateKey = request.InstanceId ?? request.BookmarkId ?? hash!;
        return AttemptAsync(request, address, gateKey, async (loaded, environment, token) =>
        {
            // An event that comes before its wait exists ends here; keeping it for later (a bookmark queue) belongs at this point.
            if (loaded.Instance is not { } instance || loaded.Bookmark is not { } bookmark || IsFinished(instance))
            {
                return Decision.None(loaded.Instance);
            }

            var run = await LoadRunAsync(environment, instance, token);
            var isDue = request.Completes is { } item && item.Key.StartsWith(bookmark.Id + "/", StringComparison.Ordinal);
            if (!run.TryResume(bookmark.Id, input, isDue))
            {
                // The two rows were read on both sides of somebody's commit: which of them is older, the next load tells.
                throw new StaleStateException($"Bookmark '{bookmark.Id}' is not in the state of instance '{instance.Id}' as read.");
            }

            return Decision.Run(run, isNew: false);
        }, cancellationToken);
    }

    /// <summary>Cancels an instance. One that is finished already: <see cref="StepKind.AlreadyDone"/>.</summary>
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
            await run.CancelInstanceAsync();
            return Decision.Run(run, isNew: false);
        }, cancellationToken);
    }

    private static bool IsFinished(InstanceRecord instance) => string.Equals(instance.Status, "Finished", StringComparison.Ordinal);

    /// <summary>The version asked for, or the one that was published at the load; read only the first time this process meets it.</summary>
    private async ValueTask<CatalogEntry> EntryAsync(StartWorkflow request, string? publishedVersionId, CancellationToken cancellationToken) =>
        ((request.VersionId ?? publishedVersionId) is { } version ? await catalog.FindVersionAsync(version, cancellationToken) : null)
        ?? throw new DefinitionNotFoundException(
            $"There is no {(request.VersionId is null ? "published workflow definition" : "workflow definition version")} '{request.VersionId ?? request.DefinitionId}'.");

    private async ValueTask<WorkflowRun> LoadRunAsync(RunEnvironment environment, InstanceRecord instance, CancellationToken cancellationToken)
    {
        var entry = await catalog.FindVersionAsync(instance.DefinitionVersionId, cancellationToken)
            ?? throw new DefinitionNotFoundException($"The definition version '{instance.DefinitionVersionId}' of instance '{instance.Id}' is not stored.");
        return WorkflowRun.Load(environment, entry.Graph, instance);
    }

    private async Task<StepResult> AttemptAsync(
        StepRequest request, StepAddress address, string gateKey,
        Func<LoadedStep, RunEnvironment, CancellationToken, ValueTask<Decision>> decide, CancellationToken cancellationToken)
    {
        using var pass = await _gate.EnterAsync(gateKey, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryStepAsync(request, address, decide, cancellationToken);
            }
            catch (StaleStateException) when (attempt < options.MaxAttempts)
            {
                await Task.Yield();
            }
        }
    }

    private async Task<StepResult> TryStepAsync(
        StepRequest request, StepAddress address,
        Func<LoadedStep, RunEnvironment, CancellationToken, ValueTask<Decision>> decide, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var loaded = await unit.LoadAsync(address, cancellationToken);
        if (loaded.Seen is { } seen)
        {
            return await AnswerAsync(unit, request, StepAnswer.Decode(seen.Result), cancellationToken);
        }

        var environment = new RunEnvironment(
            unit.Services, catalog, time, time.GetUtcNow(), ids, logger, new RunLimits(options.MaxActivitiesPerStep, options.IsRefusal, options.FlowchartMode), cancellationToken);
        if (request.Prepare is { } prepare)
        {
            await prepare(unit, cancellationToken);
        }

        var decision = await decide(loaded, environment, cancellationToken);
        if (decision.Runnable is not { } run)
        {
            return await AnswerAsync(units, request, decision.Result!, cancellationToken);
        }

        await run.RunAsync();
        var step = StepStaging.Stage(run, request, decision.IsNew, unit);
        if (request.AfterRun is { } afterRun)
        {
            await afterRun(unit, step, cancellationToken);
        }

        await unit.CommitAsync(cancellationToken);
        return step;
    }

    /// <summary>Nothing to do: only the due-work row, if there is one, goes away. In a fresh unit, so that nothing prepared is committed.</summary>
    private static async Task<StepResult> AnswerAsync(
        IUnitOfWorkFactory units, StepRequest request, StepResult result, CancellationToken cancellationToken)
    {
        if (request.Completes is null)
        {
            return result;
        }

        await using var unit = units.Open();
        return await AnswerAsync(unit, request, result, cancellationToken);
    }

    private static async Task<StepResult> AnswerAsync(
        IUnitOfWork unit, StepRequest request, StepResult result, CancellationToken cancellationToken)
    {
        if (request.Completes is { } item)
        {
            StepStaging.Complete(unit, item);
            try
            {
                await unit.CommitAsync(cancellationToken);
            }
            catch (StaleStateException)
            {
                // The row is gone: another host completed it, which is all that was left to do.
                return result;
            }
        }

        return result;
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

    private readonly record struct Decision(WorkflowRun? Runnable, bool IsNew, StepResult? Result)
    {
        public static Decision Run(WorkflowRun run, bool isNew) => new(run, isNew, null);

        public static Decision Already(InstanceRecord instance) => new(null, false, StepAnswer.Of(instance, StepKind.AlreadyDone));

        public static Decision None(InstanceRecord? instance) => new(
            null, false, instance is null ? StepAnswer.Nothing : StepAnswer.Of(instance, StepKind.NoMatch));
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
