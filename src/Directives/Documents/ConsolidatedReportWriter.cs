using System.Globalization;
using System.Text;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Vietnamese;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Directives.Documents;

/// <summary>Writes the report that goes up from what was approved: figures by the official boxes, then each task with its units' results.</summary>
public static class ConsolidatedReportWriter
{
    /// <param name="unitName">Full name of a unit.</param>
    public static ConsolidatedReport Write(
        Directive directive, IReadOnlyList<Assignment> assignments, Func<Guid, string> unitName, DateTimeOffset now,
        WorkingCalendar calendar)
    {
        var boxes = assignments.ToDictionary(a => a.Id, a => Timeliness.Of(a, now, calendar).Box);
        var onTime = boxes.Values.Count(box => box == StatisticsBox.CompletedOnTime);
        var late = boxes.Values.Count(box => box == StatisticsBox.CompletedLate);
        var cancelled = assignments.Count(a => a.State == AssignmentState.Cancelled);
        var tasks = directive.Tasks.Where(t => t.Status == TaskStatus.Confirmed).OrderBy(t => t.Ordinal).ToList();

        var text = new StringBuilder();
        Line($"BÁO CÁO KẾT QUẢ THỰC HIỆN {directive.TypeName.ToUpper(CultureInfo.InvariantCulture)} SỐ {directive.Code}");
        Line($"(số liệu đến ngày {VietnamTime.Format(VietnamTime.DayOf(now))})");
        Line($"{directive.Subject}");
        Line($"");
        if (directive.NoTaskArises)
        {
            Line($"Không phát sinh nhiệm vụ.");
        }
        else
        {
            Line($"Số nhiệm vụ: {tasks.Count}; số phần việc đã giao: {assignments.Count}. Hoàn thành đúng hạn: {onTime}; hoàn thành quá hạn: {late}; huỷ giao: {cancelled}.");
        }

        foreach (var task in tasks)
        {
            Line($"");
            Line($"{task.Ordinal}. {task.Title}");
            foreach (var part in assignments.Where(a => a.TaskId == task.Id).OrderBy(a => a.Role))
            {
                Line($"- {unitName(part.UnitId)} ({AssignmentLabels.Of(part.Role).Vi}): {ResultOf(part, boxes[part.Id])}");
            }
        }

        return new ConsolidatedReport(text.ToString().TrimEnd(), tasks.Count, assignments.Count, onTime, late, cancelled, now);

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string ResultOf(Assignment part, StatisticsBox box)
    {
        if (part.State == AssignmentState.Cancelled)
        {
            return $"huỷ giao ({part.LastActorName}).";
        }

        var report = part.CurrentReport;
        var result = report?.Product is { } product ? $"{report.Summary} Sản phẩm: {product}." : report?.Summary;
        return $"{StatisticsLabels.Of(box).Vi.ToLower(CultureInfo.InvariantCulture)}. {result}".TrimEnd();
    }
}
