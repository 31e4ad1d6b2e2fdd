using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Deadlines;

/// <summary>The box of the official statistics an assignment counts in (PROCESS 3.2, DOMAIN section 5).</summary>
public enum StatisticsBox
{
    /// <summary>Not counted: drafts and what was handed over.</summary>
    None,
    CompletedOnTime,
    CompletedLate,
    OpenInTerm,
    OpenOverdue,

    /// <summary>Chờ công nhận: reported, judged by others.</summary>
    AwaitingConfirmation,
    Cancelled,
}

/// <summary>How an assignment stands against its deadline at one moment. Computed, never stored.</summary>
/// <param name="WorkingDaysLeft">To the due day, today not counted; negative once it has passed; null without a deadline or
/// when the unit's clock no longer runs.</param>
/// <param name="IsDueSoon">The unit's clock runs and the due day is within the next 7 days.</param>
/// <param name="IsOverdue">The unit's clock runs and the deadline has passed.</param>
/// <param name="WorkingDaysLate">Working days the counting report (or now, while overdue) is behind; 0 when not late.</param>
public sealed record Timeliness(StatisticsBox Box, int? WorkingDaysLeft, bool IsDueSoon, bool IsOverdue, int WorkingDaysLate)
{
    /// <summary>Calendar days that count as due soon ("sắp hết hạn").</summary>
    public const int DueSoonDays = 7;

    public static Timeliness Of(Assignment assignment, DateTimeOffset now, WorkingCalendar calendar) =>
        Of(assignment.State, assignment.Deadline, assignment.ReportedAt, now, calendar);

    /// <param name="reportedAt">Time of the latest report, if any.</param>
    public static Timeliness Of(
        AssignmentState state, Deadline? deadline, DateTimeOffset? reportedAt, DateTimeOffset now, WorkingCalendar calendar)
    {
        if (state == AssignmentState.Cancelled)
        {
            return new(StatisticsBox.Cancelled, null, false, false, 0);
        }

        if (state is AssignmentState.Draft or AssignmentState.Transferred)
        {
            return new(StatisticsBox.None, null, false, false, 0);
        }

        if (state == AssignmentState.Completed || state.AwaitsConfirmation())
        {
            var late = deadline is not null && reportedAt is { } at && deadline.IsMissedAt(at);
            var days = late ? DaysLate(deadline!, reportedAt!.Value, calendar) : 0;
            var box = state != AssignmentState.Completed ? StatisticsBox.AwaitingConfirmation
                : late ? StatisticsBox.CompletedLate : StatisticsBox.CompletedOnTime;
            return new(box, null, false, false, days);
        }

        if (deadline is null)
        {
            return new(StatisticsBox.OpenInTerm, null, false, false, 0);
        }

        var today = VietnamTime.DayOf(now);
        var missed = deadline.IsMissedAt(now);
        var runs = state.RunsUnitClock();
        return new(
            missed ? StatisticsBox.OpenOverdue : StatisticsBox.OpenInTerm,
            calendar.WorkingDaysBetween(today, deadline.DueDate),
            runs && !missed && deadline.DueDate <= today.AddDays(DueSoonDays),
            runs && missed,
            missed ? DaysLate(deadline, now, calendar) : 0);
    }

    private static int DaysLate(Deadline deadline, DateTimeOffset at, WorkingCalendar calendar) =>
        Math.Max(1, calendar.WorkingDaysBetween(deadline.DueDate, VietnamTime.DayOf(at)));
}
