using System.Collections.Concurrent;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>A stored version and its compiled graph.</summary>
public sealed record CatalogEntry(DefinitionRecord Record, WorkflowGraph Graph);

/// <summary>
/// Versions of definitions ready to run. A version that runs is frozen, so its graph is compiled once per process and kept;
/// versions with the same content share one graph.
/// </summary>
public sealed class WorkflowCatalog(IDefinitionStore store, DefinitionCompiler compiler, WorkflowDefinitionLibrary library)
{
    private readonly ConcurrentDictionary<string, CatalogEntry> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _published = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WorkflowGraph> _graphs = new(StringComparer.Ordinal);

    /// <summary>Reads and checks a definition without storing it.</summary>
    /// <exception cref="DefinitionException">The text is not a definition at all; other problems are in the graph.</exception>
    public WorkflowGraph Compile(string json) => compiler.Compile(json);

    /// <inheritdoc cref="WorkflowDefinitionLibrary.InstallAsync"/>
    public Task<DefinitionRecord> PublishAsync(string json, CancellationToken cancellationToken = default) =>
        library.InstallAsync(json, cancellationToken);

    /// <summary>
    /// The version with this id, null when it is not stored. A draft that is asked for here is about to run, so its text is
    /// frozen first: the next save makes a new version.
    /// </summary>
    public async ValueTask<CatalogEntry?> FindVersionAsync(string versionId, CancellationToken cancellationToken)
    {
        if (_versions.TryGetValue(versionId, out var known))
        {
            return known;
        }

        while (await store.FindVersionAsync(versionId, cancellationToken) is { } record)
        {
            if (record.IsFrozen || await store.FreezeAsync(record.Id, record.ContentHash, cancellationToken))
            {
                return Keep(record);
            }
        }

        return null;
    }

    /// <summary>The published version, null when there is none. Asks the store each time: which one is published can change.</summary>
    public async ValueTask<CatalogEntry?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        await store.FindPublishedAsync(definitionId, cancellationToken) is { } record ? Keep(record) : null;

    /// <summary>Whether a version was ever seen published. A yes is remembered, so dispatching costs no reads.</summary>
    internal async ValueTask<bool> IsPublishedAsync(string definitionId, CancellationToken cancellationToken)
    {
        if (_published.ContainsKey(definitionId))
        {
            return true;
        }

        if (await FindPublishedAsync(definitionId, cancellationToken) is null)
        {
            return false;
        }

        _published.TryAdd(definitionId, 0);
        return true;
    }

    private CatalogEntry Keep(DefinitionRecord record) => _versions.GetOrAdd(
        record.Id, (_, r) => new CatalogEntry(r, _graphs.GetOrAdd(r.ContentHash, _ => compiler.Compile(r.Json))), record);
}
