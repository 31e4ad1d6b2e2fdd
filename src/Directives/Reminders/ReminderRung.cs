namespace DirectiveFlow.Directives.Reminders;

/// <summary>One rung of the ladder of PROCESS section 6.</summary>
/// <param name="Id">Part of the reminder's key, e.g. <c>L0-7</c>; never reused with another meaning.</param>
/// <param name="WorkingDays">Working days from the deadline: negative before, 0 on the day, positive after.</param>
/// <param name="ToHead">Also to the head of the unit, not only to the officer.</param>
/// <param name="AsksExplanation">The recipient is asked to explain the delay.</param>
public sealed record ReminderRung(string Id, int WorkingDays, bool ToHead, bool AsksExplanation)
{
    /// <summary>After the deadline: notice of being overdue.</summary>
    public bool IsOverdueNotice => WorkingDays > 0;
}

/// <summary>A rung with its time.</summary>
/// <param name="DueAt">UTC.</param>
public sealed record PlannedReminder(ReminderRung Rung, DateTimeOffset DueAt);
