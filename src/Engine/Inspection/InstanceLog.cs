using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Inspection;

/// <summary>
/// The journal of one instance, expanded. It never changes; later rows make a longer one, so it can be kept and lengthened by the rows that
/// came since.
/// </summary>
public sealed class InstanceLog
{
    private readonly Lazy<IReadOnlyList<ActivityExecution>> _runs;
    private readonly Lazy<ILookup<long, JournalValue>> _values;

    private InstanceLog(long lastSequence, IReadOnlyList<JournalEntry> entries, IReadOnlyList<JournalValue> values)
    {
        (LastSequence, Entries) = (lastSequence, entries);
        _runs = new(() => ActivityExecutions.Of(entries));
        _values = new(() => values.ToLookup(v => v.ContextId));
        AllValues = values;
    }

    public static InstanceLog Empty { get; } = new(0, [], []);

    /// <summary>Number of the last step in it.</summary>
    public long LastSequence { get; }

    /// <summary>All entries, oldest first. Their positions never change.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>Runs of activities in the order they started.</summary>
    public IReadOnlyList<ActivityExecution> Runs => _runs.Value;

    private IReadOnlyList<JournalValue> AllValues { get; }

    /// <summary>What a run was given or gave, of several values of one name the last.</summary>
    public Dictionary<string, System.Text.Json.JsonElement> ValuesOf(long contextId, JournalValueKind kind)
    {
        var result = new Dictionary<string, System.Text.Json.JsonElement>(StringComparer.Ordinal);
        foreach (var value in _values.Value[contextId].Where(v => v.Kind == kind))
        {
            result[value.Name] = value.Value;
        }

        return result;
    }

    /// <param name="rows">The rows that follow, in order.</param>
    public InstanceLog With(IReadOnlyList<JournalRecord> rows) => rows.Count == 0 ? this : new(
        rows[^1].Sequence, [.. Entries, .. JournalReader.Expand(rows)], [.. AllValues, .. rows.SelectMany(JournalReader.Values)]);
}
