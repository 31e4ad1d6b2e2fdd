using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Library;

public sealed partial class WorkflowDefinitionLibrary
{
    /// <summary>The newest version of a definition that the options mean; null when there is none.</summary>
    public async Task<DefinitionRecord?> FindAsync(string definitionId, VersionOptions versions, CancellationToken cancellationToken = default)
    {
        var shelf = await store.LoadAsync(definitionId, cancellationToken);
        return shelf.Versions.FirstOrDefault(v => !v.IsDeleted && versions.Matches(v)) is { } found
            ? await store.FindVersionAsync(found.Id, cancellationToken) : null;
    }

    /// <summary>A version by its id; deleted ones that instances may still run on are found too.</summary>
    public Task<DefinitionRecord?> FindVersionAsync(string versionId, CancellationToken cancellationToken = default) =>
        store.FindVersionAsync(versionId, cancellationToken);

    public Task<DefinitionPage> ListAsync(DefinitionQuery query, CancellationToken cancellationToken = default) =>
        store.ListAsync(query, cancellationToken);

    /// <summary>Versions of a definition, newest first.</summary>
    public async Task<IReadOnlyList<DefinitionSummary>> ListVersionsAsync(string definitionId, CancellationToken cancellationToken = default) =>
        [.. (await store.LoadAsync(definitionId, cancellationToken)).Versions.Where(v => !v.IsDeleted)];

    /// <summary>Who did what to a definition and when, oldest first; also of one that is deleted.</summary>
    public Task<IReadOnlyList<DefinitionEvent>> HistoryAsync(string definitionId, CancellationToken cancellationToken = default) =>
        store.HistoryAsync(definitionId, cancellationToken);

    /// <summary>Whether no other definition has this name in its latest version.</summary>
    public async Task<bool> IsNameUniqueAsync(string name, string? exceptDefinitionId, CancellationToken cancellationToken = default)
    {
        var query = new DefinitionQuery { Name = name, Versions = VersionOptions.Latest, Take = 2 };
        return (await store.ListAsync(query, cancellationToken)).Items
            .All(d => string.Equals(d.DefinitionId, exceptDefinitionId, StringComparison.Ordinal));
    }
}
