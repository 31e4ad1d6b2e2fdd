using System.Globalization;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Definitions;

/// <summary>
/// Versions of workflow definitions, the history of each definition and the references between them. The history key lets one
/// of two writers change a definition; the version key lets only one of them take a number.
/// </summary>
internal static class DefinitionMapping
{
    /// <summary>Name, ids, number and description folded for searching; it begins with the name and so also sorts by it, versions in their order.</summary>
    public const string SearchKey = "SearchKey";

    private const string PublishedIndex = "IX_WorkflowDefinitions_Published";
    private const string ListedIndex = "IX_WorkflowDefinitions_Listed";

    public static string SearchKeyOf(DefinitionSummary version) =>
        SearchKeys.Of(string.Create(CultureInfo.InvariantCulture, $"{version.Name} {version.DefinitionId} {version.Version:D6} {version.Id} {version.Description}"));

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<DefinitionRecord>(definition =>
        {
            definition.ToTable("WorkflowDefinitions");
            definition.HasKey(d => d.Id);
            definition.HasIndex(d => new { d.DefinitionId, d.Version }).IsUnique();
            definition.Property(d => d.IsFrozen).ValueGeneratedNever();
            definition.Property<string>(SearchKey);

            // For lists, which sort by it: one for each choice of versions that is asked for, so that old versions cost nothing.
            definition.HasIndex(SearchKey).HasFilter("is_latest");
            definition.HasIndex([SearchKey], PublishedIndex).HasFilter("is_published");
            definition.HasIndex([SearchKey], ListedIndex).HasFilter("not is_deleted");
        });
        builder.Entity<DefinitionEvent>(history =>
        {
            history.ToTable("WorkflowDefinitionEvents");
            history.HasKey(e => new { e.DefinitionId, e.Number });
            history.Property(e => e.Number).ValueGeneratedNever();
        });
        builder.Entity<DefinitionReference>(reference =>
        {
            reference.ToTable("WorkflowDefinitionReferences");
            reference.HasKey(r => new { r.VersionId, r.Number });
            reference.Property(r => r.Number).ValueGeneratedNever();
            reference.HasIndex(r => r.TargetDefinitionId);
            reference.HasIndex(r => r.DefinitionId);
        });
    }
}
