using DirectiveFlow.Engine.Triggers;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Triggers;

/// <summary>Triggers of published definitions.</summary>
internal static class TriggerMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<TriggerRecord>(trigger =>
    {
        trigger.ToTable("WorkflowTriggers");
        trigger.HasKey(t => t.Id);
        trigger.HasIndex(t => t.Hash);
        trigger.HasIndex(t => t.DefinitionId);
    });
}
