using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>A workflow to be started without waiting for its first step.</summary>
/// <param name="VersionId">Exactly this version; null: the one that is published when it starts.</param>
public sealed record DispatchedWorkflow(string DefinitionId, string? VersionId = null)
{
    public string? CorrelationId { get; init; }

    public string? TriggerActivityId { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Input { get; init; }
}

/// <summary>Accepts workflows to be started.</summary>
public sealed class WorkflowDispatcher(IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider time)
{
    /// <summary>
    /// Accepts starts. When this returns they are on disk, all or none; each is due work of its own, so each instance is started once, also
    /// when the host dies on the way.
    /// </summary>
    /// <returns>The ids that the instances will have.</returns>
    public async Task<IReadOnlyList<string>> DispatchAsync(DispatchedWorkflow workflow, int count = 1, CancellationToken cancellationToken = default)
    {
        await using var unit = units.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        var instances = new List<string>(count);
        for (var number = 0; number < count; number++)
        {
            var id = ids.NewId();
            instances.Add(id);
            var request = new StartRequest(
                workflow.DefinitionId, id, workflow.CorrelationId, null, null, workflow.Input?.ToDictionary(StringComparer.Ordinal))
            {
                VersionId = workflow.VersionId,
                TriggerActivityId = workflow.TriggerActivityId,
            };
            plan.Add(request.ToItem(ids.NewGuid(), time.GetUtcNow(), id + "/start"));
        }

        await unit.CommitAsync(cancellationToken);
        return instances;
    }
}
