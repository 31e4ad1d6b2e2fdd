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

    /// <summary>Key of the activation slot this instance holds while it runs.</summary>
    [JsonPropertyName("sl")]
    public string? Slot { get; set; }

    /// <summary>Resumes that came while nobody could take them; delivered in order on release or retry.</summary>
    [JsonPropertyName("pk")]
    public List<ParkedResume>? Parked { get; set; }

    /// <summary>What was queued when a fault ended the run; a retry goes on with it.</summary>
    [JsonPropertyName("q")]
    public List<QueuedState>? Queue { get; set; }

    /// <summary>Versions of workflows used as activities that the definition leaves open, as they were at the start.</summary>
    [JsonPropertyName("pv")]
    public Dictionary<string, string>? Pins { get; set; }

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

    /// <summary>The code that failed, to be run again by a retry.</summary>
    [JsonPropertyName("fe")]
    public FailedEntry? Failed { get; set; }

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

    /// <summary>Dispatched children report here; they are cancelled with the wait.</summary>
    [JsonPropertyName("w")]
    public bool AwaitsChildren { get; set; }

    /// <summary>Stays after a resume.</summary>
    [JsonPropertyName("k")]
    public bool Keep { get; set; }

    [JsonPropertyName("d")]
    public DateTimeOffset? DueAt { get; set; }

    [JsonPropertyName("t")]
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A resume that waits for its instance to take it.</summary>
internal sealed class ParkedResume
{
    [JsonPropertyName("b")]
    public string BookmarkId { get; set; } = "";

    [JsonPropertyName("i")]
    public JsonElement? Input { get; set; }
}

/// <summary>A child that is scheduled and has not started, or a resume that has not run.</summary>
internal sealed class QueuedState
{
    [JsonPropertyName("a")]
    public string ActivityId { get; set; } = "";

    [JsonPropertyName("o")]
    public long? Owner { get; set; }

    [JsonPropertyName("cb")]
    public string? Callback { get; set; }

    [JsonPropertyName("v")]
    public Dictionary<string, JsonElement>? Variables { get; set; }

    [JsonPropertyName("r")]
    public long? Resumed { get; set; }

    [JsonPropertyName("rc")]
    public string? ResumeCallback { get; set; }

    [JsonPropertyName("ri")]
    public JsonElement? ResumeInput { get; set; }
}

/// <summary>Which code of an activity failed: its start, a resume, or its reaction to the end of a child.</summary>
internal sealed class FailedEntry
{
    /// <summary>Open incident of the failure; null while only retried by its policy.</summary>
    [JsonPropertyName("in")]
    public string? IncidentId { get; set; }

    /// <summary>Failures so far, counted for the retry policy.</summary>
    [JsonPropertyName("n")]
    public int Attempts { get; set; }

    [JsonPropertyName("r")]
    public bool IsResume { get; set; }

    [JsonPropertyName("cb")]
    public string? Callback { get; set; }

    [JsonPropertyName("i")]
    public JsonElement? Input { get; set; }

    /// <summary>Activity id and run of the child whose end was being handled.</summary>
    [JsonPropertyName("ca")]
    public string? ChildActivityId { get; set; }

    [JsonPropertyName("ci")]
    public long ChildId { get; set; }

    [JsonPropertyName("co")]
    public string[]? ChildOutcomes { get; set; }

    public static FailedEntry OfChild(string callback, Authoring.ChildCompletion completion) => new()
    {
        Callback = callback,
        ChildActivityId = completion.Child.Node.Id,
        ChildId = completion.Child.Id,
        ChildOutcomes = [.. completion.Outcomes],
    };
}

[JsonSerializable(typeof(InstanceState))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class StateJson : JsonSerializerContext;
