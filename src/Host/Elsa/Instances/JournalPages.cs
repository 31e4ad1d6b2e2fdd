using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Inspection;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Which entries of a journal are asked for. Absent and empty members do not narrow.</summary>
internal sealed record JournalFilter(
    IReadOnlyList<string>? ActivityIds = null, IReadOnlyList<string>? ActivityNodeIds = null, IReadOnlyList<string>? ExcludedActivityTypes = null,
    IReadOnlyList<string>? EventNames = null);

/// <summary>The journal in Elsa's shape. Lines that an activity wrote are no events there; they are left out.</summary>
internal static class JournalPages
{
    /// <summary>An entry and its number in the life of the instance, which never changes.</summary>
    internal readonly record struct Numbered(long Number, JournalEntry Entry);

    public static IReadOnlyList<Numbered> Shown(InstanceLog log)
    {
        var result = new List<Numbered>(log.Entries.Count);
        foreach (var entry in log.Entries)
        {
            if (entry.Event != JournalEvent.Line)
            {
                result.Add(new Numbered(result.Count, entry));
            }
        }

        return result;
    }

    /// <returns>The page, and how many entries match in all.</returns>
    public static (IReadOnlyList<ElsaJournalRecord> Items, int TotalCount) Page(
        InstanceView view, JournalFilter filter, int skip, int take, IReadOnlyList<IncidentRecord> incidents)
    {
        var matches = Shown(view.Log).Where(n => Matches(view, filter, n.Entry)).ToList();
        var parents = view.Log.Runs.ToDictionary(r => r.ContextId, r => r.ParentContextId);
        return ([.. matches.Skip(skip).Take(take).Select(n => Record(view, n, parents, incidents))], matches.Count);
    }

    /// <summary>The last entry of an activity; null when it has none.</summary>
    public static ElsaLastEntry? Last(InstanceView view, string activityId, IReadOnlyList<IncidentRecord> incidents)
    {
        var last = Shown(view.Log).LastOrDefault(n => string.Equals(Executions.LocalId(view, n.Entry.ActivityId), activityId, StringComparison.Ordinal));
        if (last.Entry is null)
        {
            return null;
        }

        var (r, i) = (Record(view, last, view.Log.Runs.ToDictionary(run => run.ContextId, run => run.ParentContextId), incidents), view.Instance);
        return new ElsaLastEntry(
            i.DefinitionId, i.DefinitionVersionId, i.Id, i.DefinitionVersion, r.ActivityInstanceId, r.ParentActivityInstanceId, r.ActivityId, r.ActivityType,
            r.ActivityName, r.NodeId, r.Timestamp, r.Sequence, r.EventName, r.Message, r.Payload, r.Id);
    }

    /// <summary>Elsa's spelling.</summary>
    private static string NameOf(JournalEvent kind) => kind == JournalEvent.Cancelled ? "Canceled" : kind.ToString();

    private static bool Matches(InstanceView view, JournalFilter filter, JournalEntry entry) =>
        Among(filter.ActivityIds, () => Executions.LocalId(view, entry.ActivityId))
        && Among(filter.ActivityNodeIds, () => view.NodeIdOf(entry.ActivityId))
        && Among(filter.EventNames, () => NameOf(entry.Event))
        && (filter.ExcludedActivityTypes is null || !filter.ExcludedActivityTypes.Contains(view.TypeOf(entry.ActivityId), StringComparer.Ordinal));

    private static bool Among(IReadOnlyList<string>? some, Func<string> one) => some is null or [] || some.Contains(one(), StringComparer.Ordinal);

    private static ElsaJournalRecord Record(
        InstanceView view, Numbered numbered, Dictionary<long, long?> parents, IReadOnlyList<IncidentRecord> incidents)
    {
        var (number, e) = numbered;
        var incident = e.Event == JournalEvent.Faulted ? incidents.FirstOrDefault(n => n.ContextId == e.ContextId && n.At == e.At) : null;
        return new ElsaJournalRecord(
            string.Create(CultureInfo.InvariantCulture, $"{view.Instance.Id}.{number}"), view.IdOf(e.ContextId),
            ActivityInstanceId.Of(view.Instance.Id, parents.GetValueOrDefault(e.ContextId)), Executions.LocalId(view, e.ActivityId), view.TypeOf(e.ActivityId),
            view.Graph.Find(e.ActivityId)?.Name, view.NodeIdOf(e.ActivityId), e.At, number, NameOf(e.Event), e.Text,
            incident is null ? null : Fault(incident));
    }

    private static JsonElement Fault(IncidentRecord incident)
    {
        var exception = WorkflowStates.Exception(incident);
        return JsonValues.From(new { Exception = exception.Type, exception.Message, exception.StackTrace });
    }
}
