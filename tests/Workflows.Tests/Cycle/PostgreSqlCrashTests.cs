using DirectiveFlow.Storage;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Workflows.Tests.Cycle;

/// <summary>
/// The crash proof on PostgreSQL, on copies of whole databases (<c>CREATE DATABASE … TEMPLATE</c>). In CI a host dies at every
/// n-th store operation; DIRECTIVEFLOW_CRASH_EVERY=1 takes each one.
/// </summary>
public sealed class PostgreSqlCrashTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly Databases _databases = new();

    public async ValueTask InitializeAsync() => await CycleRun.PrepareAsync(await _databases.CreateAsync("prepared"));

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Fact]
    public async Task A_crash_at_a_store_operation_leaves_the_same_end_as_none()
    {
        var (operations, crashes, differences) = await CrashSweep.RunAsync(
            _databases, "prepared", CrashSweep.Every(inCi: 11), TestContext.Current.CancellationToken);

        output.WriteLine($"{crashes} crashes at {operations} store operations");
        Assert.True(operations > 100, $"Only {operations} operations were numbered.");
        Assert.True(differences.Length == 0, differences);
    }

    private sealed class Databases : ICycleDatabases, IAsyncDisposable
    {
        private readonly PostgresServer _server = new();

        public Databases()
        {
            // No power is cut here, so nothing has to reach a disk; and a vacuum inside a template would hold up its copies.
            foreach (var setting in (string[])["fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off"])
            {
                _server.Settings.Add(setting);
            }
        }

        public async Task<StorageOptions> CreateAsync(string name) => At(await _server.CreateDatabaseAsync(name), isTemplate: true);

        public async Task<StorageOptions> CopyAsync(string from, string to, bool isTemplate = false) =>
            At(await _server.CreateDatabaseAsync(to, from), isTemplate);

        public Task DropAsync(string name) => _server.PsqlAsync($"drop database \"{name}\" with (force)");

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        /// <summary>Without a pool no connection outlives its use: nobody may be connected to a template.</summary>
        private static StorageOptions At(string connectionString, bool isTemplate) =>
            new(StorageProvider.PostgreSql, connectionString + (isTemplate ? ";Pooling=false" : ";Maximum Pool Size=4"));
    }
}
