using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Steps;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Definitions;

/// <summary>Definitions outside a step: each call is its own short transaction.</summary>
internal sealed class DefinitionStore(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate) : IDefinitionStore
{
    public async Task<DefinitionRecord?> FindVersionAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<DefinitionRecord>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellationToken);
    }

    public async Task<DefinitionRecord?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<DefinitionRecord>().AsNoTracking()
            .Where(d => d.DefinitionId == definitionId && d.IsPublished)
            .OrderByDescending(d => d.Version).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DefinitionRecord>> ListLatestAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<DefinitionRecord>().AsNoTracking()
            .Where(d => d.IsLatest).OrderBy(d => d.DefinitionId).ToListAsync(cancellationToken);
    }

    public async Task<DefinitionRecord> PublishAsync(DefinitionRecord definition, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var versions = context.Set<DefinitionRecord>().Where(d => d.DefinitionId == definition.DefinitionId);
        var stored = await versions.AsNoTracking()
            .Where(d => d.ContentHash == definition.ContentHash)
            .OrderByDescending(d => d.Version).FirstOrDefaultAsync(cancellationToken);
        if (stored is not null)
        {
            return stored;
        }

        await versions.Where(d => d.IsLatest || d.IsPublished).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.IsLatest, false).SetProperty(d => d.IsPublished, false), cancellationToken);
        var published = definition with { IsLatest = true, IsPublished = true };
        context.Add(published);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception conflict) when (Conflicts.IsConflict(conflict))
        {
            throw new StaleStateException($"Version {definition.Version} of '{definition.DefinitionId}' exists with other content.", conflict);
        }

        return published;
    }
}
