namespace DirectiveFlow.Engine.Persistence;

/// <summary>A version of a workflow definition as stored: Elsa's JSON, byte for byte. A published version never changes.</summary>
public sealed record DefinitionRecord
{
    /// <summary>Version id (Elsa's <c>id</c>).</summary>
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required int Version { get; init; }
    public string? Name { get; init; }
    public bool IsLatest { get; init; }
    public bool IsPublished { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Upper-case hexadecimal SHA-256 of <see cref="Json"/>.</summary>
    public required string ContentHash { get; init; }
    public required string Json { get; init; }
}

/// <summary>Versions of definitions, kept for as long as instances refer to them.</summary>
public interface IDefinitionStore
{
    Task<DefinitionRecord?> FindVersionAsync(string id, CancellationToken cancellationToken);

    Task<DefinitionRecord?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken);

    Task<IReadOnlyList<DefinitionRecord>> ListLatestAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Publishes a version: it becomes the latest and published one, its predecessors lose both flags. Saving the same
    /// content hash again changes nothing and answers the stored record.
    /// </summary>
    Task<DefinitionRecord> PublishAsync(DefinitionRecord definition, CancellationToken cancellationToken);
}
