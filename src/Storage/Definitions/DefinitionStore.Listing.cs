using System.Linq.Expressions;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Definitions;

/// <summary>Lists: no text of a definition is ever read for one.</summary>
internal sealed partial class DefinitionStore
{
    private static readonly Expression<Func<DefinitionRecord, DefinitionSummary>> AsSummary = d => new DefinitionSummary
    {
        Id = d.Id,
        DefinitionId = d.DefinitionId,
        Version = d.Version,
        Name = d.Name,
        Description = d.Description,
        ToolVersion = d.ToolVersion,
        IsLatest = d.IsLatest,
        IsPublished = d.IsPublished,
        IsReadonly = d.IsReadonly,
        IsSystem = d.IsSystem,
        IsUsableAsActivity = d.IsUsableAsActivity,
        IsFrozen = d.IsFrozen,
        IsDeleted = d.IsDeleted,
        CreatedAt = d.CreatedAt,
        SavedAt = d.SavedAt,
        SavedBy = d.SavedBy,
        PublishedAt = d.PublishedAt,
        PublishedBy = d.PublishedBy,
        ContentHash = d.ContentHash,
    };

    public async Task<DefinitionPage> ListAsync(DefinitionQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var matches = Narrow(Versions(context).Where(d => !d.IsDeleted), query);
        var total = await matches.CountAsync(cancellationToken);
        var items = await Sort(matches, query).Skip(query.Skip).Take(query.Take).Select(AsSummary).ToListAsync(cancellationToken);
        return new DefinitionPage(items, total);
    }

    private static IQueryable<DefinitionRecord> Narrow(IQueryable<DefinitionRecord> versions, DefinitionQuery query)
    {
        var number = query.Versions.Number;
        versions = query.Versions.Selection switch
        {
            VersionSelection.Latest => versions.Where(d => d.IsLatest),
            VersionSelection.Published => versions.Where(d => d.IsPublished),
            VersionSelection.LatestOrPublished => versions.Where(d => d.IsLatest || d.IsPublished),
            VersionSelection.LatestAndPublished => versions.Where(d => d.IsLatest && d.IsPublished),
            VersionSelection.Draft => versions.Where(d => !d.IsPublished),
            VersionSelection.Number => versions.Where(d => d.Version == number),
            _ => versions,
        };
        if (query.DefinitionIds.Count > 0)
        {
            versions = versions.Where(d => query.DefinitionIds.Contains(d.DefinitionId));
        }

        if (query.Ids.Count > 0)
        {
            versions = versions.Where(d => query.Ids.Contains(d.Id));
        }

        if (!string.IsNullOrWhiteSpace(query.SearchTerm))
        {
            var key = VietnameseText.SearchKey(query.SearchTerm.Trim());
            versions = versions.Where(d => EF.Property<string>(d, DefinitionMapping.SearchKey).Contains(key));
        }

        return versions.Where(d => (query.Name == null || d.Name == query.Name)
            && (query.IsSystem == null || d.IsSystem == query.IsSystem)
            && (query.IsReadonly == null || d.IsReadonly == query.IsReadonly)
            && (query.IsUsableAsActivity == null || d.IsUsableAsActivity == query.IsUsableAsActivity));
    }

    private static IOrderedQueryable<DefinitionRecord> Sort(IQueryable<DefinitionRecord> versions, DefinitionQuery query)
    {
        var sorted = (query.Order, query.Descending) switch
        {
            (DefinitionOrder.Name, false) => versions.OrderBy(d => EF.Property<string>(d, DefinitionMapping.SearchKey)),
            (DefinitionOrder.Name, true) => versions.OrderByDescending(d => EF.Property<string>(d, DefinitionMapping.SearchKey)),
            (DefinitionOrder.Version, false) => versions.OrderBy(d => d.Version),
            (DefinitionOrder.Version, true) => versions.OrderByDescending(d => d.Version),
            (_, false) => versions.OrderBy(d => d.CreatedAt),
            _ => versions.OrderByDescending(d => d.CreatedAt),
        };
        return sorted.ThenBy(d => d.DefinitionId).ThenBy(d => d.Version);
    }
}
