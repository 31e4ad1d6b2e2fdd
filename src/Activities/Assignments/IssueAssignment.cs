using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Activities.Assignments;

/// <summary>
/// Gives a drafted assignment to its unit (T5): the clock runs, the unit is told, its reminders are planned, all in one step.
/// </summary>
[Activity("DirectiveFlow", "IssueAssignment", Category = "Assignments", DisplayName = "Giao nhiệm vụ",
    Description = "Giao nhiệm vụ cho đơn vị: tính thời hạn, thông báo và đặt lịch nhắc việc.")]
public sealed class IssueAssignment : CodeActivity
{
    [Input(Description = "Nhiệm vụ được giao.")]
    public Input<Guid> AssignmentId { get; set; } = new();

    [Input(Description = "Người giao; để trống là hệ thống.")]
    public Input<Guid?> AssignedBy { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var assignment = await context.AssignmentAsync(await context.GetAsync(AssignmentId));
        assignment.DrivenBy(context.WorkflowInstanceId);
        if (assignment.State != AssignmentState.Draft)
        {
            return;
        }

        var act = await context.ActAsync(await context.ActorAsync(await context.GetAsync(AssignedBy)));
        assignment.Assign(unitId: null, deadline: null, superiorDueDate: null, reason: null, act);
        await AssignmentEffects.FollowAsync(context, assignment, AssignmentAction.Assign, act);
    }
}
