using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Memory;
using DirectiveFlow.EngineTesting.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.EngineTesting.Hosting;

/// <summary>
/// The engine over a store in memory and a clock that only the test moves. Several hosts may share store, definitions and
/// clock; each has its own ids, caches and gates, as real hosts have.
/// </summary>
public sealed class EngineHost : IRaceHost
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);
    private readonly string _name;
    private readonly IDueWorkStore _dueWork;

    public EngineHost(
        InMemoryStore? store = null, InMemoryDefinitions? definitions = null, FakeTimeProvider? time = null, int seed = 1,
        FaultInjector? faults = null, Action<EngineOptions>? configure = null, Action<IServiceCollection>? more = null)
    {
        Store = store ?? new InMemoryStore();
        Definitions = Store.Definitions = definitions ?? Store.Definitions;
        Definitions.Store ??= Store;
        Time = time ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
        _name = "host-" + seed.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _dueWork = faults?.Wrap((IDueWorkStore)Store) ?? Store;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IIdGenerator>(new SeededIds(seed));
        services.AddSingleton<IDefinitionStore>(Definitions);
        services.AddSingleton<IInstanceStore>(Store);
        services.AddSingleton<IInstanceFamily>(Store);
        services.AddSingleton<IAlterationStore>(Store);
        services.AddSingleton<IIncidentStore>(Store);
        services.AddSingleton(faults?.Wrap((IUnitOfWorkFactory)Store) ?? Store);
        services.AddSingleton<IStimulusStore>(Store);
        services.AddEngine(configure);
        services.AddRetention();
        services.AddIncidents();
        services.AddAlterationPlans();
        more?.Invoke(services);
        Services = services.BuildServiceProvider();
    }

    public InMemoryStore Store { get; }

    public InMemoryDefinitions Definitions { get; }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services { get; }

    public WorkflowRuntime Runtime => Services.GetRequiredService<WorkflowRuntime>();

    public WorkflowCatalog Catalog => Services.GetRequiredService<WorkflowCatalog>();

    public Task<DefinitionRecord> PublishAsync(string json) => Catalog.PublishAsync(json);

    /// <summary>Runs due work until nothing is due now; at most this many items.</summary>
    /// <returns>How many were run.</returns>
    public async Task<int> DrainAsync(int limit = 10_000)
    {
        var handlers = Services.GetServices<IDueWorkHandler>().ToDictionary(h => h.Kind, StringComparer.Ordinal);
        var count = 0;
        while (count < limit)
        {
            var items = await _dueWork.ClaimAsync(_name, Time.GetUtcNow(), 16, s_lease, CancellationToken.None);
            if (items.Count == 0)
            {
                return count;
            }

            foreach (var item in items)
            {
                count++;
                if (handlers.TryGetValue(item.Kind, out var handler))
                {
                    await RunAsync(handler, item);
                }
            }
        }

        throw new InvalidOperationException($"More than {limit} items of due work: this does not end.");
    }

    /// <summary>As the real drain does it: a row that another host ran meanwhile is given back, and is gone.</summary>
    private async Task RunAsync(IDueWorkHandler handler, DueWorkItem item)
    {
        try
        {
            await handler.HandleAsync(item, CancellationToken.None);
        }
        catch (StaleStateException stale)
        {
            await _dueWork.ReleaseAsync(item.Id, Time.GetUtcNow().AddSeconds(5), stale.Message, CancellationToken.None);
        }
    }

    /// <summary>Starts the published version and runs everything that follows at once.</summary>
    public async Task<StepResult> StartAndDrainAsync(string definitionId, params (string Name, object? Value)[] input)
    {
        var result = await Runtime.StartAsync(new StartWorkflow { DefinitionId = definitionId, Input = WorkflowInput.Of(input) });
        await DrainAsync();
        return result;
    }

    /// <summary>Moves the clock and runs what became due.</summary>
    public Task<int> AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        return DrainAsync();
    }

    public InstanceRecord Instance(string id) => Store.Instances.Single(i => string.Equals(i.Id, id, StringComparison.Ordinal));

    public IReadOnlyList<JournalEntry> Log(string instanceId) =>
        [.. JournalReader.Expand(Store.Journal.Where(j => string.Equals(j.InstanceId, instanceId, StringComparison.Ordinal)))];

    /// <summary>Lines written by one instance, in order.</summary>
    public IReadOnlyList<string> Lines(string instanceId) =>
        [.. Log(instanceId).Where(e => e.Event == JournalEvent.Line).Select(e => e.Text ?? "")];
}
