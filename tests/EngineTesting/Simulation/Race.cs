using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Faults;

namespace DirectiveFlow.EngineTesting.Simulation;

/// <summary>
/// Two simulated hosts over one store, every order of their loads, commits and claims chosen by a seed, hosts dying at any of
/// them. Commands are sent to both, and again to the next host when one dies; every end must be the same.
/// </summary>
/// <param name="world">Holds the published <see cref="RaceFlows"/> and nothing else.</param>
/// <param name="cancels">Whether somebody also cancels the parent at some moment.</param>
public sealed class Race(IRaceWorld world, int seed, bool cancels)
{
    private const int LatestCaller = 25;

    private readonly Interleaving _order = new(seed);
    private readonly IRaceHost?[] _hosts = new IRaceHost?[2];
    private readonly FaultInjector?[] _faults = new FaultInjector?[2];
    private int _hostNumber = 10;

    public int Points => _order.Points;

    public int Crashes { get; private set; }

    /// <summary>Runs to the end.</summary>
    /// <returns>What is wrong with the end; empty when nothing is.</returns>
    /// <exception cref="Exception">What a host threw besides dying.</exception>
    public string Run()
    {
        var start = new StartWorkflow { DefinitionId = "parent", InstanceId = "p", CommandId = "start" };
        var (one, two) = (Event("again", "p") with { CommandId = "again1", Input = "one" }, Event("again", "p") with { CommandId = "again2", Input = "two" });
        List<Func<Task>> actors =
        [
            () => DoAsync(0, host => host.Runtime.StartAsync(start)),
            () => DoAsync(1, host => host.Runtime.StartAsync(start)),
            () => DoAsync(0, host => host.Runtime.ResumeAsync(Event("a", "p") with { CommandId = "a1" })),
            () => DoAsync(1, host => host.Runtime.ResumeAsync(Event("a", "p") with { CommandId = "a1" })),
            () => DoAsync(1, host => host.Runtime.ResumeAsync(Event("late", "p") with { CommandId = "late" })),
            () => DoAsync(0, host => host.Runtime.ResumeAsync(one)),
            () => DoAsync(1, host => host.Runtime.ResumeAsync(one)),
            () => DoAsync(1, host => host.Runtime.ResumeAsync(two)),
            () => DoAsync(0, host => host.Runtime.ResumeAsync(Event("go") with { CorrelationId = "case 1", CommandId = "go1" })),
            () => DoAsync(1, host => host.Runtime.ResumeAsync(Event("go") with { CorrelationId = "case 2", CommandId = "go2" })),
            () => WorkAsync(0),
            () => WorkAsync(1),
        ];
        if (cancels)
        {
            actors.Add(() => DoAsync(_order.Choose(2), host => host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = "p", CommandId = "cancel" })));
        }

        _order.Run([.. actors]);

        // Nothing waits for anything real in a race, so what is asked of it is done when it returns.
        return FinishAsync().GetAwaiter().GetResult();
    }

    private async Task<string> FinishAsync()
    {
        var calm = world.Open(seed: 1, faults: null);
        for (var minutes = 0; minutes < 70; minutes++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(2));
            await calm.DrainAsync();
            if (minutes >= 5 && (await world.ReadAsync()).DueWork == 0)
            {
                break;
            }
        }

        return string.Join("; ", Differences(await world.ReadAsync()));
    }

    private IEnumerable<string> Differences(RaceEnd end)
    {
        var lines = end.Journal.GroupBy(j => j.InstanceId, StringComparer.Ordinal)
            .SelectMany(rows => JournalReader.Expand(rows.OrderBy(r => r.Sequence))).Where(e => e.Event == JournalEvent.Line)
            .Select(e => e.Text!).Order(StringComparer.Ordinal).ToArray();
        var isCancelled = cancels && end.Instances.Any(i => i is { Id: "p", SubStatus: "Cancelled" });
        if (isCancelled
            ? lines.GroupBy(l => l, StringComparer.Ordinal).Any(g => g.Count() > RaceFlows.Lines.Count(e => string.Equals(e, g.Key, StringComparison.Ordinal)))
            : !lines.SequenceEqual(RaceFlows.Lines, StringComparer.Ordinal))
        {
            yield return $"lines {string.Join(", ", lines)}";
        }

        foreach (var instance in end.Instances)
        {
            if (instance.Status is not "Finished" || (!isCancelled && instance.SubStatus is not "Finished"))
            {
                yield return $"{instance.Id} is {instance.SubStatus}";
            }

            var steps = end.Journal.Where(j => string.Equals(j.InstanceId, instance.Id, StringComparison.Ordinal)).Select(j => j.Sequence).Order();
            if (!steps.SequenceEqual(Enumerable.Range(1, (int)instance.Sequence).Select(n => (long)n)))
            {
                yield return $"the journal of {instance.Id} has gaps";
            }
        }

        if (end.Bookmarks + end.DueWork + end.Incidents > 0)
        {
            yield return $"{end.Bookmarks} bookmarks, {end.DueWork} rows of due work and {end.Incidents} incidents are left";
        }

        foreach (var breach in end.Breaches)
        {
            yield return breach;
        }
    }

    private static ResumeWorkflow Event(string name, string? instanceId = null) => new()
    {
        InstanceId = instanceId,
        Stimulus = new Stimulus("Elsa.Event", new EventStimulus(name)),
        KeepFor = TimeSpan.FromHours(1),
    };

    /// <summary>A caller, who comes at any moment: when the host dies under it, it sends the same command again.</summary>
    private async Task DoAsync(int place, Func<IRaceHost, Task> command)
    {
        for (var wait = _order.Choose(LatestCaller); wait > 0; wait--)
        {
            await _order.PointAsync();
        }

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

            world.Time.Advance(TimeSpan.FromSeconds(_order.Choose(8)));
        }
    }

    private IRaceHost HostAt(int place)
    {
        if (_hosts[place] is { } host)
        {
            return host;
        }

        // Each host dies once or twice somewhere in its first operations, or not at all.
        int? crash = Crashes < 4 && _order.Choose(3) > 0 ? 1 + _order.Choose(60) : null;
        var faults = _faults[place] = new FaultInjector(crash) { Interleave = _ => _order.PointAsync() };
        return _hosts[place] = world.Open((seed * 100) + _hostNumber++, faults);
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
