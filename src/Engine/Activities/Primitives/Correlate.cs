using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>Sets the business key of the instance; bookmarks that exist already are found under the new key, too.</summary>
[Activity("Elsa", "Correlate", Category = "Primitives", Description = "Set the CorrelationId of the workflow to a given value.")]
public sealed class Correlate : CodeActivity
{
    [Input(Description = "An expression that evaluates to the value to store as the correlation id")]
    public Input<string?> CorrelationId { get; set; } = new(null);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CorrelationId = await context.GetAsync(CorrelationId);
}
