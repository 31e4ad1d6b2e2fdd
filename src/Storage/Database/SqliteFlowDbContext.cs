using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DirectiveFlow.Storage.Database;

/// <summary>The model on SQLite: a time is the UTC tick count, because SQLite cannot order what it does not know as a time.</summary>
public sealed class SqliteFlowDbContext(DbContextOptions<SqliteFlowDbContext> options) : FlowDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>Used by <c>dotnet ef</c> only.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteFlowDbContext>
{
    public SqliteFlowDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<SqliteFlowDbContext>().UseSqlite("Data Source=:memory:").Options);
}
