using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>What an <see cref="Event"/> waits for.</summary>
public sealed record EventStimulus(string EventName);

/// <summary>Waits until an event of this name is published to the instance or to all who wait for it.</summary>
[Activity("Elsa", "Event", Category = "Primitives", Kind = ActivityKind.Trigger, Description = "Wait for an event to be published.")]
public sealed class Event : Activity
{
    [Input]
    public Input<string> EventName { get; set; } = new("");

    /// <summary>The payload of the event.</summary>
    [Output]
    public Output<JsonElement>? Result { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) => context.CreateBookmark(new BookmarkOptions
    {
        Stimulus = new EventStimulus(await context.GetAsync(EventName) ?? ""),
        Callback = OnPublished,
    });

    private ValueTask OnPublished(ActivityExecutionContext context)
    {
        context.Set(Result, context.ResumeInput);
        return context.CompleteAsync();
    }
}
