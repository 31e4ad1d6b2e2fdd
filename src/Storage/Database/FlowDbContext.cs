using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Storage.Accounts;
using DirectiveFlow.Storage.Alterations;
using DirectiveFlow.Storage.Assignments;
using DirectiveFlow.Storage.Definitions;
using DirectiveFlow.Storage.Documents;
using DirectiveFlow.Storage.DueWork;
using DirectiveFlow.Storage.History;
using DirectiveFlow.Storage.Instances;
using DirectiveFlow.Storage.Messages;
using DirectiveFlow.Storage.Notifications;
using DirectiveFlow.Storage.Organization;
using DirectiveFlow.Storage.Triggers;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Database;

/// <summary>
/// The one model of the database: engine, domain, accounts, due work, outbox and inbox. The two derived types differ in how a
/// time is kept and in their migrations, in nothing else.
/// </summary>
public abstract class FlowDbContext : IdentityUserContext<Account, Guid>
{
    protected FlowDbContext(DbContextOptions options)
        : base(options)
    {
    }

    /// <summary>Cancelled due work that the next batch takes along, see <see cref="CancelInBatch"/>.</summary>
    internal DueWorkPlan? CarriedByBatch { get; set; }

    /// <summary>Rows already fetched for the next query, see <see cref="OneTrip"/>.</summary>
    internal AnswerPart? Answer { get; set; }

    /// <summary>Pinned, so that a host's identity options cannot ask for tables no migration made.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Complete();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Complete();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>Enumerations are stored by name, so that rows stay readable and a new value in the middle moves nothing.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        InstanceMapping.Map(builder);
        AlterationMapping.Map(builder);
        DefinitionMapping.Map(builder);
        DueWorkMapping.Map(builder);
        TriggerMapping.Map(builder);
        MessageMapping.Map(builder);
        OrganizationMapping.Map(builder);
        DirectiveMapping.Map(builder);
        AssignmentMapping.Map(builder);
        NotificationMapping.Map(builder);
        ReadingDictionaryMapping.Map(builder);
        Conventions.Apply(builder);
    }

    /// <summary>Fills the columns the domain does not know: search keys and the seals of the history.</summary>
    private void Complete()
    {
        if (ChangeTracker.AutoDetectChangesEnabled)
        {
            ChangeTracker.DetectChanges();
        }

        foreach (var entry in ChangeTracker.Entries<DirectiveTask>().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            entry.Property<string>(DirectiveMapping.TaskSearchKey).CurrentValue = VietnameseText.SearchKey(entry.Entity.Title);
        }

        HistoryChain.SealNewLines(ChangeTracker);
    }
}
