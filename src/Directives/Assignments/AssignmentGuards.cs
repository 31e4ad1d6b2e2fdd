using DirectiveFlow.Directives.Deadlines;

namespace DirectiveFlow.Directives.Assignments;

/// <summary>The guards of the transition table (PROCESS sections 1 and 4).</summary>
internal static class AssignmentGuards
{
    public static readonly AssignmentGuard OwnUnit = Context(
        "assignment.unit.not-yours", "Phần việc này được giao cho đơn vị khác.", "This assignment belongs to another unit.",
        a => a.Act.By.UnitId == a.Assignment.UnitId);

    public static readonly AssignmentGuard ReturnInTime = Context(
        "assignment.return.too-late", "Chỉ được trả lại trong thời hạn tiếp nhận (thường: 1 ngày làm việc).",
        "It may be returned only within the time for accepting (ordinarily 1 working day).",
        a => a.Act.At < a.Assignment.AcceptBy(a.Act.Calendar));

    public static readonly AssignmentGuard ReturnOnce = Context(
        "assignment.return.once", "Đơn vị đã trả lại nhiệm vụ này một lần; quyết định giao lần sau là cuối cùng.",
        "The unit has returned this task once; the second decision is final.",
        a => !a.Assignment.ReturnedByUnitIds.Contains(a.Assignment.UnitId));

    public static readonly AssignmentGuard SilenceLongEnough = Context(
        "assignment.deemAccepted.too-early", "Chưa hết thời hạn tiếp nhận.", "The time for accepting has not passed.",
        a => a.Act.At >= a.Assignment.AcceptBy(a.Act.Calendar));

    public static readonly AssignmentGuard NamedOfficer = Context(
        "assignment.update.not-officer", "Chỉ chuyên viên được giao hoặc thủ trưởng đơn vị cập nhật tiến độ.",
        "Only the officer in charge or the head of the unit updates progress.",
        a => a.Act.By.PersonId == a.Assignment.OfficerId || a.Act.By.Heads(a.Assignment.UnitId));

    public static readonly AssignmentGuard NotReporter = Context(
        "assignment.review.own-report", "Người báo cáo không được thẩm định hoặc duyệt chính báo cáo đó.",
        "Whoever reported may not appraise or approve the same report.",
        a => a.Assignment.CurrentReport is not { } report || report.SubmittedBy != a.Act.By.PersonId);

    public static readonly AssignmentGuard NotAppraiser = Context(
        "assignment.approve.own-appraisal", "Người đã thẩm định không được duyệt cùng báo cáo.",
        "Whoever appraised the report may not approve it.",
        a => a.Assignment.CurrentAppraiserId is not { } appraiser || appraiser != a.Act.By.PersonId);

    public static readonly AssignmentGuard ReasonGiven = Input(
        "assignment.reason-required", "Ghi lý do.", "Give a reason.", "reason",
        a => !string.IsNullOrWhiteSpace(a.Input.Reason));

    public static readonly AssignmentGuard ReturnClassGiven = Input(
        "assignment.return.class-required", "Chọn loại lý do trả lại.", "Choose the class of reason.", "returnReason",
        a => a.Input.ReturnReason is { } r && Enum.IsDefined(r));

    public static readonly AssignmentGuard DeadlineGiven = Input(
        "assignment.deadline.required", "Đặt thời hạn hoàn thành.", "Set a deadline.", "dueDate",
        a => (a.Input.Deadline ?? a.Assignment.Deadline) is not null);

    public static readonly AssignmentGuard ReserveKept = Input(
        "assignment.assign.reserve", "Hạn phải trước hạn của cấp trên ít nhất 3 ngày làm việc; nếu không, ghi lý do.",
        "The deadline must leave 3 working days before the superior's; otherwise give a reason.", "dueDate",
        a => !string.IsNullOrWhiteSpace(a.Input.Reason) || a.Input.SuperiorDueDate is not { } superior
            || (a.Input.Deadline ?? a.Assignment.Deadline) is not { } own
            || own.DueDate <= a.Act.Calendar.AddWorkingDays(superior, -DeadlinePolicy.SuperiorReserve));

    public static readonly AssignmentGuard OfficerOfUnit = Input(
        "assignment.cascade.officer-of-unit", "Chọn một người của đơn vị được giao.", "Choose a person of the assigned unit.",
        "officerId", a => a.Input.Officer is { } officer && officer.UnitId == a.Assignment.UnitId);

    public static readonly AssignmentGuard NoteGiven = Input(
        "assignment.update.note-required", "Ghi nội dung tiến độ.", "Describe the progress.", "note",
        a => !string.IsNullOrWhiteSpace(a.Input.Note));

    public static readonly AssignmentGuard PercentInRange = Input(
        "assignment.update.percent-range", "Tỷ lệ hoàn thành từ 0 đến 100.", "The percentage is between 0 and 100.", "percent",
        a => a.Input.Percent is null or (>= 0 and <= 100));

    public static readonly AssignmentGuard SummaryGiven = Input(
        "assignment.report.summary-required", "Ghi tóm tắt kết quả.", "Summarize the result.", "summary",
        a => !string.IsNullOrWhiteSpace(a.Input.Note));

    public static readonly AssignmentGuard ProductOrReason = Input(
        "assignment.report.product-required", "Nêu sản phẩm, hoặc ghi lý do không có sản phẩm.",
        "Name the product, or say why there is none.", "product",
        a => !string.IsNullOrWhiteSpace(a.Input.Product) || !string.IsNullOrWhiteSpace(a.Input.NoProductReason));

    public static readonly AssignmentGuard GradeGiven = Input(
        "assignment.approve.grade-required", "Chọn mức chất lượng.", "Choose a grade.", "grade",
        a => a.Input.Grade is { } g && Enum.IsDefined(g));

    private static AssignmentGuard Context(string code, string vi, string en, Func<AssignmentAttempt, bool> holds) =>
        new(code, vi, en, Field: null, NeedsInput: false) { Holds = holds };

    private static AssignmentGuard Input(string code, string vi, string en, string field, Func<AssignmentAttempt, bool> holds) =>
        new(code, vi, en, field, NeedsInput: true) { Holds = holds };
}
