using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Workflows.Operations;

/// <summary>How many instances run on one version.</summary>
/// <param name="Version">Null when the version is not stored any more.</param>
public sealed record RunningOnVersion(string VersionId, int? Version, int Count);

/// <summary>A definition as operators list it.</summary>
/// <param name="Running">Newest version first; versions nothing runs on are absent.</param>
/// <param name="UsedBy">Other definitions whose latest or published version names this one.</param>
public sealed record DefinitionLine(DefinitionSummary Latest, DefinitionSummary? Published, IReadOnlyList<RunningOnVersion> Running, IReadOnlyList<string> UsedBy);

/// <summary>A page of definitions and the number of all that match.</summary>
public sealed record DefinitionLines(IReadOnlyList<DefinitionLine> Items, int Total);

/// <summary>What operators see of definitions: which version is in force, what runs on which, who uses it. Reads committed state.</summary>
public sealed class DefinitionBoard(IDefinitionStore definitions, IInstanceStore instances)
{
    private const int MostVersions = 5_000;

    /// <summary>By name. The search looks at names, descriptions and ids and ignores case and Vietnamese marks.</summary>
    public async Task<DefinitionLines> ListAsync(string? search, int skip, int take, CancellationToken cancellationToken)
    {
        var page = await definitions.ListAsync(
            new DefinitionQuery { Versions = VersionOptions.Latest, SearchTerm = search, Order = DefinitionOrder.Name, Skip = skip, Take = take }, cancellationToken);
        if (page.Items.Count == 0)
        {
            return new DefinitionLines([], page.TotalCount);
        }

        var ids = page.Items.Select(d => d.DefinitionId).ToList();
        var versions = await definitions.ListAsync(new DefinitionQuery { DefinitionIds = ids, Take = MostVersions }, cancellationToken);
        var running = await instances.RunningByVersionAsync(ids, cancellationToken);
        var users = (await definitions.ReferencesToAsync(ids, cancellationToken)).ToLookup(r => r.TargetDefinitionId, r => r.DefinitionId, StringComparer.Ordinal);
        var ofDefinition = versions.Items.ToLookup(v => v.DefinitionId, StringComparer.Ordinal);
        return new DefinitionLines(
            [.. page.Items.Select(d => new DefinitionLine(
                d, ofDefinition[d.DefinitionId].FirstOrDefault(v => v.IsPublished), Running(ofDefinition[d.DefinitionId], running),
                [.. users[d.DefinitionId].Where(u => !string.Equals(u, d.DefinitionId, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)]))],
            page.TotalCount);
    }

    /// <summary>What runs on the versions of one definition, deleted versions included.</summary>
    public async Task<IReadOnlyList<RunningOnVersion>> RunningAsync(string definitionId, CancellationToken cancellationToken) => Running(
        (await definitions.LoadAsync(definitionId, cancellationToken)).Versions, await instances.RunningByVersionAsync([definitionId], cancellationToken));

    private static List<RunningOnVersion> Running(IEnumerable<DefinitionSummary> versions, IReadOnlyDictionary<string, int> counts) =>
        [.. versions.Where(v => counts.ContainsKey(v.Id)).OrderByDescending(v => v.Version).Select(v => new RunningOnVersion(v.Id, v.Version, counts[v.Id]))];
}
