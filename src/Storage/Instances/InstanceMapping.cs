using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>
/// Instances, bookmarks, journal, incidents and commands. No foreign keys between them: the journal key serializes all writers
/// of an instance, and <c>doctor</c> looks for orphans (I1, I2, I4).
/// </summary>
internal static class InstanceMapping
{
    /// <summary>Name and correlation id folded for searching; null when there is neither.</summary>
    public const string SearchKey = "SearchKey";

    private const string RunningIndex = "IX_WorkflowInstances_Running";
    private const string IncidentIndex = "IX_WorkflowInstances_Incidents";

    private const string OpenIncidentIndex = "IX_Incidents_Open";

    public static string? SearchKeyOf(InstanceRecord instance) =>
        instance is { Name: null, CorrelationId: null } ? null : SearchKeys.Of($"{instance.Name} {instance.CorrelationId}");

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<InstanceRecord>(instance =>
        {
            instance.ToTable("WorkflowInstances");
            instance.HasKey(i => i.Id);
            instance.HasIndex(i => i.CreatedAt);

            // Partial: most instances have neither a parent nor pay for an index of one.
            instance.HasIndex(i => i.ParentInstanceId).HasFilter("parent_instance_id is not null");
            instance.HasIndex(i => i.CorrelationId).HasFilter("correlation_id is not null");
            instance.Property<string?>(SearchKey);

            // For lists. A step changes none of these columns before the end of the instance, so that PostgreSQL rewrites no index entry
            // until then; that is why there is none on the time of the last step.
            instance.HasIndex(i => new { i.DefinitionId, i.CreatedAt });
            instance.HasIndex(i => new { i.DefinitionId, i.SubStatus });
            instance.HasIndex(i => new { i.SubStatus, i.CreatedAt });
            instance.HasIndex(i => i.CreatedAt, RunningIndex).HasFilter("status = 'Running'");
            instance.HasIndex(i => i.CreatedAt, IncidentIndex).HasFilter("incident_count > 0");
            instance.HasIndex(i => i.FinishedAt).HasFilter("finished_at is not null");
            instance.HasIndex(i => i.Name).HasFilter("name is not null");
        });
        builder.Entity<BookmarkRecord>(bookmark =>
        {
            bookmark.ToTable("Bookmarks");
            bookmark.HasKey(b => b.Id);
            bookmark.HasIndex(b => new { b.Hash, b.CreatedAt });
            bookmark.HasIndex(b => b.InstanceId);
        });
        builder.Entity<JournalRecord>(journal =>
        {
            journal.ToTable("Journal");
            journal.HasKey(j => new { j.InstanceId, j.Sequence });
            journal.Property(j => j.Sequence).ValueGeneratedNever();
        });
        builder.Entity<IncidentRecord>(incident =>
        {
            incident.ToTable("Incidents");
            incident.HasKey(i => i.Id);
            incident.HasIndex(i => i.InstanceId);
            incident.HasIndex(i => i.At);
            incident.HasIndex(i => i.At, OpenIncidentIndex).HasFilter("closed_at is null");
        });
        builder.Entity<ActivationSlot>(slot =>
        {
            slot.ToTable("ActivationSlots");
            slot.HasKey(s => s.Key);
        });
        builder.Entity<CommandRecord>(command =>
        {
            command.ToTable("Commands");
            command.HasKey(c => c.CommandId);
            command.HasIndex(c => c.At);
        });
    }
}
