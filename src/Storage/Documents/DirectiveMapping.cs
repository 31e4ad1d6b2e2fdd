using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Storage.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DirectiveFlow.Storage.Documents;

/// <summary>A directive with its tasks, lineage and history. <c>directive_events</c> (directive, version) guards its writers.</summary>
internal static class DirectiveMapping
{
    /// <summary>Year of the arrival book; with the arrival number unique.</summary>
    public const string ArrivalYear = "ArrivalYear";

    /// <summary>A task's title folded for searching.</summary>
    public const string TaskSearchKey = "SearchKey";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Directive>(MapDirective);
        builder.Entity<DirectiveTask>(task =>
        {
            task.ToTable("DirectiveTasks");
            task.HasKey(t => t.Id);
            task.PrimitiveCollection(t => t.CoordinatingUnitIds);
            task.ComplexProperty(t => t.Deadline, DeadlineMapping.Map);
            task.Property<string>(TaskSearchKey).IsRequired();
            task.HasIndex(t => new { t.DirectiveId, t.Ordinal });
        });
        builder.Entity<DirectiveLink>(link =>
        {
            link.ToTable("DirectiveLinks");
            link.HasKey(l => new { l.DirectiveId, l.Ordinal });
            link.Property(l => l.Ordinal).ValueGeneratedNever();
            link.HasIndex(l => l.Code);
        });
        builder.Entity<DirectiveEvent>(line =>
        {
            line.ToTable("DirectiveEvents");
            line.HasKey(e => new { e.DirectiveId, e.Version });
            line.Property(e => e.Version).ValueGeneratedNever();
            line.Property<byte[]>(HistoryChain.Seal).IsRequired();
        });
        builder.Entity<ReviewedItem>(item =>
        {
            item.ToTable("ReviewedItems");
            item.HasKey(i => new { i.DirectiveId, i.Number });
            item.Property(i => i.Number).ValueGeneratedNever();
            item.HasIndex(i => new { i.Number, i.At });
        });
    }

    private static void MapDirective(EntityTypeBuilder<Directive> directive)
    {
        directive.ToTable("Directives");
        directive.HasKey(d => d.Id);
        directive.Property<int>(ArrivalYear);
        directive.Property<byte[]>(HistoryChain.Head);
        directive.ComplexProperty(d => d.ConsolidatedReport);
        directive.HasMany(d => d.Tasks).WithOne().HasForeignKey(t => t.DirectiveId).OnDelete(DeleteBehavior.Restrict);
        directive.HasMany(d => d.Links).WithOne().HasForeignKey(l => l.DirectiveId).OnDelete(DeleteBehavior.Restrict);
        directive.HasMany(d => d.Events).WithOne().HasForeignKey(e => e.DirectiveId).OnDelete(DeleteBehavior.Restrict);
        directive.HasMany(d => d.ReviewedItems).WithOne().HasForeignKey(i => i.DirectiveId).OnDelete(DeleteBehavior.Restrict);
        directive.HasIndex(d => d.IdentityKey).IsUnique();
        directive.HasIndex(ArrivalYear, nameof(Directive.ArrivalNumber)).IsUnique();
        directive.HasIndex(d => new { d.ArrivalDate, d.Id });
    }
}
