using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Looping;

/// <summary>Runs its body as long as the condition holds; it is asked before each round. Without a body it completes at once.</summary>
[Activity("Elsa", "While", Category = "Looping", Description = "Execute an activity while a given condition evaluates to true.")]
public sealed class While : Loop
{
    [Input(UIHint = "singleline", AutoEvaluate = false)]
    public Input<bool> Condition { get; set; } = new(false);

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context);

    private protected override async ValueTask NextAsync(ActivityExecutionContext context)
    {
        if (Body is not null && await context.GetAsync(Condition))
        {
            Round(context);
        }
        else
        {
            await context.CompleteAsync();
        }
    }
}
