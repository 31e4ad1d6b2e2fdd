using System.Text.Json.Serialization;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Activities.Directives;

/// <summary>
/// Plans one assignment per unit of each confirmed task: the lead unit with the task's deadline, each coordinating unit with
/// its own earlier one. They go to the output, from which the assignments' own workflows are dispatched.
/// </summary>
[Activity("DirectiveFlow", "AssignTasks", Category = "Directives", DisplayName = "Giao nhiệm vụ",
    Description = "Lập phần việc cho đơn vị chủ trì và từng đơn vị phối hợp của mỗi nhiệm vụ đã xác nhận.")]
public sealed class AssignTasks : CodeActivity
{
    [Input(Description = "Văn bản chỉ đạo.")]
    public Input<Guid> DirectiveId { get; set; } = new();

    [Input(Description = "Người giao, ghi vào lịch sử của từng phần việc; để trống là hệ thống.")]
    public Input<Guid?> AssignedBy { get; set; } = new();

    /// <summary>One object per assignment, whose members become the inputs of its workflow.</summary>
    [Output(Description = "Các phần việc vừa lập.")]
    public Output<IReadOnlyList<AssignmentToIssue>>? Assignments { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var directive = await context.DirectiveAsync(await context.GetAsync(DirectiveId));
        var assignedBy = await context.GetAsync(AssignedBy);
        var act = await context.ActAsync(await context.ActorAsync(assignedBy));
        var repository = context.GetRequiredService<IAssignmentRepository>();
        var assignments = new List<AssignmentToIssue>();
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
                assignments.Add(new AssignmentToIssue(assignment.Id, assignedBy));
            }
        }

        context.Set(Assignments, assignments);
    }
}

/// <summary>Inputs of the workflow that issues an assignment.</summary>
/// <param name="AssignedBy">Person who gives it; null for the machine.</param>
public sealed record AssignmentToIssue(
    [property: JsonPropertyName("AssignmentId")] Guid AssignmentId, [property: JsonPropertyName("AssignedBy")] Guid? AssignedBy);
