using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Messages;

/// <summary>
/// The relay's side of the outbox. Claims are taken one relay at a time (an advisory lock on PostgreSQL, the write gate on
/// SQLite), so that none overtakes a claim of the same key it cannot see yet; sending goes on in parallel.
/// </summary>
internal sealed class OutboxStore(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate, TimeProvider time) : IOutboxStore
{
    private const string ClaimSql = """
        update outbox set claimed_by = {0}, claimed_until = {1}
        where position in (
            select o.position from outbox o
            where (o.claimed_until is null or o.claimed_until <= {2})
              and not exists (
                select 1 from outbox earlier
                where earlier.key = o.key and earlier.position < o.position and earlier.claimed_until > {2})
            order by o.position limit {3})
        returning position, message_id, key, destination, type, body, at, claimed_by, claimed_until, attempts, last_error
        """;

    /// <summary>Any constant: names the claim among the advisory locks of the database ("outb").</summary>
    private const long ClaimLock = 0x6F757462;

    public async Task<IReadOnlyList<PendingMessage>> ClaimAsync(
        string host, int batch, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUniversalTime();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        object[] values;
        if (context.Database.IsNpgsql())
        {
            // A statement of its own: the next one must take its snapshot after the lock, or it misses the claims it waited for.
            await context.Database.ExecuteSqlRawAsync("select pg_advisory_xact_lock({0})", [ClaimLock], cancellationToken);
            values = [host, now + lease, now, batch];
        }
        else
        {
            values = [host, (now + lease).UtcTicks, now.UtcTicks, batch];
        }

        var rows = await context.Set<OutboxRow>().FromSqlRaw(ClaimSql, values).AsNoTracking().ToListAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. rows.OrderBy(r => r.Position).Select(r => r.ToPending())];
    }

    public async Task DeleteAsync(IReadOnlyList<long> positions, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await context.Set<OutboxRow>().Where(r => positions.Contains(r.Position)).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task ReleaseAsync(IReadOnlyList<long> positions, string error, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await context.Set<OutboxRow>().Where(r => positions.Contains(r.Position)).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.Attempts, r => r.Attempts + 1)
                .SetProperty(r => r.LastError, error)
                .SetProperty(r => r.ClaimedBy, (string?)null)
                .SetProperty(r => r.ClaimedUntil, (DateTimeOffset?)null),
            cancellationToken);
    }

    public async Task<(long Count, TimeSpan OldestAge)> LagAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = await context.Set<OutboxRow>().GroupBy(_ => 1)
            .Select(g => new { Count = g.LongCount(), Oldest = g.Min(r => r.At) })
            .SingleOrDefaultAsync(cancellationToken);
        return pending is null ? (0, TimeSpan.Zero) : (pending.Count, time.GetUtcNow() - pending.Oldest);
    }
}
