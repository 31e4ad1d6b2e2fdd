using System.Globalization;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.EngineTesting.Simulation;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>
/// Two simulated hosts over one store, every order of their loads, commits and claims chosen by a seed, hosts dying at any of them.
/// <c>RACE_SEEDS</c> sets how many seeds are tried, <c>RACE_FIRST</c> the first one.
/// </summary>
public sealed class SimulatedRaceTests(ITestOutputHelper output)
{
    private static readonly string[] s_expected = ["child", "child", "ended", "joined", "slept", "told"];

    [Fact]
    public void Whatever_the_order_and_whoever_dies_the_end_is_the_same()
    {
        var (first, count) = (Setting("RACE_FIRST", 1), Setting("RACE_SEEDS", 600));
        var (points, crashes) = (0L, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            var race = new Race(seed, cancels: seed % 4 == 0);
            race.Run();
            try
            {
                race.Check();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}: {failure.Message}", failure);
            }

            points += race.Points;
            crashes += race.Crashes;
        }

        output.WriteLine($"{count} seeds from {first}: {points} interleaving points, {crashes} crashes");
        Assert.True(crashes > count / 4);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private sealed class Race
    {
        private static readonly string s_child = Define.Workflow("child", Define.Sequence(
            "s", Define.Event("go"), Define.Line("child")));

        private static readonly string s_parent = Define.Workflow("parent", Define.Sequence(
            "s",
            Define.Flowchart(
                "f",
                [
                    Define.Line("x", "told"), Define.Event("a"), Define.Activity("Elsa.Delay", "d"), Define.Line("slept"),
                    Define.Activity(
                        "Elsa.BulkDispatchWorkflows", "bulk", ("workflowDefinitionId", Define.Literal("child")),
                        ("items", Define.Expression("Object", "[1,2]")), ("correlationIdFunction", Define.Script("'case ' + Item"))),
                    Define.Activity("Elsa.FlowJoin", "j", ("mode", Define.Literal("WaitAll"))), Define.Line("joined"),
                ],
                ("x", "Done", "a"), ("x", "Done", "d"), ("x", "Done", "bulk"), ("d", "Done", "slept"),
                ("a", "Done", "j"), ("slept", "Done", "j"), ("bulk", "Done", "j"), ("j", "Done", "joined")),
            Define.Event("late"),
            Define.Line("ended")));

        private readonly Interleaving _order;
        private readonly int _seed;
        private readonly bool _cancels;
        private readonly EngineHost _calm;
        private readonly EngineHost?[] _hosts = new EngineHost?[2];
        private readonly FaultInjector?[] _faults = new FaultInjector?[2];
        private int _hostNumber = 10;

        public Race(int seed, bool cancels)
        {
            (_seed, _cancels, _order) = (seed, cancels, new Interleaving(seed));
            _calm = new EngineHost(seed: 1);
            _calm.PublishAsync(s_child).GetAwaiter().GetResult();
            _calm.PublishAsync(s_parent).GetAwaiter().GetResult();
        }

        public int Points => _order.Points;

        public int Crashes { get; private set; }

        public void Run()
        {
            var start = new StartWorkflow { DefinitionId = "parent", InstanceId = "p", CommandId = "start" };
            List<Func<Task>> actors =
            [
                () => DoAsync(0, host => host.Runtime.StartAsync(start)),
                () => DoAsync(1, host => host.Runtime.StartAsync(start)),
                () => DoAsync(0, host => host.Runtime.ResumeAsync(Event("a", "p") with { CommandId = "a1" })),
                () => DoAsync(1, host => host.Runtime.ResumeAsync(Event("a", "p") with { CommandId = "a1" })),
                () => DoAsync(1, host => host.Runtime.ResumeAsync(Event("late", "p") with { CommandId = "late" })),
                () => DoAsync(0, host => host.Runtime.ResumeAsync(Event("go") with { CorrelationId = "case 1", CommandId = "go1" })),
                () => DoAsync(1, host => host.Runtime.ResumeAsync(Event("go") with { CorrelationId = "case 2", CommandId = "go2" })),
                () => WorkAsync(0),
                () => WorkAsync(1),
            ];
            if (_cancels)
            {
                actors.Add(() => DoAsync(_order.Choose(2), host => host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = "p", CommandId = "cancel" })));
            }

