using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Directives.Reviews;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Directives.Labels;

public static class AssignmentLabels
{
    public static Label Of(AssignmentState state) => state switch
    {
        AssignmentState.Draft => new("Dự kiến giao", "Draft"),
        AssignmentState.Assigned => new("Đã giao, chờ tiếp nhận", "Assigned, awaiting acceptance"),
        AssignmentState.Returned => new("Trả lại, chờ giao lại", "Returned, to be assigned again"),
        AssignmentState.Accepted => new("Đã tiếp nhận", "Accepted"),
        AssignmentState.InProgress => new("Đang thực hiện", "In progress"),
        AssignmentState.OnHold => new("Tạm dừng", "On hold"),
        AssignmentState.Reported => new("Đã báo cáo, chờ thẩm định", "Reported, awaiting appraisal"),
        AssignmentState.Appraised => new("Đã thẩm định, chờ duyệt", "Appraised, awaiting approval"),
        AssignmentState.NeedsRework => new("Yêu cầu bổ sung", "Needs rework"),
        AssignmentState.AwaitingSuperior => new("Chờ cấp trên công nhận", "Awaiting the superior"),
        AssignmentState.Completed => new("Hoàn thành", "Completed"),
        AssignmentState.Cancelled => new("Huỷ giao", "Cancelled"),
        AssignmentState.Transferred => new("Đã chuyển giao", "Transferred"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static Label Of(AssignmentAction action) => action switch
    {
        AssignmentAction.Draft => new("Dự kiến giao", "Draft"),
        AssignmentAction.Assign => new("Giao nhiệm vụ", "Assign"),
        AssignmentAction.Accept => new("Tiếp nhận", "Accept"),
        AssignmentAction.DeemAccepted => new("Mặc nhiên tiếp nhận", "Deemed accepted"),
        AssignmentAction.Return => new("Trả lại", "Return"),
        AssignmentAction.Cascade => new("Phân công nội bộ", "Name an officer"),
        AssignmentAction.Update => new("Cập nhật tiến độ", "Update progress"),
        AssignmentAction.Hold => new("Tạm dừng", "Hold"),
        AssignmentAction.Resume => new("Tiếp tục", "Resume"),
        AssignmentAction.RequestExtension => new("Đề nghị gia hạn", "Request an extension"),
        AssignmentAction.DecideExtension => new("Quyết định gia hạn", "Decide the extension"),
        AssignmentAction.Report => new("Báo cáo kết quả", "Report"),
        AssignmentAction.Appraise => new("Thẩm định", "Appraise"),
        AssignmentAction.RequestRework => new("Yêu cầu bổ sung", "Request rework"),
        AssignmentAction.Approve => new("Duyệt", "Approve"),
        AssignmentAction.ForwardUp => new("Gửi cấp trên", "Forward to the superior"),
        AssignmentAction.Confirm => new("Công nhận", "Confirm"),
        AssignmentAction.Reassign => new("Chuyển giao", "Transfer"),
        AssignmentAction.Split => new("Tách nhiệm vụ", "Split"),
        AssignmentAction.Cancel => new("Huỷ giao", "Cancel"),
        AssignmentAction.Reopen => new("Mở lại", "Reopen"),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    public static Label Of(AssignmentRole role) => role switch
    {
        AssignmentRole.Lead => new("Chủ trì", "Lead"),
        AssignmentRole.Coordinating => new("Phối hợp", "Coordinating"),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static Label Of(Grade grade) => grade switch
    {
        Grade.Satisfactory => new("Đạt", "Satisfactory"),
        Grade.Good => new("Tốt", "Good"),
        Grade.Unsatisfactory => new("Chưa đạt", "Unsatisfactory"),
        _ => throw new ArgumentOutOfRangeException(nameof(grade), grade, null),
    };

    public static Label Of(ReturnReason reason) => reason switch
    {
        ReturnReason.NotOurCompetence => new("Không đúng thẩm quyền", "Not within our competence"),
        ReturnReason.Duplicate => new("Trùng nhiệm vụ", "Duplicate"),
        ReturnReason.InformationMissing => new("Thiếu thông tin", "Information missing"),
        ReturnReason.DeadlineNotFeasible => new("Hạn không khả thi", "Deadline not feasible"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    public static Label Of(ReportState state) => state switch
    {
        ReportState.Draft => new("Bản nháp", "Draft"),
        ReportState.Submitted => new("Đã gửi", "Submitted"),
        ReportState.Accepted => new("Chấp nhận", "Accepted"),
        ReportState.ReworkRequested => new("Yêu cầu bổ sung", "Rework requested"),
        ReportState.Withdrawn => new("Rút lại", "Withdrawn"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static Label Of(ReviewKind kind) => kind switch
    {
        ReviewKind.Appraisal => new("Thẩm định", "Appraisal"),
        ReviewKind.Approval => new("Duyệt", "Approval"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Label Of(ReviewDecision decision) => decision switch
    {
        ReviewDecision.Accepted => new("Đồng ý", "Accepted"),
        ReviewDecision.ReworkRequested => new("Yêu cầu bổ sung", "Rework requested"),
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, null),
    };

    public static Label Of(TaskStatus status) => status switch
    {
        TaskStatus.Proposed => new("Đề xuất", "Proposed"),
        TaskStatus.Confirmed => new("Đã xác nhận", "Confirmed"),
        TaskStatus.Rejected => new("Đã bỏ", "Rejected"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
