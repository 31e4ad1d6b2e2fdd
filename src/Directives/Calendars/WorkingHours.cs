using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Calendars;

/// <summary>Office hours, 7:30-11:30 and 13:30-17:00 on working days, for terms given in hours.</summary>
public static class WorkingHours
{
    private static readonly (TimeOnly From, TimeOnly To)[] Sessions =
        [(new(7, 30), new(11, 30)), (new(13, 30), new(17, 0))];

    /// <summary>The instant (UTC) at which this much office time has passed since <paramref name="start"/>.</summary>
    public static DateTimeOffset Add(DateTimeOffset start, TimeSpan officeTime, WorkingCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(officeTime, TimeSpan.Zero);
        for (var day = calendar.NextWorkingDay(VietnamTime.DayOf(start)); ; day = calendar.AddWorkingDays(day, 1))
        {
            foreach (var (from, to) in Sessions)
            {
                var opens = VietnamTime.At(day, from);
                var closes = VietnamTime.At(day, to);
                var begins = start > opens ? start : opens;
                if (begins >= closes)
                {
                    continue;
                }

                if (officeTime <= closes - begins)
                {
                    return (begins + officeTime).ToUniversalTime();
                }

                officeTime -= closes - begins;
            }
        }
    }
}
