using DirectiveFlow.Storage.Accounts;
using DirectiveFlow.Storage.Definitions;
using DirectiveFlow.Storage.DueWork;
using DirectiveFlow.Storage.Instances;
using DirectiveFlow.Storage.Messages;
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

    /// <summary>Pinned, so that a host's identity options cannot ask for tables no migration made.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        InstanceMapping.Map(builder);
        DefinitionMapping.Map(builder);
        DueWorkMapping.Map(builder);
        MessageMapping.Map(builder);
        Conventions.Apply(builder);
    }
}
