using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.Engine.Activities.Scheduling;

/// <summary>When a <see cref="Timer"/> elapses.</summary>
public sealed record TimerStimulus(DateTimeOffset ResumeAt);

/// <summary>
/// Starts its workflow at an interval, counted from each start; times missed while no host ran are made up by one start. Inside
/// a flow it waits for the interval once.
/// </summary>
[Activity("Elsa", "Timer", Category = "Scheduling", Kind = ActivityKind.Trigger, Description = "Trigger workflow execution at a specific interval.")]
public sealed class Timer : Activity
{
    /// <summary>Shorter intervals of a trigger count as this long.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    [Input(Description = "The interval at which the timer should execute.", DefaultValue = "00:01:00")]
    public Input<TimeSpan> Interval { get; set; } = new(TimeSpan.FromMinutes(1));

    protected internal override IReadOnlyList<TriggerPlan> DescribeTriggers(TriggerDescription description)
    {
        var interval = description.Value(Interval, "interval");
        var dueAt = description.Now + (interval < ShortestInterval ? ShortestInterval : interval);
        return [new TriggerPlan { Stimulus = new TimerTrigger(interval), DueAt = dueAt }];
    }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var dueAt = context.UtcNow + await context.GetAsync(Interval);
        context.CreateBookmark(new BookmarkOptions { Stimulus = new TimerStimulus(dueAt), IncludeActivityInstanceId = true, DueAt = dueAt });
    }

    private sealed record TimerTrigger(TimeSpan Interval);
}
