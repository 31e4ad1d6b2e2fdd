using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>The same thing done to many instances, each in a step of its own.</summary>
internal sealed class BulkOperations(IInstanceStore instances, WorkflowRuntime runtime, AlterationPlans plans)
{
    /// <summary>More are left to due work, so that no request outlasts its caller.</summary>
    public const int MostAtOnce = 500;

    /// <summary>Cancels what runs. A few are cancelled when this returns; of many the order is on disk.</summary>
    /// <returns>How many were cancelled or will be.</returns>
    public async Task<long> CancelAsync(InstanceQuery query, string by, CancellationToken cancellationToken)
    {
        query = query with { Status = "Running", Limit = MostAtOnce };
        var running = await instances.ListAsync(query, cancellationToken);
        if (running.Count == MostAtOnce)
        {
            var count = await instances.CountAsync(query, cancellationToken);
            await plans.StartAsync(new AlterationPlan("Cancel", [AlterationRequests.CancelInstance], query, by), cancellationToken);
            return count;
        }

        var cancelled = 0;
        foreach (var instance in running)
        {
            var result = await runtime.CancelAsync(new CancelWorkflow { InstanceId = instance.Id }, cancellationToken);
            cancelled += result.Kind == StepKind.Executed ? 1 : 0;
        }

        return cancelled;
    }

    /// <summary>Deletes instances; ids that name nothing are passed over.</summary>
    public async Task<int> DeleteAsync(IReadOnlyList<string> ids, string by, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            var result = await runtime.DeleteAsync(new DeleteWorkflow { InstanceId = id, By = by }, cancellationToken);
            deleted += result.Kind == StepKind.Executed ? 1 : 0;
        }

        return deleted;
    }
}
