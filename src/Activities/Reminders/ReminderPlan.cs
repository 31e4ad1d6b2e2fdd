using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Activities.Reminders;

/// <summary>Payload of a planned reminder.</summary>
public sealed record ReminderDuty(Guid AssignmentId, string Rung, int DeadlineVersion);

/// <summary>The reminders of an assignment as due work, planned and dropped in the step that makes them needed or needless.</summary>
internal static class ReminderPlan
{
    public const string Kind = "assignment.reminder";

    /// <summary>Drops what is planned and plans every rung of the deadline that is still to come.</summary>
    public static void Replace(ActivityExecutionContext context, Assignment assignment, Act act)
    {
        Drop(context, assignment);
        if (assignment.Deadline is not { } deadline || !ReminderPolicy.AppliesIn(assignment.State))
        {
            return;
        }

        foreach (var planned in ReminderPolicy.Default.Plan(deadline, act.At, act.Calendar))
        {
            context.ScheduleDueWork(
                Kind, $"{assignment.Id:N}/{planned.Rung.Id}/{deadline.Version}", planned.DueAt,
                new ReminderDuty(assignment.Id, planned.Rung.Id, deadline.Version));
        }
    }

    public static void Drop(ActivityExecutionContext context, Assignment assignment) =>
        context.GetRequiredService<IDueWorkPlan>().CancelOwner(Kind, assignment.Id.ToString("N"));
}
