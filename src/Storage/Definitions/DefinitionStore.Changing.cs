using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.DueWork;
using DirectiveFlow.Storage.Steps;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Definitions;

/// <summary>
/// Changes. The history row is written first, so a second writer of the same definition waits at its key and is refused when
/// the first one commits. Only freezing stands beside the history; it and a replacement look at the same columns of the row.
/// </summary>
internal sealed partial class DefinitionStore
{
    public async Task<bool> FreezeAsync(string id, string contentHash, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        return await context.Set<DefinitionRecord>().Where(d => d.Id == id && d.ContentHash == contentHash && !d.IsDeleted)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.IsFrozen, true), cancellationToken) == 1;
    }

    public async Task CommitAsync(DefinitionChange change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            context.Add(change.Event);
            await context.SaveChangesAsync(cancellationToken);
            await DeleteAsync(context, change, cancellationToken);
            if (change.Saved is { } saved)
            {
                await SaveAsync(context, saved, change, cancellationToken);
            }

            await MarkAsync(context, change, cancellationToken);
            await ReplaceTriggersAsync(context, change, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (change.Triggers is { DueWork: [_, ..] dueWork })
            {
                signal.DueWorkPending(dueWork.Min(d => d.DueAt));
            }
        }
        catch (Exception conflict) when (Conflicts.IsConflict(conflict))
        {
            throw new StaleStateException($"The definition '{change.Event.DefinitionId}' was changed by somebody else first.", conflict);
        }
    }

    private static async Task SaveAsync(FlowDbContext context, DefinitionRecord saved, DefinitionChange change, CancellationToken cancellationToken)
    {
        var key = DefinitionMapping.SearchKeyOf(saved);
        if (change.Replaces is null)
        {
            context.Add(saved).Property<string>(DefinitionMapping.SearchKey).CurrentValue = key;
        }
        else if (await ReplaceAsync(context, saved, change.Replaces, key, cancellationToken) == 0)
        {
            throw new StaleStateException($"The version '{saved.Id}' is in use by now; its text stays.");
        }

        await context.Set<DefinitionReference>().Where(r => r.VersionId == saved.Id).ExecuteDeleteAsync(cancellationToken);
        context.AddRange(change.References);
        await context.SaveChangesAsync(cancellationToken);
    }

    private static Task<int> ReplaceAsync(FlowDbContext context, DefinitionRecord saved, string replaces, string key, CancellationToken cancellationToken) =>
        context.Set<DefinitionRecord>()
            .Where(d => d.Id == saved.Id && d.ContentHash == replaces && !d.IsFrozen)
            .ExecuteUpdateAsync(
                set => set.SetProperty(d => d.Json, saved.Json)
                    .SetProperty(d => d.ContentHash, saved.ContentHash)
                    .SetProperty(d => d.Name, saved.Name)
                    .SetProperty(d => d.Description, saved.Description)
                    .SetProperty(d => d.ToolVersion, saved.ToolVersion)
                    .SetProperty(d => d.IsReadonly, saved.IsReadonly)
                    .SetProperty(d => d.IsSystem, saved.IsSystem)
                    .SetProperty(d => d.IsUsableAsActivity, saved.IsUsableAsActivity)
                    .SetProperty(d => d.SavedAt, saved.SavedAt)
                    .SetProperty(d => d.SavedBy, saved.SavedBy)
                    .SetProperty(d => EF.Property<string>(d, DefinitionMapping.SearchKey), key),
                cancellationToken);

    private static async Task DeleteAsync(FlowDbContext context, DefinitionChange change, CancellationToken cancellationToken)
    {
        if (change.Deleted.Count == 0)
        {
            return;
        }

        var deleted = context.Set<DefinitionRecord>().Where(d => change.Deleted.Contains(d.Id));
        await deleted.Where(d => !d.IsFrozen).ExecuteDeleteAsync(cancellationToken);
        await deleted.ExecuteUpdateAsync(set => set.SetProperty(d => d.IsDeleted, true), cancellationToken);
        await context.Set<DefinitionReference>().Where(r => change.Deleted.Contains(r.VersionId)).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task ReplaceTriggersAsync(FlowDbContext context, DefinitionChange change, CancellationToken cancellationToken)
    {
        if (change.Triggers is not { } set)
        {
            return;
        }

        await context.Set<TriggerRecord>().Where(t => t.DefinitionId == change.Event.DefinitionId).ExecuteDeleteAsync(cancellationToken);
        var plan = new DueWorkPlan(context);
        plan.CancelOwner(DueWorkKinds.Trigger, set.CancelledOwner);
        await plan.CancelAsync(cancellationToken);
        context.AddRange(set.Triggers);
        foreach (var item in set.DueWork)
        {
            plan.Add(item);
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private static async Task MarkAsync(FlowDbContext context, DefinitionChange change, CancellationToken cancellationToken)
    {
        var versions = context.Set<DefinitionRecord>().Where(d => d.DefinitionId == change.Event.DefinitionId);
        await versions.Where(d => (d.IsLatest && d.Id != change.LatestId) || (d.IsPublished && d.Id != change.PublishedId)).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.IsLatest, d => d.Id == change.LatestId).SetProperty(d => d.IsPublished, d => d.Id == change.PublishedId),
            cancellationToken);
        await versions.Where(d => d.Id == change.LatestId && !d.IsLatest)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.IsLatest, true).SetProperty(d => d.IsDeleted, false), cancellationToken);
        await versions.Where(d => d.Id == change.PublishedId && !d.IsPublished).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.IsPublished, true).SetProperty(d => d.IsFrozen, true)
                .SetProperty(d => d.PublishedAt, change.Event.At).SetProperty(d => d.PublishedBy, change.Event.Actor),
            cancellationToken);
    }
}
