using System.Linq.Expressions;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>Instances read by pages. Every comparison of ids is the database's, in one order for filter and sort.</summary>
internal sealed partial class InstanceStore(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate) : IInstanceStore
{
    internal static readonly Expression<Func<InstanceRecord, InstanceSummary>> s_summary = i => new InstanceSummary(
        i.Id, i.DefinitionId, i.DefinitionVersionId, i.DefinitionVersion, i.Name, i.CorrelationId, i.ParentInstanceId,
        i.Status, i.SubStatus, i.IncidentCount, i.CreatedAt, i.UpdatedAt, i.FinishedAt, i.HeldBy);

#pragma warning disable CA1309 // Compared by the database.
    public async Task<InstanceRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<InstanceRecord>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
    }

    public async Task<IReadOnlyList<JournalRecord>> JournalAsync(
        string instanceId, long afterSequence, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<JournalRecord>().AsNoTracking().Where(j => j.InstanceId == instanceId && j.Sequence > afterSequence)
            .OrderBy(j => j.Sequence).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<IncidentRecord>> IncidentsAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<IncidentRecord>().AsNoTracking().Where(i => i.InstanceId == instanceId)
            .OrderBy(i => i.At).ThenBy(i => i.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<BookmarkRecord>> BookmarksAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<BookmarkRecord>().AsNoTracking().Where(b => b.InstanceId == instanceId)
            .OrderBy(b => b.CreatedAt).ThenBy(b => b.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<string>> RunningChildrenAsync(
        string parentId, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var children = context.Set<InstanceRecord>().Where(i => i.ParentInstanceId == parentId && i.Status == "Running");
        if (after is not null)
        {
            children = children.Where(i => string.Compare(i.Id, after) > 0);
        }

        return await children.OrderBy(i => i.Id).Select(i => i.Id).Take(limit).ToListAsync(cancellationToken);
    }
#pragma warning restore CA1309
}
