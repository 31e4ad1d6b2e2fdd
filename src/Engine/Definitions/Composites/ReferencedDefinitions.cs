using System.Text.Json;

namespace DirectiveFlow.Engine.Definitions.Composites;

/// <summary>A definition that is used as an activity, as resolved for one compilation.</summary>
/// <param name="IsFloating">True when the user names no version, so the published one of now was taken.</param>
public sealed record ReferencedDefinition(string VersionId, string DefinitionId, int Version, WorkflowDefinition Definition, bool IsFloating);

/// <summary>
/// The definitions that a definition and those it uses refer to. A compilation with the same set gives the same graph, so an instance
/// keeps the versions it started with in <see cref="Pins"/>.
/// </summary>
public sealed class ReferencedDefinitions
{
    private readonly Dictionary<string, ReferencedDefinition> _found;

    internal ReferencedDefinitions(Dictionary<string, ReferencedDefinition> found, IEnumerable<string> missing)
    {
        _found = found;
        Pins = found.Where(f => f.Value.IsFloating).Select(f => (f.Key, f.Value.VersionId)).Concat(missing.Select(m => (m, "")))
            .ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);
    }

    public static ReferencedDefinitions None { get; } = new(new(StringComparer.Ordinal), []);

    /// <summary>Version ids of the references that name no version themselves, by reference; empty text for what was not found.</summary>
    public IReadOnlyDictionary<string, string> Pins { get; }

    /// <summary>True when resolving again always gives the same.</summary>
    public bool IsSettled => Pins.Count == 0;

    /// <summary>The same for the same set of pins.</summary>
    internal string Fingerprint => string.Join('\n', Pins.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));

    /// <summary>What an activity of an unknown type refers to; null when it refers to nothing that is stored here.</summary>
    public ReferencedDefinition? Find(JsonElement activity, string typeName) => _found.GetValueOrDefault(new ActivityReference(activity, typeName).Key);
}

/// <summary>How an activity names the definition it stands for. Elsa writes all of it; older files are short of some.</summary>
internal readonly struct ActivityReference(JsonElement activity, string typeName)
{
    public string TypeName { get; } = typeName;

    public string? VersionId { get; } = DefinitionJson.Text(activity, "workflowDefinitionVersionId");

    public string? DefinitionId { get; } = DefinitionJson.Text(activity, "workflowDefinitionId");

    public int Version { get; } = activity.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number
        && version.TryGetInt32(out var number) ? number : 0;

    public string Key => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{VersionId}|{DefinitionId}|{TypeName}|{Version}");
}
