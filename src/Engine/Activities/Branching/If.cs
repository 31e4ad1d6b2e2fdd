using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Branching;

/// <summary>Runs one of two embedded branches; an empty one completes at once.</summary>
[Activity("Elsa", "If", Category = "Branching", Description = "Evaluate a Boolean condition to determine which activity to execute next.")]
public sealed class If : Activity
{
    [Input(UIHint = "singleline")]
    public Input<bool> Condition { get; set; } = new(false);

    [Port]
    public Activity? Then { get; set; }

    [Port]
    public Activity? Else { get; set; }

    [Output(Data = OutputData.Open)]
    public Output<bool>? Result { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var condition = await context.GetAsync(Condition);
        context.Set(Result, condition);
        if ((condition ? Then : Else) is { } branch)
        {
            context.ScheduleActivity(branch, OnBranchCompleted);
        }
        else
        {
            await context.CompleteAsync();
        }
    }

    private ValueTask OnBranchCompleted(ActivityExecutionContext context, ChildCompletion child) => context.CompleteAsync();
}
