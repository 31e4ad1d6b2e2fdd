using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Checks;

/// <summary>Whether the definitions that a text names exist, and whether they lead back to it.</summary>
internal sealed class ReferenceChecks(IDefinitionStore store, ReferencedDefinitions resolved)
{
    /// <summary>More definitions than this are not followed.</summary>
    private const int Reach = 1_000;

    public async Task<IReadOnlyList<DefinitionProblem>> FindAsync(IReadOnlyList<WrittenActivity> activities, string definitionId, CancellationToken cancellationToken)
    {
        var references = DefinitionReferences.Of(activities, "", definitionId);
        if (references.Count == 0)
        {
            return [];
        }

        var problems = new List<DefinitionProblem>();
        var shelves = new Dictionary<string, DefinitionShelf>(StringComparer.Ordinal);
        foreach (var target in references.Select(r => r.TargetDefinitionId).Distinct(StringComparer.Ordinal))
        {
            shelves[target] = await store.LoadAsync(target, cancellationToken);
        }

        var found = activities.Where(a => resolved.Find(a.Json, a.Type) is not null).Select(a => a.Path).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(references.Select(r => Missing(r, definitionId, shelves[r.TargetDefinitionId], found.Contains(r.Path))).OfType<DefinitionProblem>());
        foreach (var kind in (DefinitionReferenceKind[])[DefinitionReferenceKind.Activity, DefinitionReferenceKind.Start])
        {
            problems.AddRange(await CyclesAsync(references, kind, definitionId, cancellationToken));
        }

        return problems;
    }

    private static DefinitionProblem? Missing(DefinitionReference reference, string definitionId, DefinitionShelf shelf, bool isFound)
    {
        var isItself = string.Equals(reference.TargetDefinitionId, definitionId, StringComparison.Ordinal);
        if (reference.Kind == DefinitionReferenceKind.Start)
        {
            return shelf.Published is not null || isItself ? null : Problem(
                reference, DefinitionCodes.MissingReference, isError: false,
                $"It starts the definition '{reference.TargetDefinitionId}', of which no version is published; it fails until there is one.");
        }

        var pinned = shelf.Versions.FirstOrDefault(v => string.Equals(v.Id, reference.TargetVersionId, StringComparison.Ordinal));
        if (!isFound && !isItself)
        {
            return Problem(
                reference, DefinitionCodes.MissingReference, isError: true,
                $"It is the definition '{reference.TargetDefinitionId}', of which no version is published.");
        }

        return reference.TargetVersionId is null || pinned is not null || isItself ? null : Problem(
            reference, DefinitionCodes.MissingReference, isError: false,
            $"It is pinned to the version '{reference.TargetVersionId}' of '{reference.TargetDefinitionId}', which is not here; the published one is used.");
    }

    /// <summary>References that lead back. Used as activities definitions would contain each other without end; started ones may be meant.</summary>
    private async Task<IReadOnlyList<DefinitionProblem>> CyclesAsync(
        IReadOnlyList<DefinitionReference> references, DefinitionReferenceKind kind, string definitionId, CancellationToken cancellationToken)
    {
        var problems = new List<DefinitionProblem>();
        var edges = await EdgesAsync([.. references.Where(r => Counts(r, kind)).Select(r => r.TargetDefinitionId)], kind, definitionId, cancellationToken);
        foreach (var reference in references.Where(r => r.Kind == kind))
        {
            if (WayBack(reference.TargetDefinitionId, definitionId, edges) is { } way)
            {
                problems.Add(Problem(
                    reference, DefinitionCodes.ReferenceCycle, isError: kind == DefinitionReferenceKind.Activity,
                    $"The definitions lead back to this one: {string.Join(" → ", [definitionId, .. way])}."));
            }
        }

        return problems;
    }

    /// <summary>A cycle of activities has activities only; a cycle that starts something somewhere may have both.</summary>
    private static bool Counts(DefinitionReference reference, DefinitionReferenceKind kind) =>
        kind == DefinitionReferenceKind.Start || reference.Kind == DefinitionReferenceKind.Activity;

    private async Task<ILookup<string, string>> EdgesAsync(
        HashSet<string> open, DefinitionReferenceKind kind, string definitionId, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { definitionId };
        var edges = new List<DefinitionReference>();
        open.Remove(definitionId);
        while (open.Count > 0 && seen.Count < Reach)
        {
            seen.UnionWith(open);
            var found = (await store.ReferencesOfAsync(open, cancellationToken)).Where(r => Counts(r, kind)).ToArray();
            edges.AddRange(found);
            open = [.. found.Select(r => r.TargetDefinitionId).Where(t => !seen.Contains(t))];
        }

        return edges.ToLookup(r => r.DefinitionId, r => r.TargetDefinitionId, StringComparer.Ordinal);
    }

    private static List<string>? WayBack(string from, string to, ILookup<string, string> edges)
    {
        var before = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var at))
        {
            if (string.Equals(at, to, StringComparison.Ordinal))
            {
                var way = new List<string>();
                for (var step = at; step is not null; step = before[step])
                {
                    way.Insert(0, step);
                }

                return way;
            }

            foreach (var next in edges[at])
            {
                if (before.TryAdd(next, at))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }

    private static DefinitionProblem Problem(DefinitionReference reference, string code, bool isError, string message) =>
        new(reference.Path, message, isError) { Code = code, ActivityId = reference.ActivityId };
}
