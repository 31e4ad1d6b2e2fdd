using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>Removing what is over. What a directive or an assignment refers to stays for as long as they do.</summary>
internal sealed partial class InstanceStore
{
#pragma warning disable CA1309 // Compared by the database.
    public async Task<IReadOnlyList<InstanceSummary>> FinishedBeforeAsync(
        DateTimeOffset end, InstanceCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var over = Removable(context).Where(i => i.CreatedAt < end && i.FinishedAt < end && i.UpdatedAt < end);
        if (after is var (at, id))
        {
            over = over.Where(i => i.CreatedAt > at || (i.CreatedAt == at && string.Compare(i.Id, id) > 0));
        }

        return await over.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id).Take(limit).Select(s_summary).ToListAsync(cancellationToken);
    }
#pragma warning restore CA1309

    public async Task<int> PurgeAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var count = 0;
        foreach (var id in ids)
        {
            // The instance first: a step that reopens it at this moment waits for this row, and then finds it gone.
            if (await Removable(context).Where(i => i.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
            {
                continue;
            }

            count++;
            await context.Set<JournalRecord>().Where(j => j.InstanceId == id).ExecuteDeleteAsync(cancellationToken);
            await context.Set<IncidentRecord>().Where(i => i.InstanceId == id).ExecuteDeleteAsync(cancellationToken);
            await context.Set<InstanceRecord>().Where(i => i.ParentInstanceId == id)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.ParentInstanceId, (string?)null), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    private static IQueryable<InstanceRecord> Removable(FlowDbContext context) => context.Set<InstanceRecord>()
        .Where(i => i.Status == "Finished")
        .Where(i => !context.Set<Directive>().Any(d => d.WorkflowInstanceId == i.Id)
            && !context.Set<Assignment>().Any(a => a.WorkflowInstanceId == i.Id));
}
