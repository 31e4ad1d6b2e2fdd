using System.Globalization;
using System.Text;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Directives.Vietnamese;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Directives.Documents;

/// <summary>
/// Writes the report that goes up when a directive is finished: figures in the official words, then each task with what its
/// units delivered. Of a confidential task only that it exists and how it stands, since the report travels further than its
/// readers. The same facts always give the same text.
/// </summary>
public static class ConsolidatedReportWriter
{
    /// <param name="unitName">Full name of a unit by its id.</param>
    public static ConsolidatedReport Write(
        Directive directive, IReadOnlyList<Assignment> assignments, Func<Guid, string> unitName, DateTimeOffset now,
        WorkingCalendar calendar)
    {
        var standing = assignments.ToDictionary(a => a.Id, a => Timeliness.Of(a, now, calendar));
        var tasks = directive.Tasks.Where(t => t.Status == TaskStatus.Confirmed).OrderBy(t => t.Ordinal).ToList();
        var onTime = standing.Values.Count(s => s.Box == StatisticsBox.CompletedOnTime);
        var late = standing.Values.Count(s => s.Box == StatisticsBox.CompletedLate);
        var cancelled = standing.Values.Count(s => s.Box == StatisticsBox.Cancelled);

        var text = new StringBuilder();
        text.AppendLine("BÁO CÁO TỔNG HỢP").AppendLine("Kết quả thực hiện " + TitleOf(directive)).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"I. SỐ LIỆU (đến {Moment(now)})");
        if (tasks.Count == 0)
        {
            text.AppendLine("Không phát sinh nhiệm vụ.");
        }
        else
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{tasks.Count} nhiệm vụ, {assignments.Count} phần việc: {onTime} hoàn thành đúng hạn, {late} hoàn thành quá hạn, {cancelled} bị huỷ.");
            text.AppendLine().AppendLine("II. KẾT QUẢ TỪNG NHIỆM VỤ");
        }

        var number = 0;
        foreach (var task in tasks)
        {
            WriteTask(text, ++number, task, assignments.Where(a => a.TaskId == task.Id), standing, unitName);
        }

        return new ConsolidatedReport(
            text.ToString().ReplaceLineEndings("\n").TrimEnd(), tasks.Count, assignments.Count, onTime, late, cancelled, now);
    }

    private static void WriteTask(
        StringBuilder text, int number, DirectiveTask task, IEnumerable<Assignment> assignments,
        Dictionary<Guid, Timeliness> standing, Func<Guid, string> unitName)
    {
        var title = task.IsConfidential ? "Nhiệm vụ có nội dung hạn chế, kết quả báo cáo riêng" : task.Title;
        text.AppendLine(CultureInfo.InvariantCulture, $"{number}. {title}.");
        foreach (var assignment in assignments.OrderBy(a => a.Role).ThenBy(a => unitName(a.UnitId), StringComparer.Ordinal))
        {
            var role = AssignmentLabels.Of(assignment.Role).Vi;
            var unit = task.IsConfidential ? "" : $" {unitName(assignment.UnitId)}";
            text.AppendLine(CultureInfo.InvariantCulture, $"   - {role}{unit}: {Outcome(assignment, standing[assignment.Id])}.");
            if (!task.IsConfidential && assignment is { State: AssignmentState.Completed, CurrentReport: { } report })
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"     {report.Summary}");
                text.AppendLine(report.Product is { } product
                    ? $"     Sản phẩm: {product}"
                    : $"     Không có sản phẩm: {report.NoProductReason}");
            }
        }
    }

    private static string Outcome(Assignment assignment, Timeliness standing)
    {
        var words = standing.Box is StatisticsBox.None or StatisticsBox.AwaitingConfirmation
            ? AssignmentLabels.Of(assignment.State).Vi
            : StatisticsLabels.Of(standing.Box).Vi;
        var late = standing.WorkingDaysLate > 0
            ? string.Create(CultureInfo.InvariantCulture, $" (báo cáo chậm {standing.WorkingDaysLate} ngày làm việc)")
            : "";
        var grade = assignment.Grade is { } g ? $", chất lượng {AssignmentLabels.Of(g).Vi.ToLowerInvariant()}" : "";
        return $"{words}{late}{grade}";
    }

    private static string TitleOf(Directive directive)
    {
        var issued = directive.IssuedDate is { } day ? $" ngày {VietnamTime.Format(day)}" : "";
        return $"{directive.TypeName} số {directive.Code}{issued} của {directive.OrganName}: {directive.Subject}";
    }

    private static string Moment(DateTimeOffset at)
    {
        var time = VietnamTime.TimeOf(at);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{time.Hour:00} giờ {time.Minute:00} phút, ngày {VietnamTime.Format(VietnamTime.DayOf(at))}");
    }
}
