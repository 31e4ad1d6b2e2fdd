using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Database;

/// <summary>Brings the database to this program's schema. Runs alone: on both providers EF holds a lock while migrating.</summary>
public sealed class StorageMigrator(IDbContextFactory<FlowDbContext> contexts)
{
    /// <summary>Applies pending migrations and answers their names; none when the schema is current. Safe to repeat.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await context.Database.MigrateAsync(cancellationToken);
        if (context.Database.IsSqlite())
        {
            // Kept in the file: readers go on while one writer commits.
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
        }

        return pending;
    }

    /// <summary>Names of the migrations that are not applied yet; a host in production refuses to start while there are any.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
    }
}
