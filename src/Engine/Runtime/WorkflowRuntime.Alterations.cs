using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Migration;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>Changes of running instances, and moving them to another version.</summary>
public sealed partial class WorkflowRuntime
{
    /// <summary>
    /// Applies all alterations to one instance in one step, or none of them. A dry run does the same in memory and commits nothing.
    /// Repeated under the same command id, nothing is applied again.
    /// </summary>
    /// <exception cref="StaleStateException">Others were first in every attempt.</exception>
    public async Task<AlterationOutcome> AlterAsync(AlterWorkflow request, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> log = [];
        var step = request.Decided is not { } decided || request.DryRun ? request : request with
        {
            AfterRun = (unit, _, _) =>
            {
                decided(unit, new AlterationOutcome(request.InstanceId, AlterationJobStatus.Applied, log));
                return Task.CompletedTask;
            },
        };
        var result = await AttemptAsync(step, new StepAddress(request.CommandId, request.InstanceId), request.InstanceId, async (loaded, environment, token) =>
        {
            try
            {
                if (loaded.Instance is not { } instance)
                {
                    throw new AlterationRefusedException("There is no such instance.");
                }

                if (IsFinished(instance) && !IsFaulted(instance))
                {
                    throw new AlterationRefusedException($"The instance is finished ({instance.SubStatus}).");
                }

                var run = await LoadForAlterationAsync(environment, instance, request.Alterations, token);
                log = await ApplyAsync(run, request);
                return request.DryRun ? Decision.None(instance) : Decision.Run(run, isNew: false);
            }
            catch (AlterationRefusedException refused)
            {
                log = refused.Message.Split('\n');
                return request.DryRun ? Decision.None(null) : Decision.Instead(StepAnswer.Nothing with { InstanceId = request.InstanceId }, unit =>
                    request.Decided?.Invoke(unit, new AlterationOutcome(request.InstanceId, AlterationJobStatus.Refused, log)));
            }
        }, cancellationToken);
        var applied = result.Kind is StepKind.Executed or StepKind.AlreadyDone || (request.DryRun && result is { Kind: StepKind.NoMatch, Status: not null });
        return new AlterationOutcome(request.InstanceId, applied ? AlterationJobStatus.Applied : AlterationJobStatus.Refused, log);
    }

    private static async ValueTask<IReadOnlyList<string>> ApplyAsync(WorkflowRun run, AlterWorkflow request)
    {
        var log = new List<string>(request.Alterations.Count);
        foreach (var alteration in request.Alterations)
        {
            try
            {
                log.Add(await run.AlterAsync(alteration, request.By));
            }
            catch (Exception error) when (error is not (AlterationRefusedException or StaleStateException or OperationCanceledException))
            {
                throw new AlterationRefusedException($"{alteration.Type} '{alteration.ActivityId ?? alteration.VariableId}' failed: {error.Message}", error);
            }
        }

        return log;
    }

    private async ValueTask<WorkflowRun> LoadForAlterationAsync(
        RunEnvironment environment, InstanceRecord instance, IReadOnlyList<Alteration> alterations, CancellationToken cancellationToken)
    {
        var run = alterations is [{ Type: AlterationKind.Migrate } migration, ..]
            ? await MigrateAsync(environment, instance, migration, cancellationToken) : await LoadRunAsync(environment, instance, cancellationToken);
        if (alterations.Skip(1).Any(a => a.Type == AlterationKind.Migrate))
        {
            throw new AlterationRefusedException("A migration comes first and once in a list of alterations.");
        }

        if (IsFinished(instance))
        {
            run.StayEnded(instance.SubStatus);
        }

        return run;
    }

    private async ValueTask<WorkflowRun> MigrateAsync(
        RunEnvironment environment, InstanceRecord instance, Alteration migration, CancellationToken cancellationToken)
    {
        var from = await catalog.FindVersionAsync(instance.DefinitionVersionId, cancellationToken)
            ?? throw new DefinitionNotFoundException($"The definition version '{instance.DefinitionVersionId}' of instance '{instance.Id}' is not stored.");
        var to = migration switch
        {
            { TargetVersionId: { } id } => await catalog.FindVersionAsync(id, cancellationToken)
                ?? throw new AlterationRefusedException($"There is no version '{id}'."),
            { TargetVersion: { } number } => await catalog.FindVersionAsync(instance.DefinitionId, number, cancellationToken)
                ?? throw new AlterationRefusedException($"The definition '{instance.DefinitionId}' has no version {number}."),
            _ => await catalog.FindPublishedAsync(instance.DefinitionId, cancellationToken)
                ?? throw new AlterationRefusedException($"No version of the definition '{instance.DefinitionId}' is published."),
        };
        if (!string.Equals(to.Record.DefinitionId, instance.DefinitionId, StringComparison.Ordinal))
        {
            throw new AlterationRefusedException($"Version '{to.Record.Id}' belongs to another definition, '{to.Record.DefinitionId}'.");
        }

        if (to.Graph.HasErrors)
        {
            throw new AlterationRefusedException($"Version {to.Record.Version} has errors and cannot be run.");
        }

        var state = InstanceState.Decode(instance.State);
        from = await catalog.WithPinsAsync(from, state.Pins, cancellationToken);
        var reasons = InstanceMigration.Migrate(state, new MigrationMap(from.Graph, to.Graph, migration.Mapping));
        if (reasons.Count > 0)
        {
            throw new AlterationRefusedException(string.Join('\n', reasons));
        }

        var moved = instance with { DefinitionVersionId = to.Record.Id, DefinitionVersion = to.Record.Version };
        return WorkflowRun.Load(environment, to.Graph, moved, state);
    }
}
