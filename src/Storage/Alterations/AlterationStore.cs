using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Alterations;

/// <summary>Plans and their instances, read outside a step.</summary>
internal sealed class AlterationStore(IDbContextFactory<FlowDbContext> contexts) : IAlterationStore
{
    public async Task<AlterationPlanRecord?> FindPlanAsync(string planId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<AlterationPlanRecord>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == planId, cancellationToken);
    }

    public async Task<IReadOnlyList<AlterationPlanRecord>> ListPlansAsync(int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<AlterationPlanRecord>().AsNoTracking()
            .OrderByDescending(p => p.CreatedAt).ThenBy(p => p.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<AlterationJobStatus, int>> ProgressAsync(string planId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<AlterationJobRecord>().Where(j => j.PlanId == planId).GroupBy(j => j.Status)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    public async Task<IReadOnlyList<AlterationJobRecord>> JobsAsync(
        string planId, string? afterInstanceId, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = context.Set<AlterationJobRecord>().AsNoTracking().Where(j => j.PlanId == planId);
        if (afterInstanceId is not null)
        {
#pragma warning disable CA1309 // Compared by the database.
            jobs = jobs.Where(j => string.Compare(j.InstanceId, afterInstanceId) > 0);
#pragma warning restore CA1309
        }

        return await jobs.OrderBy(j => j.InstanceId).Take(limit).ToListAsync(cancellationToken);
    }
}

/// <summary>Plans of the current unit. A row is changed by the due work that it belongs to, whose completion guards it.</summary>
internal sealed class AlterationLog(FlowDbContext context) : IAlterationLog
{
    public void Add(AlterationPlanRecord plan) => context.Add(plan);

    public void Add(AlterationJobRecord job) => context.Add(job);

    public void Update(AlterationPlanRecord plan) => context.Update(plan);

    public void Update(AlterationJobRecord job) => context.Update(job);
}
