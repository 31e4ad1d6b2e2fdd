using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Notifications;

/// <summary>Kinds of notifications; pages choose icon and order by them.</summary>
public static class NotificationKinds
{
    public const string DirectiveAwaits = "directive.awaits";
    public const string DirectiveNotice = "directive.notice";
    public const string DirectiveClosed = "directive.closed";
    public const string Assigned = "assignment.assigned";
    public const string Accepted = "assignment.accepted";
    public const string Returned = "assignment.returned";
    public const string OfficerNamed = "assignment.officer-named";
    public const string Reported = "assignment.reported";
    public const string Appraised = "assignment.appraised";
    public const string NeedsRework = "assignment.needs-rework";
    public const string Completed = "assignment.completed";
    public const string Cancelled = "assignment.cancelled";
    public const string Reminder = "reminder.before";
    public const string Overdue = "reminder.overdue";
}

/// <summary>The Vietnamese wording of notifications (design section 7: verb first, facts, no exclamation marks).</summary>
public sealed record NotificationText(string Kind, string Title, string Body)
{
    public static NotificationText DirectiveAwaits(string code, string subject, int proposals) => new(
        NotificationKinds.DirectiveAwaits, $"Văn bản {code} chờ cụ thể hoá", $"{subject}. {proposals} nhiệm vụ đề xuất chờ xác nhận.");

    /// <summary>What an administrator drew into a flow.</summary>
    public static NotificationText Notice(string code, string message) => new(NotificationKinds.DirectiveNotice, $"Văn bản {code} có thông báo", message);

    public static NotificationText DirectiveClosed(string code, string subject) => new(
        NotificationKinds.DirectiveClosed, $"Văn bản {code} đã kết thúc", $"{subject}. Báo cáo tổng hợp đã lập và gửi lên.");

    public static NotificationText Assigned(string code, string task, AssignmentRole role, Deadline? deadline) => new(
        NotificationKinds.Assigned, $"Tiếp nhận nhiệm vụ ({AssignmentLabels.Of(role).Vi}) theo {code}",
        $"{task}. {HanOf(deadline)}");

    public static NotificationText Accepted(string code, string task, string unit, bool deemed) => new(
        NotificationKinds.Accepted,
        deemed ? $"{unit} mặc nhiên tiếp nhận nhiệm vụ theo {code}" : $"{unit} đã tiếp nhận nhiệm vụ theo {code}", task);

    public static NotificationText Returned(string code, string task, string unit, ReturnReason reasonClass, string reason) => new(
        NotificationKinds.Returned, $"Giao lại nhiệm vụ {unit} trả lại ({code})",
        $"{task}. {AssignmentLabels.Of(reasonClass).Vi}: {reason}");

    public static NotificationText OfficerNamed(string code, string task, Deadline? deadline) => new(
        NotificationKinds.OfficerNamed, $"Thực hiện nhiệm vụ theo {code}", $"{task}. {HanOf(deadline)}");

    public static NotificationText Reported(string code, string task, string unit, int round) => new(
        NotificationKinds.Reported, $"Thẩm định báo cáo của {unit} ({code})",
        round == 1 ? task : $"{task}. Báo cáo bổ sung, lần {round}.");

    public static NotificationText Appraised(string code, string task, string unit) => new(
        NotificationKinds.Appraised, $"Duyệt kết quả của {unit} ({code})", task);

    public static NotificationText NeedsRework(string code, string task, string reviewer, string reason) => new(
        NotificationKinds.NeedsRework, $"Bổ sung báo cáo theo {code}", $"{task}. {reviewer}: {reason}");

    public static NotificationText Completed(string code, string task, Grade grade) => new(
        NotificationKinds.Completed, $"Nhiệm vụ theo {code} đã hoàn thành", $"{task}. Chất lượng: {AssignmentLabels.Of(grade).Vi}.");

    public static NotificationText Cancelled(string code, string task, string reason) => new(
        NotificationKinds.Cancelled, $"Nhiệm vụ theo {code} đã huỷ giao", $"{task}. Lý do: {reason}");

    /// <param name="sentLate">Adds the note that the system had been stopped.</param>
    public static NotificationText Reminder(string code, string task, ReminderRung rung, Deadline deadline, bool sentLate)
    {
        var due = VietnamTime.FormatWithWeekday(deadline.DueDate);
        var late = sentLate ? " (gửi muộn do hệ thống dừng)" : "";
        if (rung.IsOverdueNotice)
        {
            var ask = rung.AsksExplanation ? " Báo cáo giải trình lý do chậm." : "";
            return new(
                NotificationKinds.Overdue, $"Quá hạn {rung.WorkingDays} ngày làm việc: nhiệm vụ theo {code}",
                $"{task}. Hạn {due}.{ask}{late}");
        }

        return new(
            NotificationKinds.Reminder,
            rung.WorkingDays == 0
                ? $"Hạn hôm nay: nhiệm vụ theo {code}"
                : $"Còn {-rung.WorkingDays} ngày làm việc: nhiệm vụ theo {code}",
            $"{task}. Hạn {due}.{late}");
    }

    private static string HanOf(Deadline? deadline) =>
        deadline is null ? "Chưa có hạn." : $"Hạn {VietnamTime.FormatWithWeekday(deadline.DueDate)}.";
}
