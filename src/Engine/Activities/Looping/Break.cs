using DirectiveFlow.Engine.Activities.Composition;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Looping;

/// <summary>
/// Ends the innermost <see cref="While"/>, <see cref="For"/> or <see cref="ForEach"/> around it. What stands between is ended on
/// the way: a sequence starts nothing more, a flowchart is left at once. Outside of a loop it ends the sequences around it.
/// </summary>
[Activity("Elsa", "Break", Category = "Looping", IsTerminal = true, Description = "Break out of a loop.")]
public sealed class Break : Activity
{
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        for (var scope = context.Parent; scope is not null; scope = scope.Parent)
        {
            if (scope.Activity is Sequence or Loop)
            {
                scope.SetProperty(Loop.IsBreaking, true);
            }

            if (scope.Activity is Loop)
            {
                break;
            }
        }

        return context.CompleteAsync();
    }
}
