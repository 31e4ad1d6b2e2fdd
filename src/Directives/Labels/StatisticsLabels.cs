using DirectiveFlow.Directives.Deadlines;

namespace DirectiveFlow.Directives.Labels;

/// <summary>The official words of the statistics (DOMAIN section 5): shown exactly so.</summary>
public static class StatisticsLabels
{
    public static readonly Label DueSoon = new("sắp hết hạn", "due soon");

    public static Label Of(StatisticsBox box) => box switch
    {
        StatisticsBox.None => new("không thống kê", "not counted"),
        StatisticsBox.CompletedOnTime => new("hoàn thành đúng hạn", "completed on time"),
        StatisticsBox.CompletedLate => new("hoàn thành quá hạn", "completed late"),
        StatisticsBox.OpenInTerm => new("chưa hoàn thành trong hạn", "open, within term"),
        StatisticsBox.OpenOverdue => new("chưa hoàn thành quá hạn", "open, overdue"),
        StatisticsBox.AwaitingConfirmation => new("chờ công nhận", "awaiting confirmation"),
        StatisticsBox.Cancelled => new("bị huỷ", "cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(box), box, null),
    };
}
