using System.Text.Json;
using System.Text.Json.Serialization;

namespace DirectiveFlow.Engine.Execution;

/// <summary>
/// What an instance's state row holds: open work only. Names are short because the row is rewritten by every step.
/// </summary>
internal sealed class InstanceState
{
    [JsonPropertyName("n")]
    public long NextContextId { get; set; }

    [JsonPropertyName("in")]
    public Dictionary<string, JsonElement>? Input { get; set; }

    [JsonPropertyName("out")]
    public Dictionary<string, JsonElement>? Output { get; set; }

    /// <summary>Bookmark of the parent instance that waits for this one.</summary>
    [JsonPropertyName("pb")]
    public string? ParentBookmarkId { get; set; }

    [JsonPropertyName("c")]
    public List<ContextState> Contexts { get; set; } = [];

    [JsonPropertyName("b")]
    public List<BookmarkState> Bookmarks { get; set; } = [];

    public byte[] Encode() => CompactJson.Pack(JsonSerializer.SerializeToUtf8Bytes(this, StateJson.Default.InstanceState));

    /// <exception cref="JsonException">Not a state that <see cref="Encode"/> made.</exception>
    public static InstanceState Decode(byte[] bytes) =>
        JsonSerializer.Deserialize(CompactJson.Unpack(bytes), StateJson.Default.InstanceState)
        ?? throw new JsonException("The state of the instance is empty.");
}

/// <summary>An open activity run.</summary>
internal sealed class ContextState
{
    [JsonPropertyName("i")]
    public long Id { get; set; }

    /// <summary>Activity id.</summary>
    [JsonPropertyName("a")]
    public string ActivityId { get; set; } = "";

    [JsonPropertyName("p")]
    public long? Parent { get; set; }

    [JsonPropertyName("cb")]
    public string? Callback { get; set; }

    [JsonPropertyName("f")]
    public bool Faulted { get; set; }

    [JsonPropertyName("fc")]
    public int FaultCount { get; set; }

    [JsonPropertyName("pr")]
    public Dictionary<string, JsonElement>? Properties { get; set; }

    [JsonPropertyName("v")]
    public Dictionary<string, JsonElement>? Variables { get; set; }

    [JsonPropertyName("s")]
    public JsonElement? Local { get; set; }
}

/// <summary>A wait of an open activity run.</summary>
internal sealed class BookmarkState
{
    [JsonPropertyName("i")]
    public string Id { get; set; } = "";

    [JsonPropertyName("c")]
    public long Context { get; set; }

    [JsonPropertyName("n")]
    public string Name { get; set; } = "";

    [JsonPropertyName("h")]
    public string Hash { get; set; } = "";

    [JsonPropertyName("p")]
    public JsonElement? Payload { get; set; }

    [JsonPropertyName("cb")]
    public string? Callback { get; set; }

    /// <summary>Stays after a resume.</summary>
    [JsonPropertyName("k")]
    public bool Keep { get; set; }

    [JsonPropertyName("d")]
    public DateTimeOffset? DueAt { get; set; }

    [JsonPropertyName("t")]
    public DateTimeOffset CreatedAt { get; set; }
}

[JsonSerializable(typeof(InstanceState))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class StateJson : JsonSerializerContext;
