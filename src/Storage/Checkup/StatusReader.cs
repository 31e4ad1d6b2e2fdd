using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Checkup;

/// <summary>What the database holds of running work.</summary>
/// <param name="Instances">Workflow instances by sub-status.</param>
/// <param name="DueWorkOverdue">Rows whose time has come and how late the oldest is.</param>
/// <param name="Outbox">Messages waiting and the age of the oldest.</param>
public sealed record FlowStatus(
    IReadOnlyDictionary<string, int> Instances, int Bookmarks, int Incidents, int DueWorkPlanned,
    (long Count, TimeSpan Lag) DueWorkOverdue, (long Count, TimeSpan OldestAge) Outbox, int ParkedMessages);

/// <summary>Reads <see cref="FlowStatus"/> for the command line and the operations page.</summary>
public sealed class StatusReader(
    IDbContextFactory<FlowDbContext> contexts, IDueWorkStore dueWork, IOutboxStore outbox, TimeProvider time)
{
    public async Task<FlowStatus> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return new FlowStatus(
            await context.Set<InstanceRecord>().GroupBy(i => i.SubStatus).Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken),
            await context.Set<BookmarkRecord>().CountAsync(cancellationToken),
            await context.Set<IncidentRecord>().CountAsync(cancellationToken),
            await context.Set<DueWork.DueWorkRow>().CountAsync(cancellationToken),
            await dueWork.LagAsync(time.GetUtcNow(), cancellationToken),
            await outbox.LagAsync(cancellationToken),
            await context.Set<ParkedMessage>().CountAsync(cancellationToken));
    }
}
