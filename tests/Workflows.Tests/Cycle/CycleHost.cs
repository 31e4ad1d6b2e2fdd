using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.Storage;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Workflows.Commands;
using DirectiveFlow.Workflows.Demo;
using DirectiveFlow.Workflows.Shipped;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Workflows.Tests.Cycle;

/// <summary>
/// One host over a real database, without process, web server or threads: the test moves the clock and drains. Every
/// operation on the store passes the fault injector, so that the host can die at any of them and another take its place.
/// </summary>
internal sealed class CycleHost : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly string _name;
    private readonly FaultInjector _faults;
    private readonly FakeTimeProvider _clock;
    private readonly ICollection<OutboxMessage> _delivered;
    private readonly ServiceProvider _services;

    /// <param name="delivered">What left, in order, with repetitions: the far side of the relay.</param>
    public CycleHost(StorageOptions database, FakeTimeProvider clock, int seed, FaultInjector faults, ICollection<OutboxMessage> delivered)
    {
        _name = $"host-{seed}";
        _faults = faults;
        _clock = clock;
        _delivered = delivered;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IIdGenerator>(new SeededIds(seed));
        services.AddStorage(database);
        Decorate<IUnitOfWorkFactory>(services, faults.Wrap);
        Decorate<IDueWorkStore>(services, faults.Wrap);
        Decorate<IOutboxStore>(services, faults.Wrap);
        services.AddWorkflows();
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public DirectiveCommands Commands => _services.GetRequiredService<DirectiveCommands>();

    public async Task PrepareAsync()
    {
        await _services.GetRequiredService<StorageMigrator>().MigrateAsync(CancellationToken.None);
        await ShippedWorkflows.PublishAsync(_services.GetRequiredService<WorkflowCatalog>(), CancellationToken.None);
    }

    /// <summary>Adds the organisation's units and people.</summary>
    public async Task OrganizeAsync(DemoOrganization demo)
    {
        await using var unit = _services.GetRequiredService<IUnitOfWorkFactory>().Open();
        var organization = unit.Services.GetRequiredService<IOrganization>();
        foreach (var body in demo.Units)
        {
            organization.AddUnit(body);
        }

        foreach (var account in demo.Accounts)
        {
            organization.AddPerson(account.Person);
        }

        await unit.CommitAsync(CancellationToken.None);
    }

    /// <summary>Runs what is due now and relays what waits, until nothing of either is left.</summary>
    public async Task DrainAsync()
    {
        while (await RunDueAsync() + await RelayAsync() > 0)
        {
        }
    }

    /// <summary>Moves the clock from due time to due time up to <paramref name="until"/>, draining at each.</summary>
    public async Task WalkToAsync(DateTimeOffset until)
    {
        await DrainAsync();
        var due = _services.GetRequiredService<IDueWorkStore>();
        while (await due.NextDueAsync(CancellationToken.None) is { } next && next <= until)
        {
            if (next > _clock.GetUtcNow())
            {
                _clock.SetUtcNow(next);
            }

            await DrainAsync();
        }

        if (until > _clock.GetUtcNow())
        {
            _clock.SetUtcNow(until);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<int> RunDueAsync()
    {
        var store = _services.GetRequiredService<IDueWorkStore>();
        var handlers = _services.GetServices<IDueWorkHandler>().ToDictionary(handler => handler.Kind, StringComparer.Ordinal);
        var items = await store.ClaimAsync(_name, _clock.GetUtcNow(), 16, Lease, CancellationToken.None);
        foreach (var item in items)
        {
            await handlers[item.Kind].HandleAsync(item, CancellationToken.None);
        }

        return items.Count;
    }

    private async Task<int> RelayAsync()
    {
        var outbox = _services.GetRequiredService<IOutboxStore>();
        var pending = await outbox.ClaimAsync(_name, 50, Lease, CancellationToken.None);
        foreach (var message in pending)
        {
            _faults.Point("publish.before");
            _delivered.Add(message.Message);
            _faults.Point("publish.after");
        }

        if (pending.Count > 0)
        {
            await outbox.DeleteAsync([.. pending.Select(message => message.Position)], CancellationToken.None);
        }

        return pending.Count;
    }

    private static void Decorate<T>(ServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var inner = services.Last(descriptor => descriptor.ServiceType == typeof(T)).ImplementationType!;
        services.AddSingleton(provider => wrap((T)ActivatorUtilities.CreateInstance(provider, inner)));
    }
}
