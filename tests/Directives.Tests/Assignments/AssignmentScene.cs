using System.Reflection;
using DirectiveFlow.Directives.Assignments;

namespace DirectiveFlow.Directives.Tests.Assignments;

/// <summary>Brings an assignment to a state by the ordinary steps, and tries actions with inputs that satisfy every guard.</summary>
internal static class AssignmentScene
{
    public static Assignment In(this Scene scene, AssignmentState state)
    {
        var assignment = scene.ADraft();
        AssignmentAction[] path = state switch
        {
            AssignmentState.Draft => [],
            AssignmentState.Assigned => [AssignmentAction.Assign],
            AssignmentState.Returned => [AssignmentAction.Assign, AssignmentAction.Return],
            AssignmentState.Accepted => [AssignmentAction.Assign, AssignmentAction.Accept],
            AssignmentState.InProgress => [.. ToWork],
            AssignmentState.Reported => [.. ToWork, AssignmentAction.Report],
            AssignmentState.Appraised => [.. ToWork, AssignmentAction.Report, AssignmentAction.Appraise],
            AssignmentState.NeedsRework => [.. ToWork, AssignmentAction.Report, AssignmentAction.RequestRework],
            AssignmentState.Completed =>
                [.. ToWork, AssignmentAction.Report, AssignmentAction.Appraise, AssignmentAction.Approve],
            AssignmentState.Cancelled => [AssignmentAction.Cancel],
            // No action of this version leads there: put there by hand, so that leaving it is judged too.
            _ => [],
        };
        foreach (var action in path)
        {
            scene.Try(assignment, action);
        }

        if (assignment.State != state)
        {
            typeof(Assignment).GetProperty(nameof(Assignment.State), BindingFlags.Public | BindingFlags.Instance)!
                .SetValue(assignment, state);
        }

        return assignment;
    }

    /// <summary>The action by whom the table asks, with good inputs.</summary>
    public static void Try(this Scene scene, Assignment assignment, AssignmentAction action)
    {
        switch (action)
        {
            case AssignmentAction.Assign:
                assignment.Assign(null, null, null, null, scene.By(scene.Leader));
                break;
            case AssignmentAction.Accept:
                assignment.Accept(scene.By(scene.Head));
                break;
            case AssignmentAction.DeemAccepted:
                assignment.DeemAccepted(scene.ByMachine());
                break;
            case AssignmentAction.Return:
                assignment.Return(ReturnReason.Duplicate, "Trùng với 18/KH-SKHCN", null, scene.By(scene.Head));
                break;
            case AssignmentAction.Cascade:
                assignment.Cascade(scene.Officer, null, scene.By(scene.Head));
                break;
            case AssignmentAction.Update:
                assignment.Update(scene.NewId(), "Đã có dự thảo", 40, scene.By(scene.Officer));
                break;
            case AssignmentAction.Report:
                assignment.Submit(scene.NewId(), "Đã ban hành kế hoạch", "45/KH-SKHCN", null, scene.By(scene.Head));
                break;
            case AssignmentAction.Appraise:
                assignment.Appraise(scene.NewId(), null, scene.By(scene.Appraiser));
                break;
            case AssignmentAction.RequestRework:
                assignment.RequestRework(
                    scene.NewId(), "Thiếu kinh phí",
                    scene.By(assignment.State == AssignmentState.Appraised ? scene.Leader : scene.Appraiser));
                break;
            case AssignmentAction.Approve:
                assignment.Approve(scene.NewId(), Grade.Good, null, scene.By(scene.Leader));
                break;
            case AssignmentAction.Cancel:
                assignment.Cancel("Không còn cần thiết", scene.By(scene.Leader));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "This version offers no such action.");
        }
    }

    private static readonly AssignmentAction[] ToWork =
        [AssignmentAction.Assign, AssignmentAction.Accept, AssignmentAction.Cascade];
}
