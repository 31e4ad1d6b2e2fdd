using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Activities.Assignments;

/// <summary>From a command to the transition of the domain it asks for, and what follows from it.</summary>
public static class AssignmentActs
{
    internal static async Task PerformAsync(ActivityExecutionContext context, Assignment assignment, AssignmentCommand command)
    {
        var act = await context.ActAsync(command.Actor);
        var action = await PerformAsync(assignment, command, act, context.Services, context.CancellationToken);
        await AssignmentEffects.FollowAsync(context, assignment, action, act);
    }

    /// <summary>Changes the assignment as asked, in the unit of work the services belong to.</summary>
    /// <exception cref="RuleViolationException">Refused; nothing changed.</exception>
    /// <exception cref="StaleVersionException">The person looked at an older version.</exception>
    public static async Task<AssignmentAction> PerformAsync(
        Assignment assignment, AssignmentCommand command, Act act, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (command.ExpectedVersion is { } expected)
        {
            assignment.ExpectVersion(expected);
        }

        var action = Parse<AssignmentAction>(command.Action, "assignment.action.unknown", "action");
        var organization = (IOrganization)services.GetService(typeof(IOrganization))!;
        var ids = (IIdGenerator)services.GetService(typeof(IIdGenerator))!;
        switch (action)
        {
            case AssignmentAction.Accept:
                assignment.Accept(act);
                break;
            case AssignmentAction.Return:
                assignment.Return(
                    Parse<ReturnReason>(command.ReturnReason, "assignment.return.class-required", "returnReason"),
                    command.Reason ?? "", command.UnitId, act);
                break;
            case AssignmentAction.Cascade:
                assignment.Cascade(
                    await organization.RequirePersonAsync(
                        command.OfficerId ?? act.By.PersonId ?? Guid.Empty, "officerId", cancellationToken),
                    command.Note, act);
                break;
            case AssignmentAction.Update:
                assignment.Update(ids.NewGuid(), command.Note ?? "", command.Percent, act);
                break;
            case AssignmentAction.Report:
                assignment.Submit(ids.NewGuid(), command.Summary ?? "", command.Product, command.NoProductReason, act);
                break;
            case AssignmentAction.Appraise:
                assignment.Appraise(ids.NewGuid(), command.Note, act);
                break;
            case AssignmentAction.RequestRework:
                assignment.RequestRework(ids.NewGuid(), command.Reason ?? "", act);
                break;
            case AssignmentAction.Approve:
                assignment.Approve(
                    ids.NewGuid(), Parse<Grade>(command.Grade, "assignment.approve.grade-required", "grade"), command.Note, act);
                break;
            case AssignmentAction.Assign:
                await AssignAsync(assignment, command, act, organization, services, cancellationToken);
                break;
            case AssignmentAction.Cancel:
                assignment.Cancel(command.Reason ?? "", act);
                break;
            default:
                throw new RuleViolationException(
                    "assignment.action.not-offered", AssignmentTransitions.Table.First(t => t.Action == action).Rule,
                    "Hành động này chưa có trong phiên bản này.", "This action is not offered by this version.", "action");
        }

        return action;
    }

    private static async Task AssignAsync(
        Assignment assignment, AssignmentCommand command, Act act, IOrganization organization, IServiceProvider services,
        CancellationToken cancellationToken)
    {
        if (command.UnitId is { } unit)
        {
            await organization.RequireUnitAsync(unit, "unitId", cancellationToken);
        }

        var directives = (DirectiveFlow.Directives.Documents.IDirectiveRepository)services.GetService(
            typeof(DirectiveFlow.Directives.Documents.IDirectiveRepository))!;
        var directive = await directives.FindAsync(assignment.DirectiveId, cancellationToken);
        var deadline = command.DueDate is { } due ? DeadlinePolicy.Set(due, null, act) : null;
        assignment.Assign(command.UnitId, deadline, directive?.DueDate, command.Reason, act);
    }

    /// <summary>Ids on the wire are camel case; numbers are not ids.</summary>
    private static T Parse<T>(string? id, string code, string field)
        where T : struct, Enum =>
        id is { Length: > 0 } && char.IsAsciiLetter(id[0]) && Enum.TryParse<T>(id, ignoreCase: true, out var value)
            ? value
            : throw new RuleViolationException(
                code, "4", $"“{id}” không phải là một lựa chọn hợp lệ.", $"“{id}” is not one of the choices.", field);
}
