using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Tests.Calendars;

public sealed class WorkingHoursTests
{
    [Theory]
    // Monday 9:00 + 2 h = 11:00; + 4 h: 2.5 h before lunch, 1.5 h after = 15:00.
    [InlineData("2026-03-02", "09:00", 2.0, "2026-03-02", "11:00")]
    [InlineData("2026-03-02", "09:00", 4.0, "2026-03-02", "15:00")]
    // At lunch the clock waits for 13:30; in the evening and at night for the next morning.
    [InlineData("2026-03-02", "12:00", 1.0, "2026-03-02", "14:30")]
    [InlineData("2026-03-02", "20:00", 1.0, "2026-03-03", "08:30")]
    [InlineData("2026-03-02", "05:00", 1.0, "2026-03-02", "08:30")]
    // Friday 16:00 + 4 h: 1 h on Friday, 3 h on Monday.
    [InlineData("2026-03-06", "16:00", 4.0, "2026-03-09", "10:30")]
    // Friday 13 February 2026 16:00 + 4 h leaps over Tết to Monday 23 February.
    [InlineData("2026-02-13", "16:00", 4.0, "2026-02-23", "10:30")]
    // The Saturday worked in exchange counts.
    [InlineData("2026-08-21", "16:00", 4.0, "2026-08-22", "10:30")]
    public void Office_time_passes_in_office_hours_only(string day, string time, double hours, string untilDay, string untilTime)
    {
        var start = VietnamTime.At(Scene.Day(day), Time(time));

        var end = WorkingHours.Add(start, TimeSpan.FromHours(hours), ShippedCalendar.Calendar);

        Assert.Equal(VietnamTime.At(Scene.Day(untilDay), Time(untilTime)), end);
        Assert.Equal(TimeSpan.Zero, end.Offset);
    }

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
