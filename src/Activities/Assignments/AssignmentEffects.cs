using DirectiveFlow.Activities.Messages;
using DirectiveFlow.Activities.Reminders;
using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reviews;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Activities.Assignments;

/// <summary>
/// What follows from a transition (column Effect of PROCESS section 4): who is told, which message leaves, which reminders are
/// planned or dropped. All of it is part of the step that made the transition.
/// </summary>
internal static class AssignmentEffects
{
    public static async Task FollowAsync(
        ActivityExecutionContext context, Assignment assignment, AssignmentAction action, Act act)
    {
        var cancellation = context.CancellationToken;
        var directive = await context.DirectiveAsync(assignment.DirectiveId);
        var post = new DirectivePost(context.Services, directive, act.At);
        var unit = await post.Organization.RequireUnitAsync(assignment.UnitId, "unitId", cancellation);
        var title = directive.RequireTask(assignment.TaskId).Title;
        var code = directive.Code;
        Task<IReadOnlyList<Guid>> Heads() => post.HeadsOfAsync(assignment.UnitId, cancellation);
        Task<IReadOnlyList<Guid>> InRole(string role) => post.InRoleAsync(role, cancellation);
        void Tell(IEnumerable<Guid> people, NotificationText text) => post.Notify(people, text, assignment.Id);
        AssignmentMessage Telling(AssignmentMessage message) => message.About(assignment, unit) with { HistoryVersion = assignment.Version };
        Task ToUnit(AssignmentMessage message) => post.SendToUnitAsync(unit, Telling(message), cancellation);
        Task Home(AssignmentMessage message) => post.SendHomeAsync(Telling(message), cancellation);

        switch (action)
        {
            case AssignmentAction.Assign:
                ReminderPlan.Replace(context, assignment, act);
                Tell(await Heads(), NotificationText.Assigned(code, title, assignment.Role, assignment.Deadline));
                await ToUnit(AssignmentContracts.Assigned(assignment, directive));
                break;
            case AssignmentAction.Accept or AssignmentAction.DeemAccepted:
                Tell(await InRole(Roles.Monitor), NotificationText.Accepted(code, title, unit.Name, assignment.DeemedAccepted));
                await Home(AssignmentContracts.Acknowledged(assignment, act.By));
                break;
            case AssignmentAction.Return:
                ReminderPlan.Drop(context, assignment);
                var returned = assignment.Events[^1];
                var reasonClass = EventReasonClass(returned.Data);
                Tell(await InRole(Roles.Leader), NotificationText.Returned(code, title, unit.Name, reasonClass, returned.Reason ?? ""));
                await Home(AssignmentContracts.Returned(returned.Reason ?? "", act.By));
                break;
            case AssignmentAction.Cascade:
                if (assignment.OfficerId is { } officer && officer != act.By.PersonId)
                {
                    Tell([officer], NotificationText.OfficerNamed(code, title, assignment.Deadline));
                }

                break;
            case AssignmentAction.Report:
                ReminderPlan.Drop(context, assignment);
                Tell(await InRole(Roles.Appraiser), NotificationText.Reported(code, title, unit.Name, assignment.Round));
                await Home(AssignmentContracts.Reported(assignment, act.By));
                break;
            case AssignmentAction.Appraise:
                Tell(await InRole(Roles.Leader), NotificationText.Appraised(code, title, unit.Name));
                await ToUnit(AssignmentContracts.Reviewed(assignment, act.By));
                break;
            case AssignmentAction.RequestRework:
                ReminderPlan.Replace(context, assignment, act);
                var rework = assignment.Reviews.Last(r => r.Decision == ReviewDecision.ReworkRequested);
                Tell(
                    [.. await Heads(), .. Officer(assignment)],
                    NotificationText.NeedsRework(code, title, rework.ReviewerName, rework.Reason ?? ""));
                await ToUnit(AssignmentContracts.Reviewed(assignment, act.By));
                break;
            case AssignmentAction.Approve:
                Tell([.. await Heads(), .. Officer(assignment)], NotificationText.Completed(code, title, assignment.Grade!.Value));
                await ToUnit(AssignmentContracts.Reviewed(assignment, act.By));
                break;
            case AssignmentAction.Cancel:
                ReminderPlan.Drop(context, assignment);
                Tell(
                    [.. await Heads(), .. Officer(assignment)],
                    NotificationText.Cancelled(code, title, assignment.Events[^1].Reason ?? ""));
                await ToUnit(AssignmentContracts.Cancelled(assignment.Events[^1].Reason ?? "", act.By));
                break;
            default:
                break;
        }
    }

    private static IEnumerable<Guid> Officer(Assignment assignment) => assignment.OfficerId is { } officer ? [officer] : [];

    private static ReturnReason EventReasonClass(string? data)
    {
        using var json = System.Text.Json.JsonDocument.Parse(data ?? "{}");
        return Enum.Parse<ReturnReason>(json.RootElement.GetProperty("reasonClass").GetString()!);
    }
}
