using System.Security.Cryptography;
using System.Text;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Tests.Databases;
using DirectiveFlow.TestServers;
using DirectiveFlow.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Storage.Tests.Costs;

/// <summary>Engine, workflows and storage as a host composes them, on a PostgreSQL database, with every round trip counted.</summary>
internal sealed class CostedHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public CostedHost(string connectionString)
    {
        ConnectionString = connectionString;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IIdGenerator, CountedIds>();
        services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.None)
            .AddFilter("Npgsql", LogLevel.Debug).AddProvider(RoundTrips));
        services.AddStorage(new StorageOptions(StorageProvider.PostgreSql, connectionString));
        services.AddWorkflows();
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 2, 4, 2, 0, 0, TimeSpan.Zero));

    public string ConnectionString { get; }

    public RoundTrips RoundTrips { get; } = new();

    public WorkflowRuntime Runtime => Get<WorkflowRuntime>();

    public static async Task<CostedHost> MigratedAsync(PostgresServer server)
    {
        var host = new CostedHost(await server.CreateDatabaseAsync());
        await host.Get<StorageMigrator>().MigrateAsync(CancellationToken.None);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<T> GetAll<T>() => _services.GetServices<T>();

    /// <summary>The round trips of this work.</summary>
    public async Task<int> CountAsync(Func<Task> work)
    {
        RoundTrips.Restart();
        await work();
        return RoundTrips.Seen.Count;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class CountedIds : IIdGenerator
    {
        private static int s_last;

        public Guid NewGuid() => new(SHA256.HashData(Encoding.UTF8.GetBytes(NewId()))[..16]);

        public string NewId() => Interlocked.Increment(ref s_last).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
