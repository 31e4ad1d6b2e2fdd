using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>Lists of instances: the same questions as the database answers, asked of all rows.</summary>
public sealed partial class InMemoryStore
{
    public Task<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken) => Page(() =>
        Sort(Narrow(query).Where(i => query.After is not var (at, id)
            || i.CreatedAt < at || (i.CreatedAt == at && string.CompareOrdinal(i.Id, id) < 0)), query)
        .Skip(query.Skip).Take(query.Limit).Select(Summary));

    private static IEnumerable<InstanceRecord> Sort(IEnumerable<InstanceRecord> instances, InstanceQuery query)
    {
        Func<InstanceRecord, IComparable?> key = query.Order switch
        {
            InstanceOrder.Updated => i => i.UpdatedAt,
            InstanceOrder.Finished => i => i.FinishedAt,
            InstanceOrder.Name => i => i.Name,
            _ => i => i.CreatedAt,
        };
        var (present, absent) = (instances.Where(i => key(i) is not null), instances.Where(i => key(i) is null));
        var sorted = query.Ascending
            ? present.OrderBy(key).ThenBy(i => i.Id, StringComparer.Ordinal) : present.OrderByDescending(key).ThenByDescending(i => i.Id, StringComparer.Ordinal);
        return [.. sorted, .. absent.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id, StringComparer.Ordinal)];
    }

    private static bool Among(IReadOnlyCollection<string> some, string? one) => some.Count == 0 || (one is not null && some.Contains(one, StringComparer.Ordinal));

    private static bool Meets(InstanceRecord instance, InstanceTimeFilter filter) =>
        (filter.Column switch
        {
            InstanceTime.CreatedAt => instance.CreatedAt,
            InstanceTime.UpdatedAt => instance.UpdatedAt,
            _ => instance.FinishedAt,
        }) is { } time && filter.Operator switch
        {
            TimeComparison.Is => time == filter.Timestamp,
            TimeComparison.IsNot => time != filter.Timestamp,
            TimeComparison.LessThan => time < filter.Timestamp,
            TimeComparison.LessThanOrEqual => time <= filter.Timestamp,
            TimeComparison.GreaterThan => time > filter.Timestamp,
            _ => time >= filter.Timestamp,
        };

    private static bool Found(InstanceRecord i, string term) =>
        i.Name?.Contains(term, StringComparison.OrdinalIgnoreCase) == true || i.CorrelationId?.Contains(term, StringComparison.OrdinalIgnoreCase) == true
        || Same(i.Id, term) || Same(i.DefinitionId, term);

    private IEnumerable<InstanceRecord> Narrow(InstanceQuery query) => InstanceRows.Values.Where(i =>
        (query.DefinitionId is null || Same(i.DefinitionId, query.DefinitionId))
        && Among(query.DefinitionIds, i.DefinitionId)
        && (query.DefinitionVersionId is null || Same(i.DefinitionVersionId, query.DefinitionVersionId))
        && Among(query.DefinitionVersionIds, i.DefinitionVersionId)
        && (query.Version is null || i.DefinitionVersion == query.Version)
        && (query.CorrelationId is null || Same(i.CorrelationId, query.CorrelationId))
        && Among(query.CorrelationIds, i.CorrelationId)
        && (query.ParentInstanceId is null || Same(i.ParentInstanceId, query.ParentInstanceId))
        && Among(query.Names, i.Name)
        && (query.Status is null || Same(i.Status, query.Status))
        && Among(query.SubStatuses, i.SubStatus)
        && Among(query.Ids, i.Id)
        && (query.HasIncidents is null || i.IncidentCount > 0 == query.HasIncidents)
        && (query.IsHeld is null || i.HeldBy is not null == query.IsHeld)
        && (query.IsDeleted is null || Same(i.SubStatus, "Deleted") == query.IsDeleted)
        && query.Times.All(t => Meets(i, t))
        && (string.IsNullOrWhiteSpace(query.SearchTerm) || Found(i, query.SearchTerm.Trim())));
}
