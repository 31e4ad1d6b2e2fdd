using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>A stored version and its compiled graph.</summary>
public sealed record CatalogEntry(DefinitionRecord Record, WorkflowGraph Graph);

/// <summary>
/// Versions of definitions ready to run. A version is immutable, so its graph is compiled once per process and kept; versions
/// with the same content share one graph.
/// </summary>
public sealed class WorkflowCatalog(
    IDefinitionStore store, ActivityRegistry activities, ExpressionCompiler expressions, IIdGenerator ids, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, CatalogEntry> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _published = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WorkflowGraph> _graphs = new(StringComparer.Ordinal);

    /// <summary>Reads and checks a definition without storing it.</summary>
    /// <exception cref="DefinitionException">The text is not a definition at all; other problems are in the graph.</exception>
    public WorkflowGraph Compile(string json) =>
        new GraphCompiler(activities, expressions).Compile(WorkflowDefinition.Parse(json));

    /// <summary>
    /// Publishes a definition: the same content again answers the stored version, a changed one becomes the next version.
    /// The text is stored as it is; id and version of the record win over those in the text. Unknown activities and
    /// expression types are kept and raise an incident when reached. A definition without definition id gets one, each time anew.
    /// </summary>
    /// <exception cref="DefinitionException">It has errors; each is listed with its path. Nothing was stored.</exception>
    public async Task<DefinitionRecord> PublishAsync(string json, CancellationToken cancellationToken = default)
    {
        var graph = Compile(json);
        if (graph.HasErrors)
        {
            throw new DefinitionException([.. graph.Problems.Where(p => p.IsError)]);
        }

        var definition = graph.Definition;
        var definitionId = definition.DefinitionId ?? ids.NewId();
        var hash = Hash(json);
        var current = await store.FindPublishedAsync(definitionId, cancellationToken);
        if (current is not null && string.Equals(current.ContentHash, hash, StringComparison.Ordinal))
        {
            return current;
        }

        var isIdFree = definition.Id is { Length: > 0 } && await store.FindVersionAsync(definition.Id, cancellationToken) is null;
        return await store.PublishAsync(
            new DefinitionRecord
            {
                Id = isIdFree ? definition.Id! : ids.NewId(),
                DefinitionId = definitionId,
                Version = current is null ? Math.Max(1, definition.Version) : Math.Max(current.Version + 1, definition.Version),
                Name = definition.Name,
                IsLatest = true,
                IsPublished = true,
                CreatedAt = time.GetUtcNow(),
                ContentHash = hash,
                Json = json,
            },
            cancellationToken);
    }

    /// <summary>The version with this id, null when it is not stored.</summary>
    public async ValueTask<CatalogEntry?> FindVersionAsync(string versionId, CancellationToken cancellationToken)
    {
        if (_versions.TryGetValue(versionId, out var known))
        {
            return known;
        }

        return await store.FindVersionAsync(versionId, cancellationToken) is { } record ? Keep(record) : null;
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

    private static string Hash(string json) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    private CatalogEntry Keep(DefinitionRecord record) => _versions.GetOrAdd(
        record.Id, (_, r) => new CatalogEntry(r, _graphs.GetOrAdd(r.ContentHash, _ => Compile(r.Json))), record);
}
