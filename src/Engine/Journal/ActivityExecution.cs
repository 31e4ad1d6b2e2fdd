namespace DirectiveFlow.Engine.Journal;

/// <summary>How a run of an activity stands, in Elsa's words.</summary>
public enum ActivityExecutionStatus
{
    Running,
    Completed,
    Canceled,
    Faulted,
}

/// <summary>One run of one activity as the journal tells it.</summary>
/// <param name="ContextId">Number of the run within its instance.</param>
/// <param name="ParentContextId">The run that started it; null for the workflow itself.</param>
/// <param name="CallStackDepth">How many runs led to it, one after another; 0 for the workflow itself.</param>
/// <param name="CompletedAt">When it ended, however.</param>
/// <param name="Outcomes">Empty unless it completed.</param>
/// <param name="FaultCount">How often it failed; a retry does not take that back.</param>
/// <param name="AggregateFaultCount">With everything that ran below it.</param>
/// <param name="Fault">Message of its last failure.</param>
public sealed record ActivityExecution(
    long ContextId, string ActivityId, long? ParentContextId, int CallStackDepth, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt,
    ActivityExecutionStatus Status, IReadOnlyList<string> Outcomes, int FaultCount, int AggregateFaultCount, string? Fault)
{
    /// <summary>The run that led to it: the one beside it whose end did, else its parent; null for the workflow itself.</summary>
    public long? ScheduledByContextId { get; init; }
}

/// <summary>What the designer shows on an activity; an activity that never started has none.</summary>
/// <param name="IsBlocked">A run of it waits for something.</param>
/// <param name="IsFaulted">A run of it has failed and was not retried since.</param>
public sealed record ActivityCounts(
    string ActivityId, int StartedCount, int CompletedCount, int UncompletedCount, bool IsBlocked, bool IsFaulted, int AggregateFaultCount);
