using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>Definitions in memory, with the keys of the real tables.</summary>
public sealed class InMemoryDefinitions : IDefinitionStore
{
    private readonly Lock _lock = new();
    private readonly List<DefinitionRecord> _records = [];
    private readonly List<DefinitionEvent> _events = [];
    private readonly List<DefinitionReference> _references = [];

    /// <summary>Where triggers and their due work go.</summary>
    public InMemoryStore? Store { get; set; }

    public string? PublishedVersionOf(string definitionId) =>
        Read(() => _records.Find(r => r.IsPublished && Same(r.DefinitionId, definitionId))?.Id);

    public Task<DefinitionRecord?> FindVersionAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => _records.Find(r => Same(r.Id, id))));

    public Task<DefinitionRecord?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => _records.Find(r => r.IsPublished && Same(r.DefinitionId, definitionId))));

    public Task<IReadOnlyList<DefinitionRecord>> ListLatestAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => (IReadOnlyList<DefinitionRecord>)[.. _records.Where(r => r.IsLatest)]));

    public Task<DefinitionShelf> LoadAsync(string definitionId, CancellationToken cancellationToken) => Task.FromResult(Read(() => new DefinitionShelf(
        [.. _records.Where(r => Same(r.DefinitionId, definitionId)).OrderByDescending(r => r.Version)],
        _events.Count(e => Same(e.DefinitionId, definitionId)))));

    public Task<DefinitionPage> ListAsync(DefinitionQuery query, CancellationToken cancellationToken) => Task.FromResult(Read(() =>
    {
        var matches = _records.Where(r => !r.IsDeleted && query.Versions.Matches(r)
            && (query.DefinitionIds.Count == 0 || query.DefinitionIds.Contains(r.DefinitionId))
            && (query.Ids.Count == 0 || query.Ids.Contains(r.Id))
            && (query.IsUsableAsActivity is null || r.IsUsableAsActivity == query.IsUsableAsActivity)
            && (query.Name is null || Same(r.Name, query.Name))
            && (query.SearchTerm is null || r.Name?.Contains(query.SearchTerm, StringComparison.OrdinalIgnoreCase) == true)).ToArray();
        return new DefinitionPage([.. matches.OrderBy(r => r.Name, StringComparer.Ordinal).Skip(query.Skip).Take(query.Take)], matches.Length);
    }));

    public Task<IReadOnlyList<DefinitionEvent>> HistoryAsync(string definitionId, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => (IReadOnlyList<DefinitionEvent>)[.. _events.Where(e => Same(e.DefinitionId, definitionId))]));

    public Task<IReadOnlyList<DefinitionReference>> ReferencesOfAsync(IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken) =>
        References(r => definitionIds.Contains(r.DefinitionId));

    public Task<IReadOnlyList<DefinitionReference>> ReferencesToAsync(IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken) =>
        References(r => definitionIds.Contains(r.TargetDefinitionId));

    public Task<bool> FreezeAsync(string id, string contentHash, CancellationToken cancellationToken) => Task.FromResult(Read(() =>
    {
        var index = _records.FindIndex(r => Same(r.Id, id) && Same(r.ContentHash, contentHash) && !r.IsDeleted);
        if (index >= 0)
        {
            _records[index] = _records[index] with { IsFrozen = true };
        }

        return index >= 0;
    }));

    public Task CommitAsync(DefinitionChange change, CancellationToken cancellationToken) => Task.FromResult(Read(() =>
    {
        var history = change.Event;
        Require(history.Number == _events.Count(e => Same(e.DefinitionId, history.DefinitionId)) + 1);
        if (change.Saved is { } saved)
        {
            Require(change.Replaces is null
                ? !_records.Exists(r => Same(r.Id, saved.Id) || (Same(r.DefinitionId, saved.DefinitionId) && r.Version == saved.Version))
                : _records.Exists(r => Same(r.Id, saved.Id) && Same(r.ContentHash, change.Replaces) && !r.IsFrozen));
            _records.RemoveAll(r => Same(r.Id, saved.Id));
            _records.Add(saved);
            _references.RemoveAll(r => Same(r.VersionId, saved.Id));
            _references.AddRange(change.References);
        }

        _records.RemoveAll(r => change.Deleted.Contains(r.Id) && !r.IsFrozen);
        _references.RemoveAll(r => change.Deleted.Contains(r.VersionId));
        for (var i = 0; i < _records.Count; i++)
        {
            _records[i] = Same(_records[i].DefinitionId, history.DefinitionId) ? Mark(_records[i], change) : _records[i];
        }

        _events.Add(history);
        if (change.Triggers is { } triggers)
        {
            Store?.Replace(history.DefinitionId, triggers);
        }

        return true;
    }));

    private static DefinitionRecord Mark(DefinitionRecord record, DefinitionChange change)
    {
        var isPublished = Same(record.Id, change.PublishedId);
        return record with
        {
            IsLatest = Same(record.Id, change.LatestId),
            IsPublished = isPublished,
            IsFrozen = record.IsFrozen || isPublished,
            IsDeleted = record.IsDeleted || change.Deleted.Contains(record.Id),
            PublishedAt = isPublished && !record.IsPublished ? change.Event.At : record.PublishedAt,
            PublishedBy = isPublished && !record.IsPublished ? change.Event.Actor : record.PublishedBy,
        };
    }

    private Task<IReadOnlyList<DefinitionReference>> References(Func<DefinitionReference, bool> matches) => Task.FromResult(Read(() =>
        (IReadOnlyList<DefinitionReference>)[.. _references.Where(r => matches(r)
            && _records.Exists(d => Same(d.Id, r.VersionId) && (d.IsLatest || d.IsPublished)))]));

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.Ordinal);

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new StaleStateException("Somebody else was first (definition).");
        }
    }
}
