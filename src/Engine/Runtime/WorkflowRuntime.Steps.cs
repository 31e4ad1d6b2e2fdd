using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Stimuli;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>The step itself: attempts, the unit of work of each, and what is answered when nothing is to be run.</summary>
public sealed partial class WorkflowRuntime
{
    private delegate ValueTask<Decision> Decide(LoadedStep loaded, RunEnvironment environment, CancellationToken cancellationToken);

    private async Task<StepResult> AttemptAsync(
        StepRequest request, StepAddress address, string gateKey, Decide decide, CancellationToken cancellationToken)
    {
        using var pass = await _gate.EnterAsync(gateKey, cancellationToken);
        List<RecordedFault> faults = [];
        var recalled = request is { Prepare: null, AfterRun: null } && _memory.Recall(address) is { } remembered ? new Recollection(remembered) : null;
        for (var attempt = 1; ;)
        {
            try
            {
                if (await TryStepAsync(request, address, recalled, decide, faults, cancellationToken) is { } result)
                {
                    return result;
                }

                (recalled, faults) = (null, []);
            }
            catch (ReplayStepException failed)
            {
                faults.Add(failed.Fault);
            }
            catch (Exception error) when (recalled?.IsDoubtedBy(error) == true)
            {
                _memory.Doubt(address);
                (recalled, faults) = (null, []);
            }
            catch (StaleStateException) when (attempt < options.MaxAttempts)
            {
                attempt++;
                faults = [];
                await Task.Yield();
            }
        }
    }

    /// <returns>Null when it began from memory and is no step: only a load can tell the answer.</returns>
    private async Task<StepResult?> TryStepAsync(
        StepRequest request, StepAddress address, Recollection? recalled, Decide decide, IReadOnlyList<RecordedFault> faults,
        CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        recalled = unit.ChecksAssumptions ? recalled : null;
        var loaded = recalled?.Step ?? await unit.LoadAsync(address, cancellationToken);
        if (recalled is null)
        {
            _memory.Learn(address, loaded);
        }

        if (loaded.Seen is { } seen)
        {
            return await AnswerAsync(unit, request, StepAnswer.Decode(seen.Result), cancellationToken);
        }

        var environment = new RunEnvironment(
            unit.Services, catalog, time, time.GetUtcNow(), ids, logger,
            new RunLimits(options.MaxActivitiesPerStep, options.IsRefusal, options.FlowchartMode, options.Http.MaxRequestBytes), cancellationToken)
        {
            Unit = unit,
            Faults = faults,
        };
        if (request.Prepare is { } prepare)
        {
            await prepare(unit, cancellationToken);
        }

        var decision = await decide(loaded, environment, cancellationToken);
        if (decision.Runnable is not { } run)
        {
            return recalled is not null ? null : decision.IsInstead
                ? await InsteadAsync(request, decision, cancellationToken)
                : await AnswerAsync(units, request, decision.Result!, cancellationToken);
        }

        if (!run.StaysEnded)
        {
            await run.RunAsync();
            if (loaded.HasKeptStimuli || (address.IsEmpty && recalled is null))
            {
                await KeptStimuli.DeliverAsync(unit, run, request.Completes, cancellationToken);
            }
        }

        var assumed = recalled is null ? null : new StepAssumptions(address.PublishedOf, loaded.PublishedVersionId, run.FreshWaits().Count > 0);
        var step = StepStaging.Stage(run, request, decision, unit, assumed);
        if (request.AfterRun is { } afterRun)
        {
            await afterRun(unit, step.Result, cancellationToken);
        }

        recalled?.Commits();
        try
        {
            await unit.CommitAsync(cancellationToken);
        }
        catch (AssumptionsUncheckedException)
        {
            _memory.AlwaysLoad(run.Instance.DefinitionId, decision.IsNew);
            return null;
        }

        _memory.Keep(step.Instance, run.RememberedWaits());
        return step.Result;
    }

    /// <summary>Something else than a step is the effect: it commits with the command id and the due-work row, in a fresh unit.</summary>
    private async Task<StepResult> InsteadAsync(StepRequest request, Decision decision, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        decision.Stage?.Invoke(unit);
        if (request.Completes is { } item)
        {
            StepStaging.Complete(unit, item);
        }

        if (request.CommandId is { } command)
        {
            unit.StageCommand(new CommandRecord(command, time.GetUtcNow(), StepAnswer.Encode(decision.Result!)));
        }

        try
        {
            await unit.CommitAsync(cancellationToken);
        }
        catch (StaleStateException) when (request is { Completes: not null, CommandId: null })
        {
            // The row is gone: another host did what was to be done.
            return decision.Result! with { Kind = StepKind.NoMatch };
        }

        return decision.Result!;
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
}

/// <summary>What a request comes to, once its rows are loaded.</summary>
internal readonly record struct Decision(WorkflowRun? Runnable, bool IsNew, StepResult? Result)
{
    /// <summary>How the step is answered when it was run.</summary>
    public StepKind Kind { get; init; } = StepKind.Executed;

    /// <summary>Key of an activation slot that the step takes.</summary>
    public string? SlotTaken { get; init; }

    /// <summary>Not a step, but a commit with an answer of its own.</summary>
    public bool IsInstead { get; init; }

    public Action<IUnitOfWork>? Stage { get; init; }

    public static Decision Run(WorkflowRun run, bool isNew) => new(run, isNew, null);

    public static Decision Already(InstanceRecord instance) => new(null, false, StepAnswer.Of(instance, StepKind.AlreadyDone));

    public static Decision None(InstanceRecord? instance) => new(
        null, false, instance is null ? StepAnswer.Nothing : StepAnswer.Of(instance, StepKind.NoMatch));

    public static Decision Instead(StepResult result, Action<IUnitOfWork>? stage) => new(null, false, result) { IsInstead = true, Stage = stage };
}

/// <summary>An attempt that begins from memory. Until it commits, whatever goes wrong may be the memory's fault.</summary>
internal sealed class Recollection(LoadedStep step)
{
    private bool _commits;

    public LoadedStep Step => step;

    public void Commits() => _commits = true;

    public bool IsDoubtedBy(Exception error) => _commits ? error is StaleStateException : error is not OperationCanceledException;
}
