using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Directives.Rules;

/// <summary>Who acts, when, and under which calendar: what every decision of the domain needs to know.</summary>
/// <param name="At">UTC.</param>
public sealed record Act(Actor By, DateTimeOffset At, WorkingCalendar Calendar)
{
    /// <summary>The day of the act in Asia/Ho_Chi_Minh.</summary>
    public DateOnly Today => Vietnamese.VietnamTime.DayOf(At);
}
