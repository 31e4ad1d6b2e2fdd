using System.Globalization;
using DirectiveFlow.Benchmarks.Cycles;
using DirectiveFlow.Benchmarks.Hosting;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.Benchmarks.Wire;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.TestServers;
using Npgsql;

namespace DirectiveFlow.Benchmarks.Reference;

/// <summary>The reference's scenarios a to e beside its figures. Every command here carries its id and is remembered; the reference's do not.</summary>
internal static class ReferenceFigures
{
    private const int Counted = 20;
    private const int Crowd = 100_000;
    private const int LoopItems = 40_000;
    private const int Loops = 100;

    /// <summary>Copies of one waiting instance, each with its rows.</summary>
    private static readonly string s_crowd = $"""
        create temp table one as select i.id from workflow_instances i where sub_status = 'Suspended' limit 1;
        create temp table many as select md5(n::text) as new_id, md5('b' || n) as bookmark from generate_series(1, {Crowd}) n;
        create temp table i as select * from workflow_instances where id = (select id from one);
        create temp table j as select * from journal where instance_id = (select id from one);
        create temp table b as select * from bookmarks where instance_id = (select id from one);
        insert into workflow_instances select (jsonb_populate_record(i, jsonb_build_object('id', m.new_id))).* from i, many m;
        insert into journal select (jsonb_populate_record(j, jsonb_build_object('instance_id', m.new_id))).* from j, many m;
        insert into bookmarks select (jsonb_populate_record(b, jsonb_build_object('instance_id', m.new_id, 'id', m.bookmark))).* from b, many m;
        """;

    public static async Task PrintAsync(PostgresServer server)
    {
        const string Database = "reference";
        await server.CreateDatabaseAsync(Database);
        await using var proxy = new CountingProxy(server.Port);
        await using var counted = await BenchHost.CreateAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={proxy.Port};Username=postgres;Database={Database};SSL Mode=Disable;GSS Encryption Mode=Disable"));
        await using var host = BenchHost.On(server.ConnectionString(Database));
        await using var meter = new Meter(server, Database, host.Pool);
        foreach (var json in new[] { Flows.SequenceJson(), Flows.OneWaitJson(), Flows.ForkJoinJson() })
        {
            await host.PublishAsync(json);
        }

        var table = new Table(
            "scenario", "clients", "per s", "p50 / p95 / p99 ms", "transactions", "statements", "round trips", "WAL KB", "app CPU ms", "PG CPU ms", "allocated KB");
        foreach (var scenario in Scenario.OnPostgreSql)
        {
            await AddAsync(table, scenario, host, counted, proxy, meter);
        }

        await host.Runtime.StartAsync(new StartWorkflow { DefinitionId = Flows.OneWait });
        await using (var inside = NpgsqlDataSource.Create(server.ConnectionString(Database) + ";Command Timeout=300"))
        {
            await RunAsync(inside, s_crowd);
            await RunAsync(inside, "vacuum analyze");
            await RunAsync(inside, "checkpoint");
        }

        await AddAsync(table, Scenario.Crowded, host, counted, proxy, meter);
        Console.WriteLine(table);
        Console.WriteLine(await LoopAsync());
    }

    private static async Task AddAsync(Table table, Scenario scenario, BenchHost host, BenchHost counted, CountingProxy proxy, Meter meter)
    {
        await scenario.RunAsync(counted.Runtime, 1, Counted, []);
        var wire = await proxy.CountAsync(() => scenario.RunAsync(counted.Runtime, 1, Counted, []));
        counted.Pool.Clear();
        await WarmAsync(scenario, host);
        table.Add(
            scenario.Name + ": reference", "1 / 8", scenario.Rate, "", Table.Number(scenario.Transactions), "", "",
            Table.Number(scenario.WalKilobytes), Table.Number(scenario.AppMilliseconds), Table.Number(scenario.PostgresMilliseconds), "");
        foreach (var clients in scenario.Clients)
        {
            System.Collections.Concurrent.ConcurrentBag<double> latencies = [];
            var usage = await meter.MeasureAsync(() => scenario.RunAsync(host.Runtime, clients, scenario.Operations, latencies));
            double n = scenario.Operations;
            var (transactions, wal) = (usage.Transactions / n, usage.WalBytes / n / 1024);
            var (app, postgres) = (usage.AppMilliseconds / n, usage.PostgresMilliseconds / n);
            table.Add(
                "here", Whole(clients), Table.Number(n / usage.Elapsed.TotalSeconds), Percentiles(latencies), Table.Number(transactions),
                Table.Number((double)wire.Statements / Counted), Table.Number((double)wire.RoundTrips / Counted), Table.Number(wal),
                Table.Number(app), Table.Number(postgres), Table.Number(usage.AllocatedBytes / n / 1024));
            table.Add(
                "reference : here", Whole(clients), "", "", Times(scenario.Transactions, transactions), "", "", Times(scenario.WalKilobytes, wal),
                Times(scenario.AppMilliseconds, app), Times(scenario.PostgresMilliseconds, postgres), "");
        }
    }

    /// <summary>The reference's figures are those of a server that has been at work; so the code is compiled to its end before the measurement.</summary>
    private static async Task WarmAsync(Scenario scenario, BenchHost host)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var clients = 8; TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(8); clients = 9 - clients)
        {
            await scenario.RunAsync(host.Runtime, clients, scenario.Operations, []);
        }
    }

    /// <summary>Scenario e, in memory: needs no server.</summary>
    public static async Task<Table> LoopAsync()
    {
        const double ReferenceRate = 5_100;
        var host = new EngineHost();
        await host.PublishAsync(Flows.LoopJson(LoopItems));
        await RunLoopsAsync(host, 10);
        var app = ProcessorTime.OfThisProcess();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = TimeProvider.System.GetTimestamp();
        await RunLoopsAsync(host, Loops);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        app = ProcessorTime.OfThisProcess() - app;

        const double Activities = (double)LoopItems * Loops;
        var table = new Table("e. loop of SetVariable in memory, one thread", "activities / s", "app CPU µs / activity", "allocated bytes / activity");
        table.Add("reference", Table.Number(ReferenceRate), "200", "32,768");
        table.Add("here", Table.Number(Activities / seconds), Table.Number(app * 1000 / Activities), Table.Number(allocated / Activities));
        table.Add("better by", Times(Activities / seconds, ReferenceRate), Times(200, app * 1000 / Activities), Times(32_768, allocated / Activities));
        return table;
    }

    private static async Task RunLoopsAsync(EngineHost host, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var result = await host.Runtime.StartAsync(new StartWorkflow { DefinitionId = Flows.Loop });
            if (!string.Equals(result.SubStatus, "Finished", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("The loop ended " + result.SubStatus);
            }
        }
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string Percentiles(IEnumerable<double> latencies)
    {
        double[] sorted = [.. latencies.Order()];
        return string.Join(" / ", new[] { 50, 95, 99 }.Select(p => Table.Number(sorted[Math.Min(sorted.Length - 1, sorted.Length * p / 100)])));
    }

    private static string Times(double one, double other) => Table.Number(one / other) + " x";

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
