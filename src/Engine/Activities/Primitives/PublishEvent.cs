using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>
/// Publishes an event to every <see cref="Event"/> that waits for it and to the definitions that it starts. It is written in the
/// step's commit and delivered after it, so what this step itself leaves waiting gets it, too.
/// </summary>
[Activity("Elsa", "PublishEvent", Category = "Primitives", Description = "Publishes an event.")]
public sealed class PublishEvent : CodeActivity
{
    /// <summary>An event that nobody waits for yet is kept this long for one who comes late.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    [Input(Description = "The name of the event to publish.")]
    public Input<string> EventName { get; set; } = new("");

    [Input(Description = "The correlation ID to scope the event to.")]
    public Input<string?> CorrelationId { get; set; } = new(null);

    [Input(DisplayName = "Local event",
        Description = "Whether the event is local to the workflow. When checked, the event will be delivered to this workflow instance only.")]
    public Input<bool> IsLocalEvent { get; set; } = new(false);

    [Input(Description = "The payload to send as the event body.")]
    public Input<System.Text.Json.JsonElement> Payload { get; set; } = new(JsonValues.Null);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var name = await context.GetAsync(EventName);
        if (string.IsNullOrEmpty(name))
        {
            throw new InvalidOperationException("The event to publish has no name.");
        }

        var correlationId = await context.GetAsync(CorrelationId);
        context.Broadcast(
            new Stimulus(Event.StimulusName, new EventStimulus(name)),
            new StimulusScope(
                await context.GetAsync(IsLocalEvent) ? context.WorkflowInstanceId : null,
                string.IsNullOrEmpty(correlationId) ? null : correlationId),
            await context.GetAsync(Payload),
            KeptFor);
    }
}
