using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace DirectiveFlow.Storage.Tests.Databases;

/// <summary>The schema is what the model says, and the model keeps what the one-batch commit rests on.</summary>
public abstract class SchemaPromises(StorageUnderTest storage)
{
    [Fact]
    public async Task Migrations_are_complete_and_safe_to_repeat()
    {
        var migrator = storage.Get<StorageMigrator>();
        Assert.Empty(await migrator.PendingAsync(CancellationToken.None));
        Assert.Empty(await migrator.MigrateAsync(CancellationToken.None));

        await using var context = await OpenAsync();
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Nothing_but_the_outbox_position_comes_from_the_database()
    {
        await using var context = await OpenAsync();
        var generated = context.Model.GetEntityTypes()
            .Where(e => !e.ClrType.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal))
            .SelectMany(e => e.GetProperties())
            .Where(p => p.ValueGenerated != ValueGenerated.Never)
            .Select(p => p.DeclaringType.ShortName() + "." + p.Name);

        Assert.Equal(["OutboxRow.Position"], generated);
    }

    [Fact]
    public async Task A_context_goes_back_to_the_pool_without_the_habits_of_its_unit()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var unit = storage.Open();
            unit.StageCommand(Given.Command());
            await unit.CommitAsync(CancellationToken.None);
        }

        await using var context = await OpenAsync();
        Assert.Equal((AutoTransactionBehavior.WhenNeeded, true), (context.Database.AutoTransactionBehavior, context.Database.AutoSavepointsEnabled));
        Assert.True(context.ChangeTracker.AutoDetectChangesEnabled);
        Assert.Empty(context.ChangeTracker.Entries());
    }

    private Task<FlowDbContext> OpenAsync() => storage.Get<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync();
}

public sealed class SchemaPromisesOnSqlite(SqliteStorage storage) : SchemaPromises(storage), IClassFixture<SqliteStorage>;

public sealed class SchemaPromisesOnPostgreSql(PostgreSqlStorage storage) : SchemaPromises(storage), IClassFixture<PostgreSqlStorage>;
