using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Activities.Directives;

/// <summary>
/// Plans one assignment per unit of each confirmed task: the lead unit with the task's deadline, each coordinating unit with
/// its own earlier one. The ids go to the output, from which the assignments' own workflows are dispatched.
/// </summary>
[Activity("DirectiveFlow", "AssignTasks", Category = "Directives", DisplayName = "Giao nhiệm vụ",
    Description = "Lập phần việc cho đơn vị chủ trì và từng đơn vị phối hợp của mỗi nhiệm vụ đã xác nhận.")]
public sealed class AssignTasks : CodeActivity
{
    [Input(Description = "Văn bản chỉ đạo.")]
    public Input<Guid> DirectiveId { get; set; } = new();

    [Output(Description = "Các phần việc vừa lập.")]
    public Output<IReadOnlyList<Guid>>? AssignmentIds { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var directive = await context.DirectiveAsync(await context.GetAsync(DirectiveId));
        var act = await context.ActAsync(Actor.System);
        var repository = context.GetRequiredService<IAssignmentRepository>();
        var assignments = new List<Guid>();
        foreach (var task in directive.Tasks.Where(task => task.Status == TaskStatus.Confirmed).OrderBy(task => task.Ordinal))
        {
            Plan(task.LeadUnitId!.Value, AssignmentRole.Lead);
            foreach (var unit in task.CoordinatingUnitIds)
            {
                Plan(unit, AssignmentRole.Coordinating);
            }

            void Plan(Guid unitId, AssignmentRole role)
            {
                var assignment = Assignment.Draft(context.Ids.NewGuid(), directive, task, unitId, role, act);
                repository.Add(assignment);
                assignments.Add(assignment.Id);
            }
        }

        context.Set(AssignmentIds, assignments);
    }
}
