using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>Names the instance; the name takes effect with the step.</summary>
[Activity("Elsa", "SetName", Category = "Primitives", Description = "Set the name of the workflow instance to a specified value.")]
public sealed class SetName : CodeActivity
{
    [Input]
    public Input<string?> Value { get; set; } = new(null);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.WorkflowName = await context.GetAsync(Value);
}
