using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>Incidents across instances; the open ones have an index of their own, so that the closed ones cost nothing.</summary>
internal sealed class IncidentStore(IDbContextFactory<FlowDbContext> contexts) : IIncidentStore
{
    public async Task<IReadOnlyList<OpenIncident>> ListOpenAsync(IncidentQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = Open(context, query);
        if (query.After is var (at, id))
        {
#pragma warning disable CA1309 // Compared by the database.
            open = open.Where(i => i.At < at || (i.At == at && string.Compare(i.Id, id) < 0));
#pragma warning restore CA1309
        }

        var page = await open.OrderByDescending(i => i.At).ThenByDescending(i => i.Id).Take(query.Limit).ToListAsync(cancellationToken);
        var ids = page.Select(i => i.InstanceId).Distinct(StringComparer.Ordinal).ToList();
        var instances = await context.Set<InstanceRecord>().AsNoTracking().Where(i => ids.Contains(i.Id))
            .Select(InstanceStore.s_summary).ToDictionaryAsync(i => i.Id, StringComparer.Ordinal, cancellationToken);

        // An instance may be purged between the two reads; its incident went with it.
        return [.. page.Where(i => instances.ContainsKey(i.InstanceId)).Select(i => new OpenIncident(i, instances[i.InstanceId]))];
    }

    public async Task<int> CountOpenAsync(IncidentQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Open(context, query).CountAsync(cancellationToken);
    }

    public async Task<IncidentRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<IncidentRecord>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
    }

    private static IQueryable<IncidentRecord> Open(FlowDbContext context, IncidentQuery query) => context.Set<IncidentRecord>().AsNoTracking()
        .Where(i => i.ClosedAt == null && context.Set<InstanceRecord>().Any(w => w.Id == i.InstanceId
            && w.SubStatus != "Cancelled" && w.SubStatus != "Deleted" && (query.DefinitionId == null || w.DefinitionId == query.DefinitionId)));
}
