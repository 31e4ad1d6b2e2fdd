using System.Text.Json;
using DirectiveFlow.Engine.Inspection;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Tells runs of activities in Elsa's shape.</summary>
internal static class Executions
{
    public static ElsaExecutionSummary Summary(InstanceView view, ActivityExecution run, IReadOnlySet<string> waiting) => new(
        view.Instance.Id, LocalId(view, run.ActivityId), view.NodeIdOf(run.ActivityId), view.TypeOf(run.ActivityId),
        view.Graph.Find(run.ActivityId)?.Name, run.StartedAt, IsWaiting(run, waiting), run.Status.ToString(), run.AggregateFaultCount,
        EndOf(run), view.IdOf(run.ContextId));

    /// <param name="incidents">Of the instance; asked for only when the run failed.</param>
    public static ElsaExecution Full(InstanceView view, ActivityExecution run, IReadOnlySet<string> waiting, IReadOnlyList<IncidentRecord> incidents)
    {
        var s = Summary(view, run, waiting);
        var outputs = view.Log.ValuesOf(run.ContextId, JournalValueKind.Output);
        var scheduler = view.Log.Runs.FirstOrDefault(r => r.ContextId == run.ScheduledByContextId);
        var incident = run.Status == ActivityExecutionStatus.Faulted ? incidents.LastOrDefault(n => n.ContextId == run.ContextId) : null;
        return new ElsaExecution(
            s.WorkflowInstanceId, s.ActivityId, s.ActivityNodeId, s.ActivityType, s.ActivityName, s.StartedAt, s.HasBookmarks, s.Status,
            s.AggregateFaultCount, s.CompletedAt, s.Id)
        {
            ActivityState = InputsOf(view, run),
            Payload = run.Outcomes is [] or ["Done"] ? null
                : new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["Outcomes"] = JsonValues.From(run.Outcomes) },
            Outputs = outputs.Count == 0 ? null : outputs,
            Exception = incident is null ? null : WorkflowStates.Exception(incident),
            SchedulingActivityExecutionId = ActivityInstanceId.Of(view.Instance.Id, run.ScheduledByContextId),
            SchedulingActivityId = scheduler is null ? null : LocalId(view, scheduler.ActivityId),
            CallStackDepth = run.CallStackDepth,
        };
    }

    /// <summary>What the run was given, by Pascal-case name: constants of the definition and what the journal kept. Null when nothing.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? InputsOf(InstanceView view, ActivityExecution run)
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (run.Status != ActivityExecutionStatus.Faulted && view.Graph.Find(run.ActivityId) is { } node)
        {
            foreach (var (name, value) in ActivityConstants.Of(node))
            {
                result[name] = value;
            }
        }

        foreach (var (name, value) in view.Log.ValuesOf(run.ContextId, JournalValueKind.Input))
        {
            result[name] = value;
        }

        return result.Count == 0 ? null : result;
    }

    public static IEnumerable<ElsaActivityStats> Stats(InstanceView view, IReadOnlySet<string> waiting) =>
        ActivityExecutions.Count(view.Log.Runs, waiting).Select(c => new ElsaActivityStats(
            LocalId(view, c.ActivityId), view.NodeIdOf(c.ActivityId), c.StartedCount, c.CompletedCount, c.UncompletedCount, c.IsBlocked, c.IsFaulted,
            c.AggregateFaultCount));

    public static string LocalId(InstanceView view, string activityId) => view.Graph.Find(activityId)?.LocalId ?? activityId;

    /// <summary>What failed has not completed: it may be retried.</summary>
    public static DateTimeOffset? EndOf(ActivityExecution run) => run.Status == ActivityExecutionStatus.Faulted ? null : run.CompletedAt;

    private static bool IsWaiting(ActivityExecution run, IReadOnlySet<string> waiting) =>
        run.Status == ActivityExecutionStatus.Running && waiting.Contains(run.ActivityId);
}
