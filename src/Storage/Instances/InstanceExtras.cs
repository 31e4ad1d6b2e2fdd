using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>What only some steps write. Updates and deletes here are guarded by the step's journal row.</summary>
internal static class InstanceExtras
{
    public static void Stage(FlowDbContext context, StepChanges changes)
    {
        foreach (var closing in changes.IncidentsClosed)
        {
            Close(context, closing);
        }

        if (changes.SlotTaken is { } taken)
        {
            context.Add(taken);
        }

        if (changes.SlotFreed is { } freed)
        {
            context.Remove(freed);
        }
    }

    private static void Close(FlowDbContext context, IncidentClosing closing)
    {
        var incident = new IncidentRecord(closing.IncidentId, string.Empty, string.Empty, string.Empty, string.Empty, null, default)
        {
            ClosedAt = closing.At,
            ClosedBy = closing.By,
            Resolution = closing.Resolution,
        };
        var entry = context.Attach(incident);
        entry.Property(i => i.ClosedAt).IsModified = true;
        entry.Property(i => i.ClosedBy).IsModified = true;
        entry.Property(i => i.Resolution).IsModified = true;
    }
}
