using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.Authoring;

namespace DirectiveFlow.Activities.Assignments;

/// <summary>
/// Waits for the unit to accept (T6) or return (T7) the assignment. Silence until the term for accepting (R3) counts as
/// acceptance and is recorded as such.
/// </summary>
[Activity("DirectiveFlow", "AwaitAcceptance", Category = "Assignments", DisplayName = "Chờ tiếp nhận",
    Description = "Chờ đơn vị tiếp nhận hoặc trả lại; im lặng quá thời hạn là mặc nhiên tiếp nhận.")]
[Outcomes("Accepted", "Returned", "Cancelled")]
public sealed class AwaitAcceptance : AssignmentWait
{
    protected override string? OutcomeOf(AssignmentState state) => state switch
    {
        AssignmentState.Accepted => "Accepted",
        AssignmentState.Returned => "Returned",
        AssignmentState.Cancelled => "Cancelled",
        _ => null,
    };

    protected override DateTimeOffset? SilentUntil(Assignment assignment, Act act) => assignment.AcceptBy(act.Calendar);
}

/// <summary>Waits for the leader to give a returned assignment out again, to the same or another unit (T5), or to cancel it.</summary>
[Activity("DirectiveFlow", "AwaitReassignment", Category = "Assignments", DisplayName = "Chờ giao lại",
    Description = "Chờ lãnh đạo giao lại nhiệm vụ bị trả lại, hoặc huỷ giao.")]
[Outcomes("Assigned", "Cancelled")]
public sealed class AwaitReassignment : AssignmentWait
{
    protected override string? OutcomeOf(AssignmentState state) => state switch
    {
        AssignmentState.Assigned => "Assigned",
        AssignmentState.Cancelled => "Cancelled",
        _ => null,
    };
}

/// <summary>Waits while the unit works: names an officer (T8), updates progress (T9), until it reports (T14).</summary>
[Activity("DirectiveFlow", "AwaitReport", Category = "Assignments", DisplayName = "Thực hiện, báo cáo kết quả",
    Description = "Đơn vị phân công nội bộ, cập nhật tiến độ cho đến khi báo cáo kết quả.")]
[Outcomes("Reported", "Cancelled")]
public sealed class AwaitReport : AssignmentWait
{
    protected override string? OutcomeOf(AssignmentState state) => state switch
    {
        AssignmentState.Reported => "Reported",
        AssignmentState.Cancelled => "Cancelled",
        _ => null,
    };
}

/// <summary>Waits for the appraiser's judgement of the report (T15).</summary>
[Activity("DirectiveFlow", "AwaitAppraisal", Category = "Assignments", DisplayName = "Thẩm định",
    Description = "Chờ người thẩm định (khác người báo cáo) cho ý kiến về báo cáo.")]
[Outcomes("Appraised", "NeedsRework", "Cancelled")]
public sealed class AwaitAppraisal : AssignmentWait
{
    protected override string? OutcomeOf(AssignmentState state) => state switch
    {
        AssignmentState.Appraised => "Appraised",
        AssignmentState.NeedsRework => "NeedsRework",
        AssignmentState.Cancelled => "Cancelled",
        _ => null,
    };
}

/// <summary>Waits for the leader's decision on the appraised report (T16).</summary>
[Activity("DirectiveFlow", "AwaitApproval", Category = "Assignments", DisplayName = "Duyệt",
    Description = "Chờ lãnh đạo duyệt kết quả hoặc yêu cầu bổ sung.")]
[Outcomes("Completed", "NeedsRework", "Cancelled")]
public sealed class AwaitApproval : AssignmentWait
{
    protected override string? OutcomeOf(AssignmentState state) => state switch
    {
        AssignmentState.Completed => "Completed",
        AssignmentState.NeedsRework => "NeedsRework",
        AssignmentState.Cancelled => "Cancelled",
        _ => null,
    };
}
