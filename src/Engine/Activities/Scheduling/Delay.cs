using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Scheduling;

/// <summary>Waits for a span of time. The wait is a due-work row of the step's commit: no process is needed meanwhile.</summary>
[Activity("Elsa", "Delay", Category = "Scheduling", Description = "Delay execution for the specified amount of time.")]
public sealed class Delay : Activity
{
    [Input(Description = "The timespan to delay workflow execution.", DefaultValue = "00:01:00")]
    public Input<TimeSpan> TimeSpan { get; set; } = new(System.TimeSpan.FromMinutes(1));

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var dueAt = context.UtcNow + await context.GetAsync(TimeSpan);
        context.CreateBookmark(new BookmarkOptions
        {
            Stimulus = new DelayStimulus(dueAt),
            IncludeActivityInstanceId = true,
            DueAt = dueAt,
        });
    }
}

/// <summary>When a <see cref="Delay"/> ends.</summary>
public sealed record DelayStimulus(DateTimeOffset ResumeAt);
