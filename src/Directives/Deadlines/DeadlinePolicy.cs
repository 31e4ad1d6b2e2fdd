using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Deadlines;

/// <summary>What makes a date a good deadline, and the default for coordinating units.</summary>
public static class DeadlinePolicy
{
    /// <summary>Working days a coordinating unit delivers before the lead (PROCESS section 7).</summary>
    public const int CoordinatingLead = 5;

    /// <summary>Working days kept in reserve before a superior's deadline (T5).</summary>
    public const int SuperiorReserve = 3;

    /// <exception cref="RuleViolationException"><c>deadline.past</c>, <c>deadline.off-day</c>.</exception>
    public static void Validate(DateOnly dueDate, TimeOnly? dueTime, Act act, string field = "dueDate")
    {
        var end = dueTime is { } time ? VietnamTime.At(dueDate, time) : VietnamTime.EndOfDay(dueDate);
        if (end <= act.At)
        {
            throw new RuleViolationException(
                "deadline.past", "T5",
                $"Hạn {VietnamTime.Format(dueDate)} đã qua. Chọn một ngày làm việc từ hôm nay trở đi.",
                $"The deadline {VietnamTime.Format(dueDate)} has passed. Choose a working day from today on.", field);
        }

        if (act.Calendar.WhyOff(dueDate) is { } off)
        {
            throw OffDay(off, act, field);
        }
    }

    /// <summary>A deadline set by a person, checked against the calendar in force.</summary>
    public static Deadline Set(DateOnly dueDate, TimeOnly? dueTime, Act act, int version = 1, string field = "dueDate")
    {
        Validate(dueDate, dueTime, act, field);
        return new Deadline
        {
            DueDate = dueDate,
            DueTime = dueTime,
            Rule = DeadlineRules.SetByPerson,
            CalendarEdition = act.Calendar.Edition,
            ConfirmedBy = act.By.FullName,
            Version = version,
        };
    }

    /// <summary>
    /// The coordinating units' default: five working days before the lead's. When that is already today or past, the next
    /// working day, yet never after the lead's own.
    /// </summary>
    public static Deadline ForCoordinating(Deadline lead, Act act)
    {
        var due = act.Calendar.AddWorkingDays(lead.DueDate, -CoordinatingLead);
        if (due <= act.Today)
        {
            due = act.Calendar.AddWorkingDays(act.Today, 1);
        }

        return lead with
        {
            DueDate = due < lead.DueDate ? due : lead.DueDate,
            DueTime = due < lead.DueDate ? null : lead.DueTime,
            Rule = DeadlineRules.LeadMinusFive,
            CalendarEdition = act.Calendar.Edition,
            Version = 1,
        };
    }

    private static RuleViolationException OffDay(DayOff off, Act act, string field)
    {
        var (before, after) = act.Calendar.NearestWorkingDays(off.Date);
        DateOnly[] choices = before >= act.Today ? [after, before] : [after];
        var kind = Labels.CalendarLabels.Of(off.Kind);
        return new RuleViolationException(
            "deadline.off-day", "T5",
            $"{VietnamTime.Format(off.Date)} là {kind.Vi}. Chọn {string.Join(" hoặc ", choices.Select(VietnamTime.FormatWithWeekday))}.",
            $"{VietnamTime.Format(off.Date)} is a {kind.En}. Choose {string.Join(" or ", choices.Select(VietnamTime.Format))}.",
            field);
    }
}
