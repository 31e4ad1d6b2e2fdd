using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Activities.Assignments;

/// <summary>
/// Waits for an act on one assignment and takes it through the domain's transition table. The wait ends when the act moves
/// the assignment to a state that this activity has an outcome for; other allowed acts (a progress update) are done and the
/// wait goes on. A refused act throws, so nothing of the step is committed and the wait is untouched.
/// </summary>
public abstract class AssignmentWait : Activity
{
    [Input(Description = "Nhiệm vụ được giao.")]
    public Input<Guid> AssignmentId { get; set; } = new();

    /// <summary>The flow outcome for the state the act led to; null: keep waiting.</summary>
    protected abstract string? OutcomeOf(AssignmentState state);

    /// <summary>When silence is an act as well; null: the wait is unlimited.</summary>
    protected virtual DateTimeOffset? SilentUntil(Assignment assignment, Act act) => null;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var assignment = await LoadAsync(context);
        context.CreateBookmark(new BookmarkOptions
        {
            Stimulus = new AssignmentStimulus(assignment.Id),
            StimulusName = AssignmentStimulus.Name,
            Callback = OnActed,
            AutoBurn = false,
            DueAt = SilentUntil(assignment, await context.ActAsync(Actor.System)),
        });
    }

    /// <summary>Continues after a person's act, or after silence when the due time passed without one.</summary>
    protected async ValueTask OnActed(ActivityExecutionContext context)
    {
        var assignment = await LoadAsync(context);
        if (context.GetResumeInput<AssignmentCommand>() is { } command)
        {
            await AssignmentActs.PerformAsync(context, assignment, command);
        }
        else
        {
            var act = await context.ActAsync(Actor.System);
            assignment.DeemAccepted(act);
            await AssignmentEffects.FollowAsync(context, assignment, AssignmentAction.DeemAccepted, act);
        }

        if (OutcomeOf(assignment.State) is { } outcome)
        {
            await context.CompleteAsync(outcome);
        }
    }

    private async Task<Assignment> LoadAsync(ActivityExecutionContext context) =>
        await context.AssignmentAsync(await context.GetAsync(AssignmentId));
}

internal static class AssignmentStep
{
    /// <exception cref="InvalidOperationException">The workflow was started for an assignment that does not exist: an incident.</exception>
    public static async Task<Assignment> AssignmentAsync(this ActivityExecutionContext context, Guid id) =>
        await context.GetRequiredService<IAssignmentRepository>().FindAsync(id, context.CancellationToken)
        ?? throw new InvalidOperationException($"Assignment {id} does not exist.");
}
