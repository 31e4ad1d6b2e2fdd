namespace DirectiveFlow.Engine.Persistence;

/// <summary>
/// Versions of workflow definitions and the history of their changes. A definition is changed by
/// <see cref="CommitAsync"/> alone; its history row is the lock: of two writers who saw the same history one wins.
/// </summary>
public interface IDefinitionStore
{
    /// <summary>The version with this id, deleted ones too: instances may still run on them.</summary>
    Task<DefinitionRecord?> FindVersionAsync(string id, CancellationToken cancellationToken);

    Task<DefinitionRecord?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken);

    Task<IReadOnlyList<DefinitionRecord>> ListLatestAsync(CancellationToken cancellationToken);

    /// <summary>All versions of one definition, deleted ones too, newest first, without their texts.</summary>
    Task<DefinitionShelf> LoadAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>Versions that are not deleted, a page at a time, without their texts.</summary>
    Task<DefinitionPage> ListAsync(DefinitionQuery query, CancellationToken cancellationToken);

    /// <summary>What was done to a definition, oldest first. It outlives the definition.</summary>
    Task<IReadOnlyList<DefinitionEvent>> HistoryAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>References that the latest and the published versions of <paramref name="definitionIds"/> contain.</summary>
    Task<IReadOnlyList<DefinitionReference>> ReferencesOfAsync(IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken);

    /// <summary>References in latest or published versions that point to one of <paramref name="definitionIds"/>.</summary>
    Task<IReadOnlyList<DefinitionReference>> ReferencesToAsync(IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken);

    /// <summary>
    /// From now on the text of the version never changes. Answers false when the version is gone or has another text by now;
    /// nothing was done then. Safe to repeat.
    /// </summary>
    Task<bool> FreezeAsync(string id, string contentHash, CancellationToken cancellationToken);

    /// <summary>Applies one change in one transaction.</summary>
    /// <exception cref="StaleStateException">
    /// The history went on, the version to replace was frozen meanwhile, or a version id is taken. Nothing was written: load and
    /// decide again.
    /// </exception>
    Task CommitAsync(DefinitionChange change, CancellationToken cancellationToken);
}
