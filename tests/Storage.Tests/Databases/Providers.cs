using DirectiveFlow.TestServers;
using Microsoft.Data.Sqlite;

namespace DirectiveFlow.Storage.Tests.Databases;

/// <summary>A temporary SQLite file.</summary>
public sealed class SqliteStorage : StorageUnderTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("directiveflow-sqlite-").FullName;

    protected override Task<StorageOptions> CreateAsync() => Task.FromResult(
        new StorageOptions(StorageProvider.Sqlite, $"Data Source={Path.Combine(_folder, "flow.db")}"));

    protected override void Cleanup()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A database on the PostgreSQL server of the assembly.</summary>
public sealed class PostgreSqlStorage(PostgresServer server) : StorageUnderTest
{
    protected override async Task<StorageOptions> CreateAsync() =>
        new(StorageProvider.PostgreSql, await server.CreateDatabaseAsync());
}
