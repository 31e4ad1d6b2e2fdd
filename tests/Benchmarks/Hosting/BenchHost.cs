using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Storage;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Workflows;
using DirectiveFlow.Workflows.Commands;
using DirectiveFlow.Workflows.Demo;
using DirectiveFlow.Workflows.Shipped;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace DirectiveFlow.Benchmarks.Hosting;

/// <summary>
/// The product's engine, workflows and storage on PostgreSQL in this process, without web server, broker and jobs: the caller
/// drains and relays. The clock stands, so nothing becomes due by itself and every run does the same work.
/// </summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private const string Name = "bench";
    private const int Batch = 200;
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 2, 4, 2, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, IDueWorkHandler> _handlers;

    private BenchHost(string connectionString)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<IIdGenerator, RunningIds>();
        services.AddStorage(new StorageOptions(StorageProvider.PostgreSql, connectionString));
        services.AddWorkflows();
        _services = services.BuildServiceProvider();
        _handlers = _services.GetServices<IDueWorkHandler>().ToDictionary(handler => handler.Kind, StringComparer.Ordinal);
        Demo = DemoOrganization.Create(Get<IIdGenerator>());
    }

    public DemoOrganization Demo { get; }

    public WorkflowRuntime Runtime => Get<WorkflowRuntime>();

    public DirectiveCommands Commands => Get<DirectiveCommands>();

    public IUnitOfWork Open() => Get<IUnitOfWorkFactory>().Open();

    public NpgsqlDataSource Pool => Get<NpgsqlDataSource>();

    /// <summary>Another host on a database that <see cref="CreateAsync"/> made.</summary>
    public static BenchHost On(string connectionString) => new(connectionString);

    /// <summary>A migrated database with the shipped definitions and the demo organisation.</summary>
    public static async Task<BenchHost> CreateAsync(string connectionString)
    {
        var host = new BenchHost(connectionString);
        await host.Get<StorageMigrator>().MigrateAsync(CancellationToken.None);
        await ShippedWorkflows.PublishAsync(host.Get<WorkflowCatalog>(), CancellationToken.None);
        await using var unit = host.Open();
        var organization = unit.Services.GetRequiredService<IOrganization>();
        foreach (var body in host.Demo.Units)
        {
            organization.AddUnit(body);
        }

        foreach (var account in host.Demo.Accounts)
        {
            organization.AddPerson(account.Person);
        }

        await unit.CommitAsync(CancellationToken.None);
        return host;
    }

    public Task PublishAsync(string json) => Get<WorkflowCatalog>().PublishAsync(json);

    /// <summary>Runs what is due and takes the messages out of the outbox, until neither is left.</summary>
    public async Task DrainAsync()
    {
        while (await RunDueAsync() + await RelayAsync() > 0)
        {
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<int> RunDueAsync()
    {
        var items = await Get<IDueWorkStore>().ClaimAsync(Name, _clock.GetUtcNow(), Batch, s_lease, CancellationToken.None);
        foreach (var item in items)
        {
            await _handlers[item.Kind].HandleAsync(item, CancellationToken.None);
        }

        return items.Count;
    }

    private async Task<int> RelayAsync()
    {
        var outbox = Get<IOutboxStore>();
        var pending = await outbox.ClaimAsync(Name, Batch, s_lease, CancellationToken.None);
        if (pending.Count > 0)
        {
            await outbox.DeleteAsync([.. pending.Select(message => message.Position)], CancellationToken.None);
        }

        return pending.Count;
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
