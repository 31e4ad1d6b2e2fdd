using System.Globalization;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.Storage;
using DirectiveFlow.Workflows.Demo;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Workflows.Tests.Cycle;

/// <summary>One run of the scenario on one database, with at most one crash.</summary>
internal sealed class CycleRun(StorageOptions database) : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(CycleScenario.Start);
    private CycleHost? _host;

    public List<OutboxMessage> Delivered { get; } = [];

    public CycleHost Host => _host ?? throw new InvalidOperationException("The run has not begun.");

    public DemoOrganization Demo { get; private set; } = null!;

    public CycleScenario Scenario { get; private set; } = null!;

    /// <summary>The store operations of the first host, in order.</summary>
    public IReadOnlyList<string> Operations { get; private set; } = [];

    /// <param name="crashAt">The numbered store operation at which the first host dies; null: it lives.</param>
    /// <returns>The digest of what the run left.</returns>
    public async Task<string> RunAsync(int? crashAt)
    {
        await using (var preparing = new CycleHost(database, _clock, seed: 1, new FaultInjector(), Delivered))
        {
            await preparing.PrepareAsync();
            Demo = await preparing.OrganizeAsync();
        }

        Scenario = new CycleScenario(Demo);
        var faults = new FaultInjector(crashAt);
        _host = new CycleHost(database, _clock, seed: 2, faults, Delivered);
        foreach (var act in Scenario.Acts())
        {
            await SurviveAsync(act);
        }

        Operations = faults.Operations;
        return await CycleDigest.OfAsync(Host, Scenario, Demo, Delivered);
    }

    /// <summary>After a crash another host takes over when the leases ran out, drains, and the caller repeats the act.</summary>
    private async Task SurviveAsync(Func<CycleHost, Task> act)
    {
        try
        {
            await act(Host);
        }
        catch (SimulatedCrash)
        {
            await Host.DisposeAsync();
            _clock.Advance(CycleHost.Lease + TimeSpan.FromSeconds(1));
            _host = new CycleHost(database, _clock, seed: 3, new FaultInjector(), Delivered);
            await Host.DrainAsync();
            await act(Host);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    /// <summary>An empty SQLite database of its own.</summary>
    public static StorageOptions NewSqlite(string folder, int number) => new(
        StorageProvider.Sqlite, $"Data Source={Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"cycle{number}.db"))};Pooling=False");
}
