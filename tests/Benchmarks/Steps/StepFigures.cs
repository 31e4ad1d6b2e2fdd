using System.Globalization;
using DirectiveFlow.Benchmarks.Cycles;
using DirectiveFlow.Benchmarks.Hosting;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.Benchmarks.Wire;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Benchmarks.Steps;

/// <summary>What one step sends to PostgreSQL, counted on the wire. The goal is 2 round trips: load, commit.</summary>
internal static class StepFigures
{
    private const int WarmUp = 20;
    private const int Engine = 100;
    private const int Directives = 10;

    public static async Task PrintAsync(PostgresServer server)
    {
        const string Database = "steps";
        await server.CreateDatabaseAsync(Database);
        await using var proxy = new CountingProxy(server.Port);
        await using var host = await BenchHost.CreateAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={proxy.Port};Username=postgres;Database={Database};SSL Mode=Disable;GSS Encryption Mode=Disable"));
        await host.PublishAsync(Flows.OneWaitJson());
        var sums = new Sums();
        for (var number = -WarmUp; number < Engine; number++)
        {
            await StepAsync(host, proxy, string.Create(CultureInfo.InvariantCulture, $"step{number}"), number < 0 ? new Sums() : sums);
        }

        for (var number = -3; number < Directives; number++)
        {
            var run = new DirectiveRun(host, (number + 4).ToString("000", CultureInfo.InvariantCulture));
            foreach (var (name, act) in run.Acts())
            {
                var counts = await proxy.CountAsync(act);
                if (number >= 0)
                {
                    sums.Add(name, counts);
                }
            }
        }

        Console.WriteLine(sums);
    }

    private static async Task StepAsync(BenchHost host, CountingProxy proxy, string id, Sums sums)
    {
        string? plain = null, named = null;
        sums.Add("engine: start to an event", await proxy.CountAsync(async () =>
            plain = (await host.Runtime.StartAsync(new StartWorkflow { DefinitionId = Flows.OneWait })).InstanceId));
        sums.Add("engine: resume to the end", await proxy.CountAsync(() =>
            host.Runtime.ResumeAsync(new ResumeWorkflow { InstanceId = plain, Stimulus = Flows.Event("go") })));
        sums.Add("engine: start, with a command id", await proxy.CountAsync(async () =>
            named = (await host.Runtime.StartAsync(new StartWorkflow { DefinitionId = Flows.OneWait, CommandId = id })).InstanceId));
        sums.Add("engine: resume, with a command id", await proxy.CountAsync(() =>
            host.Runtime.ResumeAsync(new ResumeWorkflow { InstanceId = named, Stimulus = Flows.Event("go"), CommandId = id + "-go" })));
        sums.Add("engine: the same resume repeated", await proxy.CountAsync(() =>
            host.Runtime.ResumeAsync(new ResumeWorkflow { InstanceId = named, Stimulus = Flows.Event("go"), CommandId = id + "-go" })));
    }

    /// <summary>Sums by name, in the order the names came.</summary>
    private sealed class Sums
    {
        private readonly List<string> _names = [];
        private readonly Dictionary<string, (int Times, WireCounts Counts)> _sums = new(StringComparer.Ordinal);

        public void Add(string name, WireCounts counts)
        {
            if (!_sums.TryGetValue(name, out var sum))
            {
                _names.Add(name);
            }

            _sums[name] = (sum.Times + 1, sum.Counts + counts);
        }

        public override string ToString()
        {
            var table = new Table("step", "measured", "round trips", "statements", "simple queries", "transactions");
            foreach (var name in _names)
            {
                var (times, counts) = _sums[name];
                table.Add(
                    name, times.ToString(CultureInfo.InvariantCulture), Table.Number((double)counts.RoundTrips / times),
                    Table.Number((double)counts.Statements / times), Table.Number((double)counts.Resets / times),
                    Table.Number((double)counts.Transactions / times));
            }

            return table.ToString();
        }
    }
}
