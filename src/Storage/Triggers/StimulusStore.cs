using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Triggers;

/// <summary>Who waits for a stimulus, by index.</summary>
internal sealed class StimulusStore(IDbContextFactory<FlowDbContext> contexts) : IStimulusStore
{
    public async Task<IReadOnlyList<BookmarkRecord>> FindBookmarksAsync(BookmarkQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var bookmarks = context.Set<BookmarkRecord>().AsNoTracking().Where(b => query.Hashes.Contains(b.Hash));
        if (query.InstanceId is { } instance)
        {
            bookmarks = bookmarks.Where(b => b.InstanceId == instance);
        }

        if (query.CorrelationId is { } correlation)
        {
            bookmarks = bookmarks.Where(b => context.Set<InstanceRecord>().Any(i => i.Id == b.InstanceId && i.CorrelationId == correlation));
        }

        if (query.CreatedUntil is { } until)
        {
            bookmarks = bookmarks.Where(b => b.CreatedAt <= until);
        }

        if (query.Before is { } before)
        {
#pragma warning disable CA1309 // Compared by the database, in the byte order of the column.
            bookmarks = bookmarks.Where(b => b.CreatedAt < before.CreatedAt
                || (b.CreatedAt == before.CreatedAt && string.Compare(b.Id, before.Id) < 0));
#pragma warning restore CA1309
        }

        return await bookmarks.OrderByDescending(b => b.CreatedAt).ThenByDescending(b => b.Id).Take(query.Limit).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<TriggerRecord>> FindTriggersAsync(IReadOnlyCollection<string> hashes, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<TriggerRecord>().AsNoTracking().Where(t => hashes.Contains(t.Hash)).OrderBy(t => t.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<TriggerRecord>> ListTriggersAsync(string? definitionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<TriggerRecord>().AsNoTracking()
            .Where(t => definitionId == null || t.DefinitionId == definitionId).OrderBy(t => t.Id).ToListAsync(cancellationToken);
    }
}
