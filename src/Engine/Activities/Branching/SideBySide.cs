using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Branching;

/// <summary>An activity that runs several others side by side. One that faulted and was passed over does not hold it up.</summary>
public abstract class SideBySide : Activity
{
    /// <summary>True: the first branch that completes ends it, and the others are cancelled.</summary>
    private protected virtual bool EndsWithFirst => false;

    /// <summary>Starts all of them; without any it completes at once.</summary>
    private protected ValueTask StartAsync(ActivityExecutionContext context, IEnumerable<Activity> branches)
    {
        foreach (var branch in branches)
        {
            context.ScheduleActivity(branch, OnBranchCompleted);
        }

        return context.HasScheduledChildren ? ValueTask.CompletedTask : context.CompleteAsync();
    }

    private ValueTask OnBranchCompleted(ActivityExecutionContext context, ChildCompletion child) =>
        !EndsWithFirst && context.HasPendingChildren ? ValueTask.CompletedTask : context.CompleteAsync();
}
