using System.Text.Json;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Journal;

/// <summary>
/// Collects what one step did, in order, and encodes it as one compact row: an array of
/// <c>[kind, activity id, context id, detail...]</c>, and behind them the values that were kept, <c>[kind, activity id, context id, name, value]</c>.
/// </summary>
internal sealed class StepJournal
{
    /// <summary>Longer values are kept as their length only.</summary>
    private const int LongestValue = 16 * 1024;

    private readonly List<Entry> _entries = [];
    private Dictionary<(long ContextId, JournalValueKind Kind, string Name), (string ActivityId, JsonElement Value)>? _values;

    public int Count => _entries.Count;

    public void Add(JournalEvent kind, ActivityExecutionContext context, string? text = null, IReadOnlyList<string>? outcomes = null) =>
        _entries.Add(new Entry(kind, context.Node.Id, context.Id, null, null, text, outcomes));

    /// <param name="scheduledBy">The run whose end led to this one; null when its parent began with it.</param>
    public void AddStart(ActivityExecutionContext context, long? scheduledBy) =>
        _entries.Add(new Entry(JournalEvent.Started, context.Node.Id, context.Id, context.Parent?.Id, scheduledBy, null, null));

    /// <summary>Keeps an evaluated input or an output of an activity run; of several values of one name the last.</summary>
    public void AddValue(JournalValueKind kind, ActivityExecutionContext context, string name, JsonElement value) =>
        (_values ??= [])[(context.Id, kind, name)] = (context.Node.Id, value);

    public byte[] Encode()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(64 * (_entries.Count + 1));
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartArray();
            foreach (var entry in _entries)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(JournalCodes.Code(entry.Kind));
                writer.WriteStringValue(entry.ActivityId);
                writer.WriteNumberValue(entry.ContextId);
                Detail(writer, entry);
                writer.WriteEndArray();
            }

            WriteValues(writer);
            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteValues(Utf8JsonWriter writer)
    {
        foreach (var (key, (activityId, value)) in _values ?? [])
        {
            writer.WriteStartArray();
            writer.WriteStringValue(JournalCodes.Code(key.Kind));
            writer.WriteStringValue(activityId);
            writer.WriteNumberValue(key.ContextId);
            writer.WriteStringValue(key.Name);
            var text = value.ValueKind == JsonValueKind.Undefined ? "null" : value.GetRawText();
            if (text.Length <= LongestValue)
            {
                writer.WriteRawValue(text, skipInputValidation: true);
            }
            else
            {
                writer.WriteStartObject();
                writer.WriteNumber(JournalValue.OmittedLength, text.Length);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }

    private static void Detail(Utf8JsonWriter writer, Entry entry)
    {
        if (entry.StartedBy is { } parent)
        {
            writer.WriteNumberValue(parent);
        }

        if (entry.ScheduledBy is { } before)
        {
            writer.WriteNumberValue(before);
        }

        if (entry.Text is not null)
        {
            writer.WriteStringValue(entry.Text);
        }

        foreach (var outcome in entry.Outcomes ?? [])
        {
            writer.WriteStringValue(outcome);
        }
    }

    private readonly record struct Entry(
        JournalEvent Kind, string ActivityId, long ContextId, long? StartedBy, long? ScheduledBy, string? Text, IReadOnlyList<string>? Outcomes);
}
