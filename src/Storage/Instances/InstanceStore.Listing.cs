using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>Lists: the state of an instance is never read for one.</summary>
internal sealed partial class InstanceStore
{
    private static readonly string[] s_running = ["Suspended", "Pending", "Executing"];
    private static readonly string[] s_notDeleted = [.. s_running, "Finished", "Cancelled", "Faulted"];

    public async Task<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var matching = Narrow(context, query);
        if (query.After is var (at, id))
        {
#pragma warning disable CA1309 // Compared by the database.
            matching = matching.Where(i => i.CreatedAt < at || (i.CreatedAt == at && string.Compare(i.Id, id) < 0));
#pragma warning restore CA1309
        }

        if (query is { Order: InstanceOrder.Created, Ascending: false } && NewAndMoved(context, matching, query) is var (made, moved))
        {
            return await OneThenOtherAsync(made, moved, query, cancellationToken);
        }

        var instances = WithSteps(context, matching, query);
        return query.Order switch
        {
            InstanceOrder.Name => await OneThenOtherAsync(instances.Where(i => i.Name != null), instances.Where(i => i.Name == null), query, cancellationToken),
            InstanceOrder.Finished => await OneThenOtherAsync(
                instances.Where(i => i.FinishedAt != null), instances.Where(i => i.FinishedAt == null), query, cancellationToken),
            InstanceOrder.Updated when !query.Ascending && context.Database.IsNpgsql() => await LatestAsync(context, instances, query, cancellationToken),
            _ => await PageAsync(instances, query, query.Skip, query.Limit, cancellationToken),
        };
    }

    public async Task<IReadOnlyDictionary<string, int>> RunningByVersionAsync(
        IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<InstanceRecord>().Where(i => i.Status == "Running" && definitionIds.Contains(i.DefinitionId))
            .GroupBy(i => i.DefinitionVersionId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
    }

    private static IQueryable<InstanceRecord> Narrow(FlowDbContext context, InstanceQuery query) => Narrow(context, context.Set<InstanceRecord>().AsNoTracking(), query);

    private static IQueryable<InstanceRecord> Narrow(FlowDbContext context, IQueryable<InstanceRecord> instances, InstanceQuery query)
    {
        instances = Named(instances, query);
        instances = query.CorrelationId is { } correlation ? instances.Where(i => i.CorrelationId == correlation) : instances;
        instances = query.CorrelationIds.Count > 0 ? instances.Where(i => query.CorrelationIds.Contains(i.CorrelationId!)) : instances;
        instances = query.ParentInstanceId is { } parent ? instances.Where(i => i.ParentInstanceId == parent) : instances;
        instances = query.Names.Count > 0 ? instances.Where(i => query.Names.Contains(i.Name!)) : instances;
        instances = WithStatus(instances, query);
        instances = query.SubStatuses.Count == 1 ? WithSubStatus(instances, query.SubStatuses.First())
            : query.SubStatuses.Count > 0 ? instances.Where(i => query.SubStatuses.Contains(i.SubStatus)) : instances;
        instances = query.HasIncidents is { } failed ? instances.Where(i => i.IncidentCount > 0 == failed) : instances;
        instances = query.IsHeld is { } held ? instances.Where(i => i.HeldBy != null == held) : instances;
        instances = query.IsDeleted is { } deleted && query.SubStatuses.Count == 0 ? WithDeleted(instances, deleted) : instances;
        instances = query.Times.Aggregate(instances, Within);
        return string.IsNullOrWhiteSpace(query.SearchTerm) ? instances : Search(instances, query.SearchTerm.Trim());
    }

    /// <summary>Written so that pages and counts find what they need in an index: by sub-status beside a definition, else what runs by itself.</summary>
    private static IQueryable<InstanceRecord> WithStatus(IQueryable<InstanceRecord> instances, InstanceQuery query) => query.Status switch
    {
        null => instances,
        "Running" => query.DefinitionId is null && query.DefinitionIds.Count == 0
            ? instances.Where(i => i.Status == "Running") : instances.Where(i => s_running.Contains(i.SubStatus)),
        "Finished" => instances.Where(i => i.SubStatus != "Suspended" && i.SubStatus != "Pending" && i.SubStatus != "Executing"),
        var status => instances.Where(i => i.Status == status),
    };

    /// <summary>One of the few words is no parameter: how many instances have it decides how a search among them is best done.</summary>
    private static IQueryable<InstanceRecord> WithSubStatus(IQueryable<InstanceRecord> instances, string word) => s_notDeleted.Contains(word, StringComparer.Ordinal)
        ? instances.Where(i => i.SubStatus == EF.Constant(word)) : instances.Where(i => i.SubStatus == word);

    private static IQueryable<InstanceRecord> WithDeleted(IQueryable<InstanceRecord> instances, bool deleted) =>
        deleted ? instances.Where(i => i.SubStatus == "Deleted") : instances.Where(i => s_notDeleted.Contains(i.SubStatus));

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
        var key = VietnameseText.SearchKey(term).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        var pattern = $"%{key}%";

        // Not a parameter: how many names have a part decides how it is best searched.
        return instances.Where(i => EF.Functions.Like(EF.Property<string?>(i, InstanceMapping.SearchKey)!, EF.Constant(pattern), @"\")
            || i.Id == term || i.DefinitionId == term);
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
            (InstanceTime.UpdatedAt, TimeComparison.GreaterThan) => instances.Where(i => i.UpdatedAt > EF.Constant(at)),
            (InstanceTime.UpdatedAt, _) => instances.Where(i => i.UpdatedAt >= EF.Constant(at)),
            (_, TimeComparison.Is) => instances.Where(i => i.FinishedAt == at),
            (_, TimeComparison.IsNot) => instances.Where(i => i.FinishedAt != null && i.FinishedAt != at),
            (_, TimeComparison.LessThan) => instances.Where(i => i.FinishedAt < at),
            (_, TimeComparison.LessThanOrEqual) => instances.Where(i => i.FinishedAt <= at),
            (_, TimeComparison.GreaterThan) => instances.Where(i => i.FinishedAt > at),
            _ => instances.Where(i => i.FinishedAt >= at),
        };
    }
}
