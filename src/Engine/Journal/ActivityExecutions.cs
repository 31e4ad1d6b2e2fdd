namespace DirectiveFlow.Engine.Journal;

/// <summary>Runs of activities, put together from the journal of one instance on reading; nothing of this is stored.</summary>
public static class ActivityExecutions
{
    /// <summary>All runs in the order they started.</summary>
    /// <param name="log">The whole log of one instance, oldest first.</param>
    public static IReadOnlyList<ActivityExecution> Of(IEnumerable<JournalEntry> log)
    {
        var order = new List<long>();
        var runs = new Dictionary<long, ActivityExecution>();
        foreach (var entry in log)
        {
            if (entry.Event == JournalEvent.Started)
            {
                var scheduler = entry.ScheduledByContextId ?? entry.ParentContextId;
                var depth = scheduler is { } by && runs.TryGetValue(by, out var before) ? before.CallStackDepth + 1 : 0;
                order.Add(entry.ContextId);
                runs[entry.ContextId] = new ActivityExecution(
                    entry.ContextId, entry.ActivityId, entry.ParentContextId, depth, entry.At, null, ActivityExecutionStatus.Running, [], 0, 0, null)
                {
                    ScheduledByContextId = scheduler,
                };
            }
            else if (runs.TryGetValue(entry.ContextId, out var run))
            {
                runs[entry.ContextId] = Continue(run, entry);
                if (entry.Event == JournalEvent.Faulted)
                {
                    Blame(runs, entry.ContextId);
                }
            }
        }

        return [.. order.Select(id => runs[id])];
    }

    /// <summary>Counts per activity, in the order of their first start.</summary>
    /// <param name="waiting">Activities that have a bookmark now.</param>
    public static IReadOnlyList<ActivityCounts> Count(IReadOnlyList<ActivityExecution> runs, IReadOnlySet<string> waiting) =>
    [
        .. runs.GroupBy(r => r.ActivityId, StringComparer.Ordinal).Select(g => new ActivityCounts(
            g.Key,
            g.Count(),
            g.Count(r => r.Status == ActivityExecutionStatus.Completed),
            g.Count(r => r.Status != ActivityExecutionStatus.Completed),
            waiting.Contains(g.Key) && g.Any(r => r.Status == ActivityExecutionStatus.Running),
            g.Any(r => r.Status == ActivityExecutionStatus.Faulted),
            g.Sum(r => r.AggregateFaultCount))),
    ];

    /// <summary>
    /// The run and those that led to it, the workflow itself first, as Elsa tells it: the run whose end scheduled it, the one that
    /// scheduled that one, and so on. Empty when there is no such run.
    /// </summary>
    public static IReadOnlyList<ActivityExecution> CallStack(IReadOnlyList<ActivityExecution> runs, long contextId)
    {
        var byId = runs.ToDictionary(r => r.ContextId);
        var stack = new List<ActivityExecution>();
        for (long? at = contextId; at is { } id && byId.TryGetValue(id, out var run); at = run.ScheduledByContextId)
        {
            stack.Add(run);
        }

        stack.Reverse();
        return stack;
    }

    private static ActivityExecution Continue(ActivityExecution run, JournalEntry entry) => entry.Event switch
    {
        JournalEvent.Completed => run with { Status = ActivityExecutionStatus.Completed, CompletedAt = entry.At, Outcomes = entry.Outcomes },
        JournalEvent.Cancelled => run with { Status = ActivityExecutionStatus.Canceled, CompletedAt = entry.At },
        JournalEvent.Faulted => run with
        {
            Status = ActivityExecutionStatus.Faulted, CompletedAt = entry.At, FaultCount = run.FaultCount + 1, Fault = entry.Text,
        },
        JournalEvent.Retried or JournalEvent.Resumed => run with { Status = ActivityExecutionStatus.Running, CompletedAt = null },
        _ => run,
    };

    private static void Blame(Dictionary<long, ActivityExecution> runs, long contextId)
    {
        for (long? at = contextId; at is { } id && runs.TryGetValue(id, out var run); at = run.ParentContextId)
        {
            runs[id] = run with { AggregateFaultCount = run.AggregateFaultCount + 1 };
        }
    }
}
