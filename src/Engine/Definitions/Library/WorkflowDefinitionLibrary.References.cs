using DirectiveFlow.Engine.Definitions.Compare;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Library;

/// <param name="Uses">Places in this definition and in those it uses, directly or not.</param>
/// <param name="UsedBy">Places that name this definition or one that uses it, directly or not.</param>
public sealed record DefinitionUse(IReadOnlyList<DefinitionReference> Uses, IReadOnlyList<DefinitionReference> UsedBy);

public sealed partial class WorkflowDefinitionLibrary
{
    /// <summary>More definitions than this are not followed.</summary>
    private const int Reach = 10_000;

    /// <summary>What a definition uses and what uses it, over any number of steps; nearer ones first. Latest and published versions count.</summary>
    public async Task<DefinitionUse> FindUseAsync(string definitionId, CancellationToken cancellationToken = default) => new(
        await FollowAsync(definitionId, store.ReferencesOfAsync, r => r.TargetDefinitionId, cancellationToken),
        await FollowAsync(definitionId, store.ReferencesToAsync, r => r.DefinitionId, cancellationToken));

    /// <summary>The differences between two versions of a definition; null when one of them is not there.</summary>
    public async Task<DefinitionDiff?> CompareAsync(string definitionId, int before, int after, CancellationToken cancellationToken = default) =>
        await FindAsync(definitionId, new VersionOptions(VersionSelection.Number, before), cancellationToken) is { } old
        && await FindAsync(definitionId, new VersionOptions(VersionSelection.Number, after), cancellationToken) is { } @new
            ? DefinitionDiff.Between(old.Json, @new.Json) : null;

    private static async Task<IReadOnlyList<DefinitionReference>> FollowAsync(
        string definitionId, Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlyList<DefinitionReference>>> step,
        Func<DefinitionReference, string> next, CancellationToken cancellationToken)
    {
        var found = new List<DefinitionReference>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string> open = [definitionId];
        while (open.Count > 0 && seen.Count < Reach)
        {
            seen.UnionWith(open);
            var references = await step(open, cancellationToken);
            found.AddRange(references);
            open = [.. references.Select(next).Where(id => !seen.Contains(id))];
        }

        return found;
    }
}
