using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>Lists: the state of an instance is never read for one.</summary>
internal sealed partial class InstanceStore
{
    public async Task<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var instances = Narrow(context, query);
        if (query.After is var (at, id))
        {
#pragma warning disable CA1309 // Compared by the database.
            instances = instances.Where(i => i.CreatedAt < at || (i.CreatedAt == at && string.Compare(i.Id, id) < 0));
#pragma warning restore CA1309
        }

        var sorted = Sort(instances, query);
        return await (query.Skip > 0 ? sorted.Skip(query.Skip) : sorted).Take(query.Limit).Select(s_summary).ToListAsync(cancellationToken);
    }

    public async Task<long> CountAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Narrow(context, query).LongCountAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, int>> RunningByVersionAsync(
        IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<InstanceRecord>().Where(i => i.Status == "Running" && definitionIds.Contains(i.DefinitionId))
            .GroupBy(i => i.DefinitionVersionId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
    }

    private static IOrderedQueryable<InstanceRecord> Sort(IQueryable<InstanceRecord> instances, InstanceQuery query) => (query.Order, query.Ascending) switch
    {
        (InstanceOrder.Updated, false) => instances.OrderByDescending(i => i.UpdatedAt).ThenByDescending(i => i.Id),
        (InstanceOrder.Updated, true) => instances.OrderBy(i => i.UpdatedAt).ThenBy(i => i.Id),
        (InstanceOrder.Finished, false) => instances.OrderBy(i => i.FinishedAt == null).ThenByDescending(i => i.FinishedAt).ThenByDescending(i => i.Id),
        (InstanceOrder.Finished, true) => instances.OrderBy(i => i.FinishedAt == null).ThenBy(i => i.FinishedAt).ThenBy(i => i.Id),
        (InstanceOrder.Name, false) => instances.OrderBy(i => i.Name == null).ThenByDescending(i => i.Name).ThenByDescending(i => i.Id),
        (InstanceOrder.Name, true) => instances.OrderBy(i => i.Name == null).ThenBy(i => i.Name).ThenBy(i => i.Id),
        (_, true) => instances.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id),
        _ => instances.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id),
    };

    private static IQueryable<InstanceRecord> Narrow(FlowDbContext context, InstanceQuery query)
    {
        var instances = Named(context.Set<InstanceRecord>().AsNoTracking(), query);
        instances = query.CorrelationId is { } correlation ? instances.Where(i => i.CorrelationId == correlation) : instances;
        instances = query.CorrelationIds.Count > 0 ? instances.Where(i => query.CorrelationIds.Contains(i.CorrelationId!)) : instances;
        instances = query.ParentInstanceId is { } parent ? instances.Where(i => i.ParentInstanceId == parent) : instances;
        instances = query.Names.Count > 0 ? instances.Where(i => query.Names.Contains(i.Name!)) : instances;
        instances = WithStatus(instances, query.Status);
        instances = query.SubStatuses.Count == 1 ? instances.Where(i => i.SubStatus == query.SubStatuses.First())
            : query.SubStatuses.Count > 0 ? instances.Where(i => query.SubStatuses.Contains(i.SubStatus)) : instances;
        instances = query.HasIncidents is { } failed ? instances.Where(i => i.IncidentCount > 0 == failed) : instances;
        instances = query.IsHeld is { } held ? instances.Where(i => i.HeldBy != null == held) : instances;
        instances = query.IsDeleted is { } deleted ? instances.Where(i => i.SubStatus == "Deleted" == deleted) : instances;
        instances = query.Times.Aggregate(instances, Within);
        return string.IsNullOrWhiteSpace(query.SearchTerm) ? instances : Search(instances, query.SearchTerm.Trim());
    }

    /// <summary>Written so that a count finds all it needs in an index.</summary>
    private static IQueryable<InstanceRecord> WithStatus(IQueryable<InstanceRecord> instances, string? status) => status switch
    {
        null => instances,
        "Running" => instances.Where(i => i.Status == "Running"),
        "Finished" => instances.Where(i => i.SubStatus != "Suspended" && i.SubStatus != "Pending" && i.SubStatus != "Executing"),
        _ => instances.Where(i => i.Status == status),
    };

    private static IQueryable<InstanceRecord> Named(IQueryable<InstanceRecord> instances, InstanceQuery query)
    {
        instances = query.Ids.Count > 0 ? instances.Where(i => query.Ids.Contains(i.Id)) : instances;
        instances = query.DefinitionId is { } definition ? instances.Where(i => i.DefinitionId == definition) : instances;
        instances = query.DefinitionIds.Count == 1 ? instances.Where(i => i.DefinitionId == query.DefinitionIds.First())
            : query.DefinitionIds.Count > 0 ? instances.Where(i => query.DefinitionIds.Contains(i.DefinitionId)) : instances;
        instances = query.DefinitionVersionId is { } version ? instances.Where(i => i.DefinitionVersionId == version) : instances;
        instances = query.DefinitionVersionIds.Count > 0 ? instances.Where(i => query.DefinitionVersionIds.Contains(i.DefinitionVersionId)) : instances;
        return query.Version is { } number ? instances.Where(i => i.DefinitionVersion == number) : instances;
    }

    private static IQueryable<InstanceRecord> Search(IQueryable<InstanceRecord> instances, string term)
    {
        var key = VietnameseText.SearchKey(term);
        return instances.Where(i => EF.Property<string?>(i, InstanceMapping.SearchKey)!.Contains(key)
            || i.Id == term || i.DefinitionId == term || i.DefinitionVersionId == term);
    }

    private static IQueryable<InstanceRecord> Within(IQueryable<InstanceRecord> instances, InstanceTimeFilter filter)
    {
        var at = filter.Timestamp;
        return (filter.Column, filter.Operator) switch
        {
            (InstanceTime.CreatedAt, TimeComparison.Is) => instances.Where(i => i.CreatedAt == at),
            (InstanceTime.CreatedAt, TimeComparison.IsNot) => instances.Where(i => i.CreatedAt != at),
            (InstanceTime.CreatedAt, TimeComparison.LessThan) => instances.Where(i => i.CreatedAt < at),
            (InstanceTime.CreatedAt, TimeComparison.LessThanOrEqual) => instances.Where(i => i.CreatedAt <= at),
            (InstanceTime.CreatedAt, TimeComparison.GreaterThan) => instances.Where(i => i.CreatedAt > at),
            (InstanceTime.CreatedAt, _) => instances.Where(i => i.CreatedAt >= at),
            (InstanceTime.UpdatedAt, TimeComparison.Is) => instances.Where(i => i.UpdatedAt == at),
            (InstanceTime.UpdatedAt, TimeComparison.IsNot) => instances.Where(i => i.UpdatedAt != at),
            (InstanceTime.UpdatedAt, TimeComparison.LessThan) => instances.Where(i => i.UpdatedAt < at),
            (InstanceTime.UpdatedAt, TimeComparison.LessThanOrEqual) => instances.Where(i => i.UpdatedAt <= at),
            (InstanceTime.UpdatedAt, TimeComparison.GreaterThan) => instances.Where(i => i.UpdatedAt > at),
            (InstanceTime.UpdatedAt, _) => instances.Where(i => i.UpdatedAt >= at),
            (_, TimeComparison.Is) => instances.Where(i => i.FinishedAt == at),
            (_, TimeComparison.IsNot) => instances.Where(i => i.FinishedAt != null && i.FinishedAt != at),
            (_, TimeComparison.LessThan) => instances.Where(i => i.FinishedAt < at),
            (_, TimeComparison.LessThanOrEqual) => instances.Where(i => i.FinishedAt <= at),
            (_, TimeComparison.GreaterThan) => instances.Where(i => i.FinishedAt > at),
            _ => instances.Where(i => i.FinishedAt >= at),
        };
    }
}
