using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>Plans of alterations.</summary>
public sealed partial class InMemoryStore : IAlterationStore
{
    internal Dictionary<string, AlterationPlanRecord> PlanRows { get; } = new(StringComparer.Ordinal);

    internal Dictionary<(string PlanId, string InstanceId), AlterationJobRecord> JobRows { get; } = [];

    public Task<AlterationPlanRecord?> FindPlanAsync(string planId, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => PlanRows.GetValueOrDefault(planId)));

    public Task<IReadOnlyList<AlterationPlanRecord>> ListPlansAsync(int limit, CancellationToken cancellationToken) =>
        Page(() => PlanRows.Values.OrderByDescending(p => p.CreatedAt).ThenBy(p => p.Id, StringComparer.Ordinal).Take(limit));

    public Task<IReadOnlyDictionary<AlterationJobStatus, int>> ProgressAsync(string planId, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => (IReadOnlyDictionary<AlterationJobStatus, int>)JobRows.Values
            .Where(j => Same(j.PlanId, planId)).GroupBy(j => j.Status).ToDictionary(g => g.Key, g => g.Count())));

    public Task<IReadOnlyList<AlterationJobRecord>> JobsAsync(string planId, string? afterInstanceId, int limit, CancellationToken cancellationToken) =>
        Page(() => JobRows.Values.Where(j => Same(j.PlanId, planId) && (afterInstanceId is null || string.CompareOrdinal(j.InstanceId, afterInstanceId) > 0))
            .OrderBy(j => j.InstanceId, StringComparer.Ordinal).Take(limit));
}

/// <summary>Plans of one unit.</summary>
internal sealed class InMemoryAlterationLog(InMemoryStore store, InMemoryUnit unit) : IAlterationLog
{
    public void Add(AlterationPlanRecord plan) => Update(plan);

    public void Add(AlterationJobRecord job) => Update(job);

    public void Update(AlterationPlanRecord plan) => unit.Enlist(static () => { }, () => store.PlanRows[plan.Id] = plan);

    public void Update(AlterationJobRecord job) => unit.Enlist(static () => { }, () => store.JobRows[(job.PlanId, job.InstanceId)] = job);
}
