using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;

namespace DirectiveFlow.Directives.Documents;

/// <summary>The refusals of a directive, in one place with their sentences.</summary>
internal static class DirectiveRules
{
    public static void Check(bool holds, string code, string rule, string vi, string en, string? field = null)
    {
        if (!holds)
        {
            throw new RuleViolationException(code, rule, vi, en, field);
        }
    }

    public static void RequireReason(string? reason, string code, string rule) =>
        Check(!string.IsNullOrWhiteSpace(reason), code, rule, "Ghi lý do.", "Give a reason.", "reason");

    public static void CheckIncoming(IncomingDocument document)
    {
        Check(
            document.Secrecy == Secrecy.None || document.Text is null, "directive.secret.text-refused", "2.1",
            "Văn bản mật: chỉ lưu số, ngày và người giữ. Không có toàn văn trên hệ thống.",
            "Of a secret document only number, date and holder are kept; its text is refused.", "text");
        Check(
            !string.IsNullOrWhiteSpace(document.Code), "directive.code.required", "T1",
            "Ghi số, ký hiệu văn bản.", "Give the document's code.", "code");
        Check(
            !string.IsNullOrWhiteSpace(document.OrganName), "directive.organName.required", "T1",
            "Ghi cơ quan ban hành.", "Give the issuer.", "organName");
        Check(
            !string.IsNullOrWhiteSpace(document.Subject), "directive.subject.required", "T1",
            "Ghi trích yếu.", "Give the subject line.", "subject");
    }

    public static void CheckTitle(string title, string place = "") => Check(
        !string.IsNullOrWhiteSpace(title), "task.title.required", "T4",
        "Ghi nội dung nhiệm vụ.", "Say what the task is.", place + "title");

    /// <param name="place">Stands before the names of fields in a refusal: <c>review[2].</c>.</param>
    public static void CheckDecision(TaskDecision decision, string place = "")
    {
        CheckTitle(decision.Title, place);
        Check(
            decision.LeadUnitId is not { } lead || !decision.CoordinatingUnitIds.Contains(lead),
            "task.coordinating.is-lead", "T3",
            "Đơn vị chủ trì không thể đồng thời là đơn vị phối hợp.",
            "The lead unit cannot also be a coordinating unit.", place + "coordinatingUnitIds");
    }

    public static void CheckDecisionIsComplete(TaskDecision decision)
    {
        Check(
            decision.LeadUnitId is not null, "task.lead.required", "T3",
            "Chọn đơn vị chủ trì.", "Choose the lead unit.", "leadUnitId");
        Check(
            decision.Deadline is not null, "task.deadline.required", "T3",
            "Đặt thời hạn hoàn thành.", "Set a deadline.", "dueDate");
    }
}
