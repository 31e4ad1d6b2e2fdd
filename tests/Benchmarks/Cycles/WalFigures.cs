using System.Globalization;
using DirectiveFlow.Benchmarks.Hosting;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.TestServers;
using Npgsql;

namespace DirectiveFlow.Benchmarks.Cycles;

/// <summary>Where the write-ahead log of the fork and join goes, by table or index and kind of record (pg_walinspect).</summary>
internal static class WalFigures
{
    private const int WarmUp = 200;
    private const int Measured = 200;

    private const string ByRelation = """
        select coalesce(c.relname, '(none)'), r.resource_manager || ' ' || r.record_type,
               count(*), sum(r.record_length)::bigint, sum(r.fpi_length)::bigint
        from pg_get_wal_records_info($1::pg_lsn, $2::pg_lsn) r
        left join pg_class c on c.relfilenode = substring(r.block_ref from 'rel \d+/\d+/(\d+)')::oid
        group by 1, 2 order by 4 desc limit 40
        """;

    public static async Task PrintAsync(PostgresServer server)
    {
        await using var host = await BenchHost.CreateAsync(await server.CreateDatabaseAsync("wal"));
        await using var inside = NpgsqlDataSource.Create(server.ConnectionString("wal"));
        await ReadAsync(inside, "create extension pg_walinspect");
        await host.PublishAsync(Flows.ForkJoinJson());
        await ForkJoinFigures.RunAsync(host, 8, WarmUp, []);
        var from = await ReadAsync(inside, "select pg_current_wal_insert_lsn()::text");
        await ForkJoinFigures.RunAsync(host, 8, Measured, []);
        var to = await ReadAsync(inside, "select pg_current_wal_flush_lsn()::text");

        var table = new Table("write-ahead log by relation", "record", "records / op", "bytes / op", "of them page images");
        await using var command = inside.CreateCommand(ByRelation);
        command.Parameters.Add(new NpgsqlParameter { Value = from });
        command.Parameters.Add(new NpgsqlParameter { Value = to });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            table.Add(
                reader.GetString(0), reader.GetString(1), PerOperation(reader.GetInt64(2)), PerOperation(reader.GetInt64(3)),
                PerOperation(reader.GetInt64(4)));
        }

        Console.WriteLine(table);
    }

    private static string PerOperation(long sum) => Table.Number((double)sum / Measured);

    private static async Task<string> ReadAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) ?? "";
    }
}
