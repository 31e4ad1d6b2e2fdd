using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Assignments;

/// <summary>How long a unit may take to accept or return (timer R3 of PROCESS section 5).</summary>
internal static class AcceptanceTerm
{
    /// <summary>Very urgent and express: by the clock, also out of hours.</summary>
    public static readonly TimeSpan Express = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan UrgentWorkingTime = TimeSpan.FromHours(4);

    public static DateTimeOffset Ordinary(DateTimeOffset assignedAt, WorkingCalendar calendar) =>
        VietnamTime.EndOfDay(calendar.AddWorkingDays(VietnamTime.DayOf(assignedAt), 1));

    public static DateTimeOffset Urgent(DateTimeOffset assignedAt, WorkingCalendar calendar) =>
        WorkingHours.Add(assignedAt, UrgentWorkingTime, calendar);
}
