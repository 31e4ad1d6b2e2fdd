using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>Instances read by pages. Every comparison of ids is the database's, in one order for filter and sort.</summary>
internal sealed class InstanceStore(IDbContextFactory<FlowDbContext> contexts) : IInstanceStore
{
#pragma warning disable CA1309 // Compared by the database.
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
