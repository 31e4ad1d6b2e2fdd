using System.Text.Json;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Journal;

/// <summary>Events of the execution log, named as Elsa names them; <see cref="Line"/> is a written line of text.</summary>
public enum JournalEvent
{
    Started,
    Completed,
    Suspended,
    Resumed,
    Faulted,
    Cancelled,
    Line,

    /// <summary>An operator holds the instance; the text is who and why.</summary>
    Held,

    /// <summary>An operator released it.</summary>
    Released,

    /// <summary>A failed activity is run again; the text is who or which attempt.</summary>
    Retried,

    /// <summary>An alteration changed the instance; the text says what.</summary>
    Altered,

    /// <summary>A resume came while the instance could not take it; it is kept.</summary>
    Parked,

    /// <summary>An operator deleted the instance.</summary>
    Deleted,

    /// <summary>An operator closed an incident without a retry; the text is who and in which words.</summary>
    Resolved,
}

/// <summary>One entry of the execution log.</summary>
/// <param name="Sequence">Step number in the instance.</param>
/// <param name="ContextId">Tells runs of the same activity apart.</param>
/// <param name="Outcomes">Of <see cref="JournalEvent.Completed"/>; <c>Done</c> is not stored and reads as <c>Done</c>.</param>
/// <param name="Text">The line, or the message of a fault.</param>
public sealed record JournalEntry(
    long Sequence, DateTimeOffset At, JournalEvent Event, string ActivityId, long ContextId, IReadOnlyList<string> Outcomes, string? Text)
{
    /// <summary>Of <see cref="JournalEvent.Started"/>: the run that started it; null for the workflow itself.</summary>
    public long? ParentContextId { get; init; }

    /// <summary>Of <see cref="JournalEvent.Started"/>: the run beside it whose end led to it; null when the parent began with it.</summary>
    public long? ScheduledByContextId { get; init; }
}

/// <summary>Expands the compact journal rows of steps to Elsa's execution log.</summary>
public static class JournalReader
{
    private static readonly string[] s_done = ["Done"];

    public static IReadOnlyList<JournalEntry> Expand(JournalRecord record)
    {
        using var document = JsonDocument.Parse(record.Payload);
        var entries = new List<JournalEntry>(document.RootElement.GetArrayLength());
        foreach (var item in document.RootElement.EnumerateArray())
        {
            if (JournalCodes.ValueKind(item[0].GetString()!) is not null)
            {
                continue;
            }

            var kind = JournalCodes.Event(item[0].GetString()!);
            if (kind == JournalEvent.Started)
            {
                entries.Add(new JournalEntry(record.Sequence, record.At, kind, item[1].GetString()!, item[2].GetInt64(), [], null)
                {
                    ParentContextId = item.GetArrayLength() > 3 ? item[3].GetInt64() : null,
                    ScheduledByContextId = item.GetArrayLength() > 4 ? item[4].GetInt64() : null,
                });
                continue;
            }

            var details = item.EnumerateArray().Skip(3).Select(d => d.GetString()!).ToArray();
            var isCompleted = kind == JournalEvent.Completed;
            entries.Add(new JournalEntry(
                record.Sequence, record.At, kind, item[1].GetString()!, item[2].GetInt64(),
                !isCompleted ? [] : details.Length == 0 ? s_done : details,
                isCompleted || details.Length == 0 ? null : details[0]));
        }

        return entries;
    }

    /// <summary>Values that activity runs were given or gave in this step, as far as the definition lets the journal keep them; constants are in the definition.</summary>
    public static IReadOnlyList<JournalValue> Values(JournalRecord record)
    {
        using var document = JsonDocument.Parse(record.Payload);
        return [.. document.RootElement.EnumerateArray()
            .Select(item => (Item: item, Kind: JournalCodes.ValueKind(item[0].GetString()!)))
            .Where(i => i.Kind is not null)
            .Select(i => new JournalValue(
                record.Sequence, i.Item[1].GetString()!, i.Item[2].GetInt64(), i.Kind!.Value, i.Item[3].GetString()!, i.Item[4].Clone()))];
    }

    /// <summary>The whole log of an instance from its rows in order.</summary>
    public static IEnumerable<JournalEntry> Expand(IEnumerable<JournalRecord> records) => records.SelectMany(Expand);
}

/// <summary>What a kept value was for its activity.</summary>
public enum JournalValueKind
{
    Input,
    Output,
}

/// <summary>A value of an activity run.</summary>
/// <param name="Name">Of the input or output, in Pascal case.</param>
/// <param name="Value">A value that was too long to keep is an object with the member <see cref="OmittedLength"/>.</param>
public sealed record JournalValue(long Sequence, string ActivityId, long ContextId, JournalValueKind Kind, string Name, JsonElement Value)
{
    /// <summary>Length in characters of a value that was left out.</summary>
    public const string OmittedLength = "$omitted";
}

internal static class JournalCodes
{
    private const string Input = "vi";
    private const string Output = "vo";

    public static string Code(JournalValueKind kind) => kind == JournalValueKind.Input ? Input : Output;

    /// <summary>Null for the code of an event.</summary>
    public static JournalValueKind? ValueKind(string code) => code switch
    {
        Input => JournalValueKind.Input,
        Output => JournalValueKind.Output,
        _ => null,
    };

    public static string Code(JournalEvent kind) => kind switch
    {
        JournalEvent.Started => "s",
        JournalEvent.Completed => "c",
        JournalEvent.Suspended => "w",
        JournalEvent.Resumed => "r",
        JournalEvent.Faulted => "f",
        JournalEvent.Cancelled => "x",
        JournalEvent.Held => "h",
        JournalEvent.Released => "u",
        JournalEvent.Retried => "t",
        JournalEvent.Altered => "a",
        JournalEvent.Parked => "p",
        JournalEvent.Deleted => "d",
        JournalEvent.Resolved => "i",
        _ => "l",
    };

    public static JournalEvent Event(string code) => code switch
    {
        "s" => JournalEvent.Started,
        "c" => JournalEvent.Completed,
        "w" => JournalEvent.Suspended,
        "r" => JournalEvent.Resumed,
        "f" => JournalEvent.Faulted,
        "x" => JournalEvent.Cancelled,
        "l" => JournalEvent.Line,
        "h" => JournalEvent.Held,
        "u" => JournalEvent.Released,
        "t" => JournalEvent.Retried,
        "a" => JournalEvent.Altered,
        "p" => JournalEvent.Parked,
        "d" => JournalEvent.Deleted,
        "i" => JournalEvent.Resolved,
        _ => throw new JsonException($"'{code}' is not a journal event."),
    };
}
