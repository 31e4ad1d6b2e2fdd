using DirectiveFlow.Engine.Messages;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.Storage;
using DirectiveFlow.Storage.Checkup;
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

    /// <summary>The whole scenario without a fault.</summary>
    /// <param name="beforeAct">Called with the number of each act and of the store operations before it.</param>
    /// <returns>The digest of what the run left, and what the doctor found wrong.</returns>
    public async Task<string> RunAsync(Func<int, int, Task>? beforeAct = null)
    {
        var faults = new FaultInjector();
        _host = new CycleHost(_database, _clock, seed: 2, faults, Delivered);
        foreach (var (number, act) in Scenario.Acts().Index())
        {
            if (beforeAct is not null)
            {
                await beforeAct(number, faults.Operations.Count);
            }

            await act(Host);
        }

        Operations = faults.Operations;
        return await EndAsync();
    }

    /// <summary>Goes on from where another run stood before an act, and dies at one of the operations of it.</summary>
    /// <param name="crashAt">Counted from the beginning of the act, from 1.</param>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<string> RunFromAsync(CycleRun earlier, int act, int delivered, DateTimeOffset at, int crashAt, int seed)
    {
        Delivered.AddRange(earlier.Delivered.Take(delivered));
        Scenario.KnowsWhat(earlier.Scenario);
        _clock.SetUtcNow(at);
        _host = new CycleHost(_database, _clock, seed, new FaultInjector(crashAt), Delivered);
        foreach (var next in Scenario.Acts().Skip(act))
        {
            await SurviveAsync(next, seed);
        }

        return await EndAsync();
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    /// <summary>After a crash another host takes over when the leases ran out, drains, and the caller repeats the act.</summary>
    private async Task SurviveAsync(Func<CycleHost, Task> act, int seed)
    {
        try
        {
            await act(Host);
        }
        catch (SimulatedCrash)
        {
            await Host.DisposeAsync();
            _clock.Advance(CycleHost.Lease + TimeSpan.FromSeconds(1));
            _host = new CycleHost(_database, _clock, seed + 1_000_000, new FaultInjector(), Delivered);
            await Host.DrainAsync();
            await act(Host);
        }
    }

    private async Task<string> EndAsync()
    {
        var findings = await Host.Services.GetRequiredService<Doctor>().ExamineAsync(CancellationToken.None);
        return await CycleDigest.OfAsync(Host, Scenario, Demo, Delivered)
            + string.Concat(findings.Where(finding => finding.Count > 0).Select(finding => $"\nDoctor: {finding}"));
    }
}
