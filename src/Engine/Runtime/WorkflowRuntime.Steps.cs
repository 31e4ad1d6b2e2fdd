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
        for (var attempt = 1; ;)
        {
            try
            {
                return await TryStepAsync(request, address, decide, faults, cancellationToken);
            }
            catch (ReplayStepException failed)
            {
                faults.Add(failed.Fault);
            }
            catch (StaleStateException) when (attempt < options.MaxAttempts)
            {
                attempt++;
                faults = [];
                await Task.Yield();
            }
        }
    }

    private async Task<StepResult> TryStepAsync(
        StepRequest request, StepAddress address, Decide decide, IReadOnlyList<RecordedFault> faults, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var loaded = await unit.LoadAsync(address, cancellationToken);
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
            return decision.IsInstead
                ? await InsteadAsync(request, decision, cancellationToken)
                : await AnswerAsync(units, request, decision.Result!, cancellationToken);
        }

        if (!run.StaysEnded)
        {
            await run.RunAsync();
            if (loaded.HasKeptStimuli || address.IsEmpty)
            {
                await KeptStimuli.DeliverAsync(unit, run, request.Completes, cancellationToken);
            }
        }

        var step = StepStaging.Stage(run, request, decision, unit);
        if (request.AfterRun is { } afterRun)
        {
            await afterRun(unit, step, cancellationToken);
        }

        await unit.CommitAsync(cancellationToken);
        return step;
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
