using System.Collections.Concurrent;
using System.Globalization;
using DirectiveFlow.Benchmarks.Hosting;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Benchmarks.Cycles;

/// <summary>
/// The directive-like scenario that a real Elsa 3.7.1 was measured with: 6 branches of a report and a review, 12 resumes, a join.
/// Each command carries its id, as those of the API do.
/// </summary>
internal static class ForkJoinFigures
{
    private const int WarmUp = 600;
    private static readonly (int Clients, int Instances)[] s_runs = [(1, 600), (8, 1_200)];

    // The reference: medians on two quiet cores, the same PostgreSQL 15 settings.
    private static readonly Dictionary<int, double> s_referenceRate = new() { [1] = 2.4, [8] = 5.0 };
    private const double ReferenceTransactions = 271;
    private const double ReferenceWal = 256 * 1024;
    private const double ReferenceApp = 263;
    private const double ReferencePostgres = 81;

    public static async Task PrintAsync(PostgresServer server)
    {
        const string Database = "fork_join";
        await using var host = await BenchHost.CreateAsync(await server.CreateDatabaseAsync(Database));
        await using var meter = new Meter(server, Database, host.Pool);
        await host.PublishAsync(Flows.ForkJoinJson());
        await RunAsync(host, 8, WarmUp, []);

        var table = new Table(
            "6 x (report, review), join", "clients", "completed", "per s", "resume p50 / p95 / p99 ms",
            "tx / op", "WAL KB / op", "app CPU ms / op", "PG CPU ms / op");
        table.Add(
            "reference (quiet machine)", "1 / 8", "", "2.4 / 5.0", "102 / 156 / 188 (8)", Table.Number(ReferenceTransactions),
            Table.Number(ReferenceWal / 1024), Table.Number(ReferenceApp), Table.Number(ReferencePostgres));
        foreach (var (clients, instances) in s_runs)
        {
            var before = await CompletedAsync(meter);
            var latencies = new ConcurrentBag<double>();
            var usage = await meter.MeasureAsync(() => RunAsync(host, clients, instances, latencies));
            var completed = await CompletedAsync(meter) - before;
            Add(table, clients, completed, usage, [.. latencies.Order()]);
        }

        Console.WriteLine(table);
    }

    private static void Add(Table table, int clients, long completed, Usage usage, double[] latencies)
    {
        var rate = completed / usage.Elapsed.TotalSeconds;
        var (transactions, wal) = ((double)usage.Transactions / completed, (double)usage.WalBytes / completed);
        var (app, postgres) = (usage.AppMilliseconds / completed, usage.PostgresMilliseconds / completed);
        var count = clients.ToString(CultureInfo.InvariantCulture);
        table.Add(
            "here", count, completed.ToString(CultureInfo.InvariantCulture), Table.Number(rate),
            $"{Percentile(latencies, 50)} / {Percentile(latencies, 95)} / {Percentile(latencies, 99)}",
            Table.Number(transactions), Table.Number(wal / 1024), Table.Number(app), Table.Number(postgres));
        table.Add(
            "here : reference", count, "", Table.Number(rate / s_referenceRate[clients]) + " x", "",
            Share(transactions / ReferenceTransactions), Share(wal / ReferenceWal), Share(app / ReferenceApp), Share(postgres / ReferencePostgres));
    }

    private static string Share(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Percentile(double[] sorted, int percent) =>
        Table.Number(sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)]);

    private static Task<long> CompletedAsync(Meter meter) => meter.CountAsync(
        $"select count(*) from workflow_instances where definition_id = '{Flows.ForkJoin}' and sub_status = 'Finished'");

    public static Task RunAsync(BenchHost host, int clients, int instances, ConcurrentBag<double> latencies)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) <= instances)
            {
                await RunOneAsync(host.Runtime, latencies);
            }
        })));
    }

    private static async Task RunOneAsync(WorkflowRuntime runtime, ConcurrentBag<double> latencies)
    {
        var command = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
        var id = (await runtime.StartAsync(new StartWorkflow { DefinitionId = Flows.ForkJoin, CommandId = command })).InstanceId;
        foreach (var name in Flows.ForkJoinEvents)
        {
            var start = TimeProvider.System.GetTimestamp();
            await runtime.ResumeAsync(new ResumeWorkflow { InstanceId = id, Stimulus = Flows.Event(name), CommandId = $"{command}-{name}" });
            latencies.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }
    }
}
