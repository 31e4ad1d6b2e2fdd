using System.Text.Json;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Engine.Tests.Conformance;

/// <summary>What a real Elsa 3.7 did with the files of its own tests; see REFERENCE.md beside them.</summary>
internal static class Observed
{
    public const string Folder = "elsa/workflows";

    /// <summary>All rows by their key <c>scene/file</c>; none when the folder is absent.</summary>
    public static IReadOnlyList<ObservedRow> Rows { get; } = Read();

    public static ObservedRow Row(string key) => Rows.Single(r => string.Equals(r.Key, key, StringComparison.Ordinal));

    /// <summary>The texts of a scene's files, which refer to each other.</summary>
    public static IEnumerable<string> Scene(string scene) =>
        Directory.EnumerateFiles(SharedFolder.Find($"{Folder}/{scene}")!, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    /// <summary>
    /// The one file that is refused here: a schedule nobody can read. Elsa's own test of it expects the refusal, too; the record was
    /// made on a way around that check.
    /// </summary>
    public static bool IsRefused(string text) => text.Contains("\"BadCronExpression\"", StringComparison.Ordinal);

    private static IReadOnlyList<ObservedRow> Read()
    {
        if (SharedFolder.Find(Folder + "/observed.json") is not { } file)
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.EnumerateArray().Select(r => new ObservedRow(r.Clone()))];
    }
}

/// <summary>One file and what became of it.</summary>
internal sealed class ObservedRow(JsonElement json)
{
    public string Key { get; } = $"{json.GetProperty("scene")}/{json.GetProperty("file")}";

    public string Scene { get; } = json.GetProperty("scene").GetString()!;

    public string DefinitionId { get; } = json.GetProperty("definitionId").GetString()!;

    /// <summary>The record itself says that its result means nothing: the file is only imported.</summary>
    public bool IsImportOnly { get; } = json.TryGetProperty("note", out _);

    /// <summary>One aspect as text, in the form <see cref="ObservedRun"/> gives it.</summary>
    public string Expected(string aspect, bool inTokenMode)
    {
        var source = inTokenMode && json.TryGetProperty("tokenMode", out var token) && token.TryGetProperty(aspect, out _) ? token : json;
        var value = source.GetProperty(aspect);
        return value.ValueKind switch
        {
            JsonValueKind.Array => ObservedRun.Join(aspect, value.EnumerateArray().Select(v => v.GetString()!)),
            JsonValueKind.Object => ObservedRun.Join(aspect, value.EnumerateObject().Select(p => $"{p.Name}={p.Value.GetRawText()}")),
            _ => value.GetString() ?? "",
        };
    }
}
