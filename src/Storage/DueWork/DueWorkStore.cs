using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.DueWork;

/// <summary>
/// The drain's side of due work. A lease only spares double work; that a row acts once rests on its completion, so clocks that
/// differ between hosts cost time, never correctness.
/// </summary>
internal sealed class DueWorkStore(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate) : IDueWorkStore
{
    private const string ClaimTemplate = """
        update due_work set claimed_by = {0}, claimed_until = {1}
        where id in (
            select id from due_work
            where due_at <= {2} and (claimed_until is null or claimed_until <= {2})
            order by due_at limit {3} SKIP)
        returning id, due_at, kind, key, payload, claimed_by, claimed_until, attempts, last_error
        """;

    private static readonly string ClaimOnPostgreSql = ClaimTemplate.Replace("SKIP", "for update skip locked", StringComparison.Ordinal);
    private static readonly string ClaimOnSqlite = ClaimTemplate.Replace(" SKIP", string.Empty, StringComparison.Ordinal);

    public async Task<IReadOnlyList<DueWorkItem>> ClaimAsync(
        string host, DateTimeOffset now, int batch, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        var postgreSql = context.Database.IsNpgsql();
        object[] values = postgreSql
            ? [host, (now + lease).ToUniversalTime(), now.ToUniversalTime(), batch]
            : [host, (now + lease).UtcTicks, now.UtcTicks, batch];
        var rows = await context.Set<DueWorkRow>()
            .FromSqlRaw(postgreSql ? ClaimOnPostgreSql : ClaimOnSqlite, values)
            .AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.OrderBy(r => r.DueAt).ThenBy(r => r.Id).Select(r => r.ToItem())];
    }

    public async Task ReleaseAsync(Guid id, DateTimeOffset retryAt, string error, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await context.Set<DueWorkRow>().Where(r => r.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.DueAt, retryAt)
                .SetProperty(r => r.Attempts, r => r.Attempts + 1)
                .SetProperty(r => r.LastError, error)
                .SetProperty(r => r.ClaimedBy, (string?)null)
                .SetProperty(r => r.ClaimedUntil, (DateTimeOffset?)null),
            cancellationToken);
    }

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<DueWorkRow>().MinAsync(r => (DateTimeOffset?)r.DueAt, cancellationToken);
    }

    public async Task<(long Count, TimeSpan Lag)> LagAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var overdue = await context.Set<DueWorkRow>().Where(r => r.DueAt <= now).GroupBy(_ => 1)
            .Select(g => new { Count = g.LongCount(), Oldest = g.Min(r => r.DueAt) })
            .SingleOrDefaultAsync(cancellationToken);
        return overdue is null ? (0, TimeSpan.Zero) : (overdue.Count, now - overdue.Oldest);
    }
}
