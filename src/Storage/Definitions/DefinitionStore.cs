using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Definitions;

/// <summary>Definitions outside a step: each call is its own short transaction.</summary>
internal sealed partial class DefinitionStore(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate, IWorkSignal signal) : IDefinitionStore
{
    public async Task<DefinitionRecord?> FindVersionAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Versions(context).SingleOrDefaultAsync(d => d.Id == id, cancellationToken);
    }

    public async Task<DefinitionRecord?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Versions(context)
            .Where(d => d.DefinitionId == definitionId && d.IsPublished)
            .OrderByDescending(d => d.Version).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DefinitionRecord>> ListLatestAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Versions(context).Where(d => d.IsLatest).OrderBy(d => d.DefinitionId).ToListAsync(cancellationToken);
    }

    public async Task<DefinitionShelf> LoadAsync(string definitionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // The number first: what is committed between the two reads then makes the number stale, never the versions.
        var last = await context.Set<DefinitionEvent>().Where(e => e.DefinitionId == definitionId)
            .MaxAsync(e => (int?)e.Number, cancellationToken);
        var versions = await Versions(context).Where(d => d.DefinitionId == definitionId)
            .OrderByDescending(d => d.Version).Select(AsSummary).ToListAsync(cancellationToken);
        return new DefinitionShelf(versions, last ?? 0);
    }

    public async Task<IReadOnlyList<DefinitionEvent>> HistoryAsync(string definitionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<DefinitionEvent>().AsNoTracking().Where(e => e.DefinitionId == definitionId)
            .OrderBy(e => e.Number).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DefinitionReference>> ReferencesOfAsync(
        IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await LiveReferences(context).Where(r => definitionIds.Contains(r.DefinitionId))
            .OrderBy(r => r.VersionId).ThenBy(r => r.Number).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DefinitionReference>> ReferencesToAsync(
        IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await LiveReferences(context).Where(r => definitionIds.Contains(r.TargetDefinitionId))
            .OrderBy(r => r.VersionId).ThenBy(r => r.Number).ToListAsync(cancellationToken);
    }

    private static IQueryable<DefinitionRecord> Versions(FlowDbContext context) => context.Set<DefinitionRecord>().AsNoTracking();

    private static IQueryable<DefinitionReference> LiveReferences(FlowDbContext context) => context.Set<DefinitionReference>().AsNoTracking()
        .Where(r => context.Set<DefinitionRecord>().Any(d => d.Id == r.VersionId && (d.IsLatest || d.IsPublished)));
}
