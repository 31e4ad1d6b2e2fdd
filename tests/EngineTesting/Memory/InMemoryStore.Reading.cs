using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>What is read by pages.</summary>
public sealed partial class InMemoryStore : IInstanceStore
{
    public Task<long> CountAboutAsync(InstanceQuery query, int exactUpTo, CancellationToken cancellationToken) => CountAsync(query, cancellationToken);

    public Task<long> CountAsync(InstanceQuery query, CancellationToken cancellationToken) => Task.FromResult(Read(() => Narrow(query).LongCount()));

    public Task<InstanceRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => InstanceRows.GetValueOrDefault(id)));

    public Task<IReadOnlyList<JournalRecord>> JournalAsync(string instanceId, long afterSequence, int limit, CancellationToken cancellationToken) =>
        Page(() => JournalRows.Values.Where(j => Same(j.InstanceId, instanceId) && j.Sequence > afterSequence).OrderBy(j => j.Sequence).Take(limit));

    public Task<IReadOnlyList<IncidentRecord>> IncidentsAsync(string instanceId, CancellationToken cancellationToken) =>
        Page(() => IncidentRows.Where(i => Same(i.InstanceId, instanceId)));

    public Task<IReadOnlyList<BookmarkRecord>> BookmarksAsync(string instanceId, CancellationToken cancellationToken) =>
        Page(() => BookmarkRows.Values.Where(b => Same(b.InstanceId, instanceId)).OrderBy(b => b.CreatedAt).ThenBy(b => b.Id, StringComparer.Ordinal));

    public Task<IReadOnlyList<string>> RunningChildrenAsync(string parentId, string? after, int limit, CancellationToken cancellationToken) =>
        Page(() => InstanceRows.Values.Where(i => i.Status is "Running" && Same(i.ParentInstanceId, parentId))
            .Select(i => i.Id).Where(id => after is null || string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(limit));

    public Task<IReadOnlyList<InstanceSummary>> FinishedBeforeAsync(
        DateTimeOffset end, InstanceCursor? after, int limit, CancellationToken cancellationToken) => Page(() => InstanceRows.Values
            .Where(i => i.Status is "Finished" && i.FinishedAt < end && i.UpdatedAt < end)
            .Where(i => after is not var (at, id) || i.CreatedAt > at || (i.CreatedAt == at && string.CompareOrdinal(i.Id, id) > 0))
            .OrderBy(i => i.CreatedAt).ThenBy(i => i.Id, StringComparer.Ordinal).Take(limit).Select(Summary));

    public Task<int> PurgeAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => Task.FromResult(Read(() =>
    {
        var gone = ids.Where(id => InstanceRows.TryGetValue(id, out var i) && i.Status is "Finished").ToHashSet(StringComparer.Ordinal);
        foreach (var id in gone)
        {
            InstanceRows.Remove(id);
        }

        foreach (var child in InstanceRows.Values.Where(i => i.ParentInstanceId is { } parent && gone.Contains(parent)).ToArray())
        {
            InstanceRows[child.Id] = child with { ParentInstanceId = null };
        }

        foreach (var key in JournalRows.Keys.Where(k => gone.Contains(k.InstanceId)).ToArray())
        {
            JournalRows.Remove(key);
        }

        IncidentRows.RemoveAll(i => gone.Contains(i.InstanceId));
        return gone.Count;
    }));

    public Task<IReadOnlyDictionary<string, int>> RunningByVersionAsync(IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => (IReadOnlyDictionary<string, int>)InstanceRows.Values
            .Where(i => i.Status is "Running" && definitionIds.Contains(i.DefinitionId, StringComparer.Ordinal))
            .CountBy(i => i.DefinitionVersionId, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal)));

    private static InstanceSummary Summary(InstanceRecord i) => new(
        i.Id, i.DefinitionId, i.DefinitionVersionId, i.DefinitionVersion, i.Name, i.CorrelationId, i.ParentInstanceId,
        i.Status, i.SubStatus, i.IncidentCount, i.CreatedAt, i.UpdatedAt, i.FinishedAt, i.HeldBy);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

    private Task<IReadOnlyList<T>> Page<T>(Func<IEnumerable<T>> rows) => Task.FromResult(Read(() => (IReadOnlyList<T>)[.. rows()]));
}
