namespace DirectiveFlow.Storage;

/// <summary>Where the database is.</summary>
public enum StorageProvider
{
    /// <summary>A file, one host.</summary>
    Sqlite,

    /// <summary>A server, any number of hosts.</summary>
    PostgreSql,
}

/// <summary>What <see cref="StorageServices.AddStorage"/> needs to know.</summary>
/// <param name="ConnectionString">As the provider understands it; pool size, timeouts and statement preparation may be set there.</param>
public sealed record StorageOptions(StorageProvider Provider, string ConnectionString);
