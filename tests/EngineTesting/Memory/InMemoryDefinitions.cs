using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>Definitions in memory.</summary>
public sealed class InMemoryDefinitions : IDefinitionStore
{
    private readonly Lock _lock = new();
    private readonly List<DefinitionRecord> _records = [];

    public Task<DefinitionRecord?> FindVersionAsync(string id, CancellationToken cancellationToken) =>
        Find(r => string.Equals(r.Id, id, StringComparison.Ordinal));

    public Task<DefinitionRecord?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        Find(r => r.IsPublished && string.Equals(r.DefinitionId, definitionId, StringComparison.Ordinal));

    public string? PublishedVersionOf(string definitionId)
    {
        lock (_lock)
        {
            return _records.Find(r => r.IsPublished && string.Equals(r.DefinitionId, definitionId, StringComparison.Ordinal))?.Id;
        }
    }

    public Task<IReadOnlyList<DefinitionRecord>> ListLatestAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<DefinitionRecord>>([.. _records.Where(r => r.IsLatest)]);
        }
    }

    public Task<DefinitionRecord> PublishAsync(DefinitionRecord definition, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            for (var i = 0; i < _records.Count; i++)
            {
                if (string.Equals(_records[i].DefinitionId, definition.DefinitionId, StringComparison.Ordinal))
                {
                    _records[i] = _records[i] with { IsLatest = false, IsPublished = false };
                }
            }

            _records.Add(definition);
            return Task.FromResult(definition);
        }
    }

    private Task<DefinitionRecord?> Find(Predicate<DefinitionRecord> matches)
    {
        lock (_lock)
        {
            return Task.FromResult(_records.Find(matches));
        }
    }
}
