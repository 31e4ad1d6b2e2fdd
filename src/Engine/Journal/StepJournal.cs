using System.Text.Json;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Journal;

/// <summary>
/// Collects what one step did, in order, and encodes it as one compact row: an array of
/// <c>[kind, activity id, context id, detail...]</c>.
/// </summary>
internal sealed class StepJournal
{
    private readonly List<Entry> _entries = [];

    public int Count => _entries.Count;

    public void Add(JournalEvent kind, ActivityExecutionContext context, string? text = null, IReadOnlyList<string>? outcomes = null) =>
        _entries.Add(new Entry(kind, context.Node.Id, context.Id, text, outcomes));

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

            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Detail(Utf8JsonWriter writer, Entry entry)
    {
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
        JournalEvent Kind, string ActivityId, long ContextId, string? Text, IReadOnlyList<string>? Outcomes);
}
