using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Engine.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Workflows.Commands;

/// <summary>
/// Why a command that nobody waits for is refused: the domain says it, in a unit of work that is never committed.
/// </summary>
public sealed partial class DirectiveCommands
{
    /// <summary>To whom an assignment is not readable, it does not exist.</summary>
    private static async Task CheckReadableAsync(IUnitOfWork unit, AssignmentCommand command, CancellationToken cancellationToken)
    {
        var assignment = await unit.Services.GetRequiredService<IAssignmentRepository>()
            .FindAsync(command.AssignmentId, cancellationToken);
        if (assignment is null || !await IsReadableAsync(unit, assignment, command.Actor, cancellationToken))
        {
            throw new RuleViolationException(
                "assignment.unknown", "1", "Không có phần việc này, hoặc bạn không có quyền xem.",
                "There is no such assignment, or you may not read it.", "assignmentId");
        }
    }

    private static async Task<bool> IsReadableAsync(
        IUnitOfWork unit, Assignment assignment, Actor actor, CancellationToken cancellationToken)
    {
        if (Confidentiality.MayRead(actor, assignment.IsConfidential, [assignment.UnitId]))
        {
            return true;
        }

        var siblings = await unit.Services.GetRequiredService<IAssignmentRepository>()
            .OfDirectiveAsync(assignment.DirectiveId, cancellationToken);
        return Confidentiality.MayRead(
            actor, assignment.IsConfidential, siblings.Where(s => s.TaskId == assignment.TaskId).Select(s => s.UnitId));
    }

    private async Task RefuseAsync(AssignmentCommand command, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var assignment = await unit.Services.GetRequiredService<IAssignmentRepository>()
            .FindAsync(command.AssignmentId, cancellationToken);
        var act = await ActOfAsync(unit, command.Actor, cancellationToken);
        await AssignmentActs.PerformAsync(assignment!, command, act, unit.Services, cancellationToken);
        throw NobodyWaits(assignment!.WorkflowInstanceId);
    }

    private async Task RefuseAsync(
        Guid directiveId, Action<Directive, Act> attempt, Actor actor, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var directive = await unit.Services.GetRequiredService<IDirectiveRepository>().FindAsync(directiveId, cancellationToken)
            ?? throw new RuleViolationException(
                "directive.unknown", "1", "Không có văn bản này.", "There is no such directive.", "directiveId");
        attempt(directive, await ActOfAsync(unit, actor, cancellationToken));
        throw NobodyWaits(directive.WorkflowInstanceId);
    }

    private async Task<Act> ActOfAsync(IUnitOfWork unit, Actor actor, CancellationToken cancellationToken) => new(
        actor, clock.GetUtcNow(),
        await unit.Services.GetRequiredService<ICalendarSource>().GetAsync(cancellationToken));

    /// <summary>The domain would allow it but the workflow is not there: drawn otherwise, faulted, or not yet dispatched.</summary>
    private static RuleViolationException NobodyWaits(string? workflowInstanceId) => new(
        "workflow.not-waiting", "3",
        "Quy trình chưa chờ hành động này. Thử lại sau ít giây; nếu vẫn vậy, báo quản trị kèm mã quy trình " + (workflowInstanceId ?? "(chưa có)") + ".",
        $"The workflow does not wait for this act. Try again in a few seconds; otherwise tell an administrator the instance {workflowInstanceId ?? "(none)"}.");
}
