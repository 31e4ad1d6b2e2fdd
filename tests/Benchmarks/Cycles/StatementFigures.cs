using System.Globalization;
using DirectiveFlow.Benchmarks.Hosting;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.TestServers;
using Npgsql;

namespace DirectiveFlow.Benchmarks.Cycles;

/// <summary>Where PostgreSQL's time goes in the fork and join, by statement (pg_stat_statements, planning and running apart).</summary>
internal static class StatementFigures
{
    private const int WarmUp = 200;
    private const int Measured = 400;

    private const string ByStatement = """
        select left(regexp_replace(query, '\s+', ' ', 'g'), 90), calls, plans, total_plan_time, total_exec_time
        from pg_stat_statements order by total_plan_time + total_exec_time desc limit 25
        """;

    /// <summary>What the server must load before it starts.</summary>
    public static void Prepare(PostgresServer server)
    {
        server.Settings.Add("shared_preload_libraries = 'pg_stat_statements'");
        server.Settings.Add("pg_stat_statements.track_planning = on");
    }

    public static async Task PrintAsync(PostgresServer server)
    {
        const string Database = "statements";
        await using var host = await BenchHost.CreateAsync(await server.CreateDatabaseAsync(Database));
        await using var inside = NpgsqlDataSource.Create(server.ConnectionString(Database));
        await RunAsync(inside, "create extension pg_stat_statements");
        await host.PublishAsync(Flows.ForkJoinJson());
        await ForkJoinFigures.RunAsync(host, 8, WarmUp, []);
        await RunAsync(inside, "select pg_stat_statements_reset()");
        var (app, postgres) = (ProcessorTime.OfThisProcess(), ProcessorTime.OfPostgres(server.Pid));
        await ForkJoinFigures.RunAsync(host, 8, Measured, []);
        (app, postgres) = (ProcessorTime.OfThisProcess() - app, ProcessorTime.OfPostgres(server.Pid) - postgres);

        var table = new Table("statement", "calls / op", "plans / op", "planning µs / call", "running µs / call", "ms / op");
        await using var command = inside.CreateCommand(ByStatement);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (calls, plans, planning, running) = (reader.GetInt64(1), reader.GetInt64(2), reader.GetDouble(3), reader.GetDouble(4));
            table.Add(
                reader.GetString(0), Table.Number((double)calls / Measured), Table.Number((double)plans / Measured),
                Table.Number(planning * 1000 / calls), Table.Number(running * 1000 / calls), Table.Number((planning + running) / Measured));
        }

        Console.WriteLine(table);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"PostgreSQL's processor time: {postgres / Measured:0.00} ms / op, the program's {app / Measured:0.00}"));
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
