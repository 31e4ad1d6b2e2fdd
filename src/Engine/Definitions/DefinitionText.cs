using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions.Text;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>The text of a definition as people and other programs wrote it: edited without losing what was not edited.</summary>
public static class DefinitionText
{
    /// <summary>Elsa's schema of a definition file.</summary>
    public const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    /// <summary>
    /// The stored text with the edits of another one: every place where both say the same keeps its bytes, and so do members of
    /// the definition that editors do not know. Both were parsed before.
    /// </summary>
    public static string Patch(string stored, string edited) => DefinitionPatch.Apply(JsonTree.Parse(stored), JsonTree.Parse(edited));

    /// <summary>
    /// Whether both say the same definition. Order of members, spelling of numbers and strings, null or absent, and what the
    /// server fills in (ids and flags of the version, node ids, links) do not count.
    /// </summary>
    public static bool SaysTheSame(string a, string b) => DefinitionEquality.AreSame(JsonTree.Parse(a), JsonTree.Parse(b));

    /// <summary>The text as a file: schema, ids, number and flags are those of the stored version, all other bytes are as saved.</summary>
    public static string AsFile(DefinitionRecord version) => DefinitionPatch.SetFirst(JsonTree.Parse(version.Json),
    [
        ("$schema", Quoted(Schema)),
        ("id", Quoted(version.Id)),
        ("definitionId", Quoted(version.DefinitionId)),
        ("createdAt", Quoted(version.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture))),
        ("version", version.Version.ToString(CultureInfo.InvariantCulture)),
        ("isLatest", version.IsLatest ? "true" : "false"),
        ("isPublished", version.IsPublished ? "true" : "false"),
    ]);

    private static string Quoted(string text) => JsonValue.Create(text)!.ToJsonString(s_readable);

    private static readonly JsonSerializerOptions s_readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };
}
