using DirectiveFlow.Engine.Messages;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.Storage;
using DirectiveFlow.Workflows.Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Workflows.Tests.Cycle;

/// <summary>One run of the scenario on one prepared database, with at most one crash.</summary>
internal sealed class CycleRun : IAsyncDisposable
{
    private readonly StorageOptions _database;
    private readonly FakeTimeProvider _clock = new(CycleScenario.Start);
    private CycleHost? _host;

    /// <param name="database">Prepared by <see cref="PrepareAsync"/>, or a copy of one that was.</param>
    public CycleRun(StorageOptions database) => (_database, Scenario) = (database, new CycleScenario(Demo));

    /// <summary>The same units and people, with the same ids, in every run.</summary>
    public static DemoOrganization Demo { get; } = DemoOrganization.Create(new SeededIds(99));

    public List<OutboxMessage> Delivered { get; } = [];

    public CycleHost Host => _host ?? throw new InvalidOperationException("The run has not begun.");

    public CycleScenario Scenario { get; }

    /// <summary>The store operations of the first host, in order.</summary>
    public IReadOnlyList<string> Operations { get; private set; } = [];

    /// <summary>Gives an empty database its shape, the shipped workflows and the organisation.</summary>
    public static async Task PrepareAsync(StorageOptions database)
    {
        await using var host = new CycleHost(database, new FakeTimeProvider(CycleScenario.Start), seed: 1, new FaultInjector(), []);
        await host.PrepareAsync();
        await host.OrganizeAsync(Demo);
    }

    /// <param name="crashAt">The numbered store operation at which the first host dies; null: it lives.</param>
    /// <returns>The digest of what the run left.</returns>
    public async Task<string> RunAsync(int? crashAt)
    {
        var faults = new FaultInjector(crashAt);
        _host = new CycleHost(_database, _clock, seed: 2, faults, Delivered);
        foreach (var act in Scenario.Acts())
        {
            await SurviveAsync(act);
        }

        Operations = faults.Operations;

        return await CycleDigest.OfAsync(Host, Scenario, Demo, Delivered);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
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
            _host = new CycleHost(_database, _clock, seed: 3, new FaultInjector(), Delivered);
            await Host.DrainAsync();
            await act(Host);
        }
    }
}
