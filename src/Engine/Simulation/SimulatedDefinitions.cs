using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Simulation;

/// <summary>The stored definitions with one text laid over them as if it were published. Nothing is ever written.</summary>
internal sealed class SimulatedDefinitions(IDefinitionStore stored, DefinitionRecord tried) : IDefinitionStore
{
    public Task<DefinitionRecord?> FindVersionAsync(string id, CancellationToken cancellationToken) =>
        string.Equals(id, tried.Id, StringComparison.Ordinal) ? Task.FromResult<DefinitionRecord?>(tried) : stored.FindVersionAsync(id, cancellationToken);

    public Task<DefinitionRecord?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        string.Equals(definitionId, tried.DefinitionId, StringComparison.Ordinal)
            ? Task.FromResult<DefinitionRecord?>(tried) : stored.FindPublishedAsync(definitionId, cancellationToken);

    public Task<IReadOnlyList<DefinitionRecord>> ListLatestAsync(CancellationToken cancellationToken) => stored.ListLatestAsync(cancellationToken);

    public Task<DefinitionShelf> LoadAsync(string definitionId, CancellationToken cancellationToken) => stored.LoadAsync(definitionId, cancellationToken);

    public Task<DefinitionPage> ListAsync(DefinitionQuery query, CancellationToken cancellationToken) => stored.ListAsync(query, cancellationToken);

    public Task<IReadOnlyList<DefinitionEvent>> HistoryAsync(string definitionId, CancellationToken cancellationToken) =>
        stored.HistoryAsync(definitionId, cancellationToken);

    public Task<IReadOnlyList<DefinitionReference>> ReferencesOfAsync(IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken) =>
        stored.ReferencesOfAsync(definitionIds, cancellationToken);

    public Task<IReadOnlyList<DefinitionReference>> ReferencesToAsync(IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken) =>
        stored.ReferencesToAsync(definitionIds, cancellationToken);

    /// <summary>What runs here leaves nothing behind that a text would have to be kept for.</summary>
    public Task<bool> FreezeAsync(string id, string contentHash, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task CommitAsync(DefinitionChange change, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A dry run changes no definition.");
}
