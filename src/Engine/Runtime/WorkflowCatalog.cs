using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>A stored version and its compiled graph.</summary>
public sealed record CatalogEntry(DefinitionRecord Record, WorkflowGraph Graph);

/// <summary>
/// Versions of definitions ready to run. A version that runs is frozen, so its graph is compiled once per process and kept;
/// versions with the same content share one graph.
/// </summary>
public sealed class WorkflowCatalog(
    IDefinitionStore store, DefinitionCompiler compiler, WorkflowDefinitionLibrary library, ReferenceResolver resolver, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, CatalogEntry> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _published = new(StringComparer.Ordinal);
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
            return known.Graph.References.IsSettled ? known : await KeepAsync(known.Record, pins: null, cancellationToken);
        }

        while (await store.FindVersionAsync(versionId, cancellationToken) is { } record)
        {
            if (record.IsFrozen || await store.FreezeAsync(record.Id, record.ContentHash, cancellationToken))
            {
                return await KeepAsync(record, pins: null, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>The version of a definition with this number, null when there is none or it is deleted.</summary>
    public async ValueTask<CatalogEntry?> FindVersionAsync(string definitionId, int number, CancellationToken cancellationToken)
    {
        var shelf = await store.LoadAsync(definitionId, cancellationToken);
        return shelf.Versions.FirstOrDefault(v => v.Version == number && !v.IsDeleted) is { } version
            ? await FindVersionAsync(version.Id, cancellationToken) : null;
    }

    /// <summary>The version as an instance started with it: workflows it uses as activities in the versions of then.</summary>
    internal async ValueTask<CatalogEntry> WithPinsAsync(
        CatalogEntry entry, IReadOnlyDictionary<string, string>? pins, CancellationToken cancellationToken) =>
        entry.Graph.References.IsSettled ? entry
            : await KeepAsync(entry.Record, pins ?? ReadOnlyDictionary<string, string>.Empty, cancellationToken);

    /// <summary>The published version, null when there is none. Asks the store each time: which one is published can change.</summary>
    public async ValueTask<CatalogEntry?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        await store.FindPublishedAsync(definitionId, cancellationToken) is { } record
            ? await KeepAsync(record, pins: null, cancellationToken) : null;

    /// <summary>
    /// Whether a version is published, or was up to five seconds ago: a yes is remembered that long, so that dispatching many costs one
    /// read. A retraction by any host is seen after that. A start dispatched in between stays due, is tried again and names its
    /// reason, until the definition is published anew or who waits for the start is cancelled.
    /// </summary>
    internal async ValueTask<bool> IsPublishedAsync(string definitionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_published.TryGetValue(definitionId, out var seen) && now - seen < Remembered)
        {
            return true;
        }

        if (await FindPublishedAsync(definitionId, cancellationToken) is null)
        {
            _published.TryRemove(definitionId, out _);
            return false;
        }

        _published[definitionId] = now;
        return true;
    }

    /// <summary>
    /// Compiles what is not compiled yet. A version that uses others without naming their versions is looked at again at each start, and has
    /// a graph for each set of versions that was met.
    /// </summary>
    private async ValueTask<CatalogEntry> KeepAsync(
        DefinitionRecord record, IReadOnlyDictionary<string, string>? pins, CancellationToken cancellationToken)
    {
        if (pins is null && _versions.TryGetValue(record.Id, out var known) && known.Graph.References.IsSettled)
        {
            return known;
        }

        var definition = WorkflowDefinition.Parse(record.Json);
        var references = await resolver.ResolveAsync(definition, pins, cancellationToken);
        var key = ReferenceEquals(references, ReferencedDefinitions.None) ? record.ContentHash : $"{record.Id}\n{references.Fingerprint}";
        var entry = new CatalogEntry(record, _graphs.GetOrAdd(key, _ => compiler.Compile(definition, references)));
        return pins is null ? _versions.AddOrUpdate(record.Id, entry, (_, _) => entry) : entry;
    }
}
