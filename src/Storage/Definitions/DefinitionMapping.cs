using DirectiveFlow.Engine.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Definitions;

/// <summary>Versions of workflow definitions; the unique key lets only one of two publishers take a version number.</summary>
internal static class DefinitionMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<DefinitionRecord>(definition =>
    {
        definition.ToTable("WorkflowDefinitions");
        definition.HasKey(d => d.Id);
        definition.HasIndex(d => new { d.DefinitionId, d.Version }).IsUnique();
    });
}
