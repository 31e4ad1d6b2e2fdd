using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using DirectiveFlow.Directives.Reading.Intake;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// What the reader found in one text: proposals for a person to confirm, never decisions. The same text and context
/// date always give the same reading, byte for byte.
/// </summary>
public sealed record DirectiveReading
{
    /// <summary>The cleaned text (NFC) all evidence counts in; store this one, not the raw input.</summary>
    [JsonIgnore]
    public string Text { get; init; } = "";

    /// <summary>Day that stood for missing years, yyyy-MM-dd.</summary>
    public string? ContextDate { get; init; }

    /// <summary>The file the text came from; null for plain text.</summary>
    public IntakeOrigin? Intake { get; init; }

    /// <summary>Documents cited, in the order of their first citation.</summary>
    public required IReadOnlyList<ReadDocument> Documents { get; init; }

    /// <summary>The document the text itself is, if it has a head of page.</summary>
    public ReadDocument? SelfDocument { get; init; }

    /// <summary>Deadline phrases, each wording once.</summary>
    public required IReadOnlyList<ReadDeadline> Deadlines { get; init; }

    /// <summary>Planning horizons (đến năm 2030, tầm nhìn đến năm 2045): not deadlines.</summary>
    public required IReadOnlyList<string> Horizons { get; init; }

    public required IReadOnlyList<ReadTaskGroup> TaskGroups { get; init; }

    /// <summary>How many items the text announces, by set: compare with the groups found.</summary>
    public required IReadOnlyDictionary<string, string> AnnouncedCounts { get; init; }

    /// <summary>The announced counts against what was read.</summary>
    public IReadOnlyList<CountCheck> CountChecks { get; init; } = [];

    /// <summary>How the documents stand to each other.</summary>
    public IReadOnlyList<ReadRelation> Relations { get; init; } = [];

    /// <summary>Version of each dictionary the reading was made with.</summary>
    public IReadOnlyDictionary<string, string> RuleVersions { get; init; } = RuleData.Versions;

    public required IReadOnlyList<ReadAssignment> Assignments { get; init; }

    /// <summary>The reading as JSON: camelCase, nulls omitted, Vietnamese letters unescaped.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReadingJson.Written.DirectiveReading);
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(DirectiveReading))]
internal sealed partial class ReadingJson : JsonSerializerContext
{
    public static ReadingJson Written { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    });
}
