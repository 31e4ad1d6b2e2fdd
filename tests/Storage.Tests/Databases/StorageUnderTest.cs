using System.Collections.Concurrent;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Storage.Tests.Databases;

/// <summary>A migrated database of its own with the storage services on it, as a host composes them.</summary>
public abstract class StorageUnderTest : IAsyncLifetime
{
    private ServiceProvider? _services;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 2, 10, 1, 0, 0, TimeSpan.Zero));

    public RecordingSignal Signal { get; } = new();

    public RoundTrips RoundTrips { get; } = new();

    public IServiceProvider Services => _services ?? throw new InvalidOperationException("Not initialized.");

    public IUnitOfWork Open() => Services.GetRequiredService<IUnitOfWorkFactory>().Open();

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        var options = await CreateAsync();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IWorkSignal>(Signal);
        services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Npgsql", LogLevel.Debug).AddProvider(RoundTrips));
        services.AddStorage(options);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        await Get<StorageMigrator>().MigrateAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        Cleanup();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<StorageOptions> CreateAsync();

    protected virtual void Cleanup()
    {
    }
}

/// <summary>Remembers what the storage asked for after its commits.</summary>
public sealed class RecordingSignal : IWorkSignal
{
    private readonly ConcurrentQueue<DateTimeOffset> _dueWork = new();
    private int _outbox;

    public int OutboxCalls => _outbox;

    public IReadOnlyCollection<DateTimeOffset> DueWorkCalls => _dueWork;

    public void OutboxPending() => Interlocked.Increment(ref _outbox);

    public void DueWorkPending(DateTimeOffset earliest) => _dueWork.Enqueue(earliest);
}