            _order.Run([.. actors]);
            for (var minutes = 0; minutes < 70 && (minutes < 5 || _calm.Store.DueWork.Count > 0); minutes++)
            {
                _calm.Time.Advance(TimeSpan.FromMinutes(2));
                _calm.DrainAsync().GetAwaiter().GetResult();
            }
        }

        public void Check()
        {
            var store = _calm.Store;
            var lines = store.Instances.SelectMany(i => _calm.Log(i.Id)).Where(e => e.Event == Journal.JournalEvent.Line)
                .Select(e => e.Text!).Order(StringComparer.Ordinal).ToArray();
            if (_cancels && store.Instances.Single(i => i.Id is "p").SubStatus is "Cancelled")
            {
                Assert.All(lines.GroupBy(l => l, StringComparer.Ordinal), g => Assert.True(g.Count() <= s_expected.Count(e => string.Equals(e, g.Key, StringComparison.Ordinal))));
            }
            else
            {
                Assert.Equal(s_expected, lines);
                Assert.All(store.Instances, i => Assert.Equal("Finished", i.SubStatus));
            }

            Assert.All(store.Instances, i => Assert.Equal("Finished", i.Status));
            Assert.Empty(store.Bookmarks);
            Assert.Empty(store.DueWork);
            Assert.Empty(store.Incidents);
            foreach (var instance in store.Instances)
            {
                var steps = store.Journal.Where(j => string.Equals(j.InstanceId, instance.Id, StringComparison.Ordinal)).Select(j => j.Sequence);
                Assert.Equal(Enumerable.Range(1, (int)instance.Sequence).Select(n => (long)n), steps.Order());
            }
        }

        private static ResumeWorkflow Event(string name, string? instanceId = null) => new()
        {
            InstanceId = instanceId,
            Stimulus = new Stimulus("Elsa.Event", new EventStimulus(name)),
            KeepFor = TimeSpan.FromHours(1),
        };

        /// <summary>A caller: when the host dies under it, it sends the same command again.</summary>
        private async Task DoAsync(int place, Func<EngineHost, Task> command)
        {
            while (true)
            {
                await _order.PointAsync();
                try
                {
                    await command(HostAt(place));
                    return;
                }
                catch (SimulatedCrash)
                {
                    Restart(place);
                }
            }
        }

        private async Task WorkAsync(int place)
        {
            for (var round = 0; round < 12; round++)
            {
                await _order.PointAsync();
                try
                {
                    await HostAt(place).DrainAsync();
                }
                catch (SimulatedCrash)
                {
                    Restart(place);
                }

                if (round % 4 == 3)
                {
                    _calm.Time.Advance(TimeSpan.FromSeconds(35));
                }
            }
        }

        private EngineHost HostAt(int place)
        {
            if (_hosts[place] is { } host)
            {
                return host;
            }

            // Each host dies once or twice somewhere in its first operations, or not at all.
            int? crash = Crashes < 4 && _order.Choose(3) > 0 ? 1 + _order.Choose(60) : null;
            var faults = _faults[place] = new FaultInjector(crash) { Interleave = _ => _order.PointAsync() };
            return _hosts[place] = new EngineHost(_calm.Store, _calm.Definitions, _calm.Time, seed: (_seed * 100) + _hostNumber++, faults: faults);
        }

        private void Restart(int place)
        {
            if (_faults[place] is { HasCrashed: true })
            {
                Crashes++;
                (_hosts[place], _faults[place]) = (null, null);
            }
        }
    }
}
