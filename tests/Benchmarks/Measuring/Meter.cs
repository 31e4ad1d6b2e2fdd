using DirectiveFlow.TestServers;
using Npgsql;

namespace DirectiveFlow.Benchmarks.Measuring;

/// <summary>What was used between two readings.</summary>
/// <param name="Transactions">Commits and rollbacks the server counted in this database, autovacuum's included.</param>
/// <param name="WalBytes">Of the whole server; this is its only database in use.</param>
internal sealed record Usage(
    TimeSpan Elapsed, long Transactions, long WalBytes, double AppMilliseconds, double PostgresMilliseconds, long AllocatedBytes);

/// <summary>
/// Reads the server's own counters from another database. A backend reports its transactions at the latest when it ends, so
/// each reading first closes the pool; the reconnections this costs are counted in the following stretch.
/// </summary>
internal sealed class Meter(PostgresServer server, string database, NpgsqlDataSource pool) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly NpgsqlDataSource _outside = NpgsqlDataSource.Create(server.ConnectionString("postgres"));

    public async Task<Usage> MeasureAsync(Func<Task> work)
    {
        var before = await ReadAsync();
        var app = ProcessorTime.OfThisProcess();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = TimeProvider.System.GetTimestamp();
        await work();
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        app = ProcessorTime.OfThisProcess() - app;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var after = await ReadAsync();
        return new Usage(elapsed, after.Transactions - before.Transactions, after.Wal - before.Wal, app, after.Postgres - before.Postgres,
            allocated);
    }

    /// <summary>One number, read outside of a measured stretch.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var inside = NpgsqlDataSource.Create(server.ConnectionString(database));
        await using var command = inside.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _outside.DisposeAsync();

    private async Task<(long Transactions, long Wal, double Postgres)> ReadAsync()
    {
        pool.Clear();
        using var limit = new CancellationTokenSource(s_patience, TimeProvider.System);
        while (await ReadAsync("select count(*) from pg_stat_activity where datname = $1 and backend_type = 'client backend'") > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }

        return (
            await ReadAsync("select xact_commit + xact_rollback from pg_stat_database where datname = $1"),
            await ReadAsync("select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint where $1 <> ''"),
            ProcessorTime.OfPostgres(server.Pid));
    }

    private async Task<long> ReadAsync(string sql)
    {
        await using var command = _outside.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = database });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
