using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.Engine.Activities.Scheduling;

/// <summary>The time a <see cref="StartAt"/> waits for.</summary>
public sealed record StartAtStimulus(DateTimeOffset ExecuteAt);

/// <summary>
/// Starts its workflow once at a time; a time that is past when the definition is published starts nothing. Inside a flow it
/// waits for the time, a past one not at all.
/// </summary>
[Activity("Elsa", "StartAt", Category = "Scheduling", Kind = ActivityKind.Trigger, DisplayName = "Start at",
    Description = "Trigger execution at a specific time in the future.")]
public sealed class StartAt : Activity
{
    [Input]
    public Input<DateTimeOffset> DateTime { get; set; } = new();

    protected internal override IReadOnlyList<TriggerPlan> DescribeTriggers(TriggerDescription description)
    {
        if (!DateTime.IsSet)
        {
            description.Error("dateTime", "The time at which the workflow starts is missing.");
            return [];
        }

        var time = description.Value(DateTime, "dateTime");
        return time > description.Now ? [new TriggerPlan { Stimulus = new StartAtStimulus(time), DueAt = time }] : [];
    }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var dueAt = await context.GetAsync(DateTime);
        if (dueAt <= context.UtcNow)
        {
            await context.CompleteAsync();
            return;
        }

        context.CreateBookmark(new BookmarkOptions { Stimulus = new StartAtStimulus(dueAt), IncludeActivityInstanceId = true, DueAt = dueAt });
    }
}
