using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.DueWork;
using DirectiveFlow.Storage.Instances;
using DirectiveFlow.Storage.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DirectiveFlow.Storage.Database;

/// <summary>The model on PostgreSQL: a time is <c>timestamptz</c>, exact to the microsecond.</summary>
public sealed class PostgreSqlFlowDbContext(DbContextOptions<PostgreSqlFlowDbContext> options) : FlowDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Utc>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        // Byte order: rows of an owner are found by a key range, whatever the language of the database.
        builder.Entity<DueWorkRow>().Property(r => r.Key).UseCollation("C");

        // Rows that come in the order of time and are only ever swept by it: a block range index costs next to nothing per row.
        builder.Entity<CommandRecord>().HasIndex(c => c.At).HasMethod("brin");
        builder.Entity<InboxRow>().HasIndex(r => r.At).HasMethod("brin");
        builder.Entity<JournalRecord>().HasIndex(j => j.At).HasMethod("brin").HasDatabaseName("ix_journal_at");

        // Lists of instances find parts of names by their groups of three letters.
        builder.HasPostgresExtension("pg_trgm");
        builder.Entity<InstanceRecord>().HasIndex(InstanceMapping.SearchKey).HasMethod("gin").HasOperators("gin_trgm_ops")
            .HasDatabaseName("ix_workflow_instances_search_key");
    }

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
}

/// <summary>Used by <c>dotnet ef</c> only.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlFlowDbContext>
{
    public PostgreSqlFlowDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PostgreSqlFlowDbContext>().UseNpgsql("Host=localhost").Options);
}
