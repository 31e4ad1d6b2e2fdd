using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>What an <see cref="Event"/> waits for.</summary>
public sealed record EventStimulus(string EventName);

/// <summary>Waits until an event of this name is published to the instance or to all who wait for it; may start a workflow.</summary>
[Activity("Elsa", "Event", Category = "Primitives", Kind = ActivityKind.Trigger, Description = "Wait for an event to be published.")]
public sealed class Event : Activity
{
    /// <summary>Name under which events find who waits for them.</summary>
    public const string StimulusName = "Elsa.Event";

    [Input(Description = "The name of the event to listen for.")]
    public Input<string> EventName { get; set; } = new("");

    /// <summary>The payload of the event.</summary>
    [Output(Data = OutputData.Open)]
    public Output<JsonElement>? Result { get; set; }

    protected internal override IReadOnlyList<TriggerPlan> DescribeTriggers(TriggerDescription description) =>
        description.Value(EventName, "eventName") is { Length: > 0 } name
            ? [new TriggerPlan { Stimulus = new EventStimulus(name), StimulusName = StimulusName }] : [];

    protected override ValueTask OnTriggeredAsync(ActivityExecutionContext context) => OnPublished(context);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) => context.CreateBookmark(new BookmarkOptions
    {
        Stimulus = new EventStimulus(await context.GetAsync(EventName) ?? ""),
        StimulusName = StimulusName,
        Callback = OnPublished,
    });

    private ValueTask OnPublished(ActivityExecutionContext context)
    {
        context.Set(Result, context.ResumeInput);
        return context.CompleteAsync();
    }
}
