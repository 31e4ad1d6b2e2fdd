using System.Text.Json;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Composites;

/// <summary>
/// Finds the definitions that activities of unknown types stand for: by version id, else by definition id and version number, else the
/// published version of that definition, else the published definition that says it may be used as an activity and whose name makes the
/// type name.
/// </summary>
public sealed class ReferenceResolver(IDefinitionStore store, ActivityRegistry registry)
{
    /// <summary>More different definitions than this are not followed.</summary>
    public const int MaxDefinitions = 200;

    /// <param name="pins">Versions of floating references that an instance started with; null takes what is published now.</param>
    public async Task<ReferencedDefinitions> ResolveAsync(
        WorkflowDefinition definition, IReadOnlyDictionary<string, string>? pins, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ReferencedDefinition>(StringComparer.Ordinal);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<WorkflowDefinition>([definition]);
        while (open.TryDequeue(out var current))
        {
            foreach (var (activity, typeName) in Unknown(current.Root))
            {
                var reference = new ActivityReference(activity, typeName);
                if (found.ContainsKey(reference.Key) || missing.Contains(reference.Key) || found.Count >= MaxDefinitions)
                {
                    continue;
                }

                if (await FindAsync(reference, pins, cancellationToken) is { } referenced)
                {
                    found.Add(reference.Key, referenced);
                    open.Enqueue(referenced.Definition);
                }
                else
                {
                    missing.Add(reference.Key);
                }
            }
        }

        return found.Count + missing.Count == 0 ? ReferencedDefinitions.None : new ReferencedDefinitions(found, missing);
    }

    private async Task<ReferencedDefinition?> FindAsync(
        ActivityReference reference, IReadOnlyDictionary<string, string>? pins, CancellationToken cancellationToken)
    {
        if (reference.VersionId is { Length: > 0 } versionId
            && Read(await store.FindVersionAsync(versionId, cancellationToken), isFloating: false) is { } exact)
        {
            return exact;
        }

        if (pins is not null && pins.TryGetValue(reference.Key, out var pinned))
        {
            return pinned.Length == 0 ? null : Read(await store.FindVersionAsync(pinned, cancellationToken), isFloating: true);
        }

        if (reference.DefinitionId is { Length: > 0 } definitionId)
        {
            var shelf = await store.LoadAsync(definitionId, cancellationToken);
            var numbered = shelf.Versions.FirstOrDefault(v => v.Version == reference.Version && v.IsFrozen);
            if (numbered is not null && Read(await store.FindVersionAsync(numbered.Id, cancellationToken), isFloating: false) is { } version)
            {
                return version;
            }

            if (Read(await store.FindPublishedAsync(definitionId, cancellationToken), isFloating: true) is { } published)
            {
                return published;
            }
        }

        return await FindByNameAsync(reference.TypeName, cancellationToken);
    }

    private async Task<ReferencedDefinition?> FindByNameAsync(string typeName, CancellationToken cancellationToken)
    {
        if (typeName.Length == 0)
        {
            return null;
        }

        var query = new DefinitionQuery { Versions = VersionOptions.Published, IsUsableAsActivity = true, Take = 1000 };
        foreach (var candidate in (await store.ListAsync(query, cancellationToken)).Items)
        {
            if (candidate.Name is { } name && string.Equals(CompositeNames.TypeName(name), typeName, StringComparison.Ordinal))
            {
                return Read(await store.FindVersionAsync(candidate.Id, cancellationToken), isFloating: true);
            }
        }

        return null;
    }

    private static ReferencedDefinition? Read(DefinitionRecord? record, bool isFloating) => record is null
        ? null : new ReferencedDefinition(record.Id, record.DefinitionId, record.Version, WorkflowDefinition.Parse(record.Json), isFloating);

    /// <summary>Objects that look like activities and whose type no class claims; found without recursion, however deep.</summary>
    private IEnumerable<(JsonElement Activity, string TypeName)> Unknown(JsonElement root)
    {
        var open = new Stack<JsonElement>([root]);
        while (open.TryPop(out var json))
        {
            if (json.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in json.EnumerateArray())
                {
                    open.Push(item);
                }
            }
            else if (json.ValueKind == JsonValueKind.Object)
            {
                if (DefinitionJson.Text(json, "type") is { } typeName && DefinitionJson.Text(json, "id") is not null && registry.Find(typeName) is null)
                {
                    yield return (json, typeName);
                }

                foreach (var member in json.EnumerateObject())
                {
                    if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    {
                        open.Push(member.Value);
                    }
                }
            }
        }
    }
}
