using System.Globalization;

namespace DirectiveFlow.Directives.Vietnamese;

/// <summary>Asia/Ho_Chi_Minh: UTC+7 without summer time, so no time zone data is needed.</summary>
public static class VietnamTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    private static readonly string[] ShortDays = ["CN", "T2", "T3", "T4", "T5", "T6", "T7"];

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Offset).DateTime);

    public static TimeOnly TimeOf(DateTimeOffset at) => TimeOnly.FromDateTime(at.ToOffset(Offset).DateTime);

    /// <summary>The instant (UTC) at which clocks in Vietnam show this day and time.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) =>
        new DateTimeOffset(day.ToDateTime(time), Offset).ToUniversalTime();

    /// <summary>The first instant (UTC) that no longer belongs to the day: what happens before it happened on the day.</summary>
    public static DateTimeOffset EndOfDay(DateOnly day) => At(day.AddDays(1), TimeOnly.MinValue);

    /// <summary>As screens write it: <c>26/04/2024</c>.</summary>
    public static string Format(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>With the weekday: <c>T6 26/04/2024</c>.</summary>
    public static string FormatWithWeekday(DateOnly day) => $"{ShortDays[(int)day.DayOfWeek]} {Format(day)}";
}
