namespace DirectiveFlow.Directives.Reminders;

/// <summary>
/// A rung that has fired. Its key (assignment, rung, deadline version) is unique, so a rung fires once however often and
/// from however many hosts it is tried.
/// </summary>
public sealed class Reminder
{
    private Reminder()
    {
        Rung = "";
    }

    /// <param name="dueAt">When it should have fired.</param>
    public Reminder(Guid assignmentId, string rung, int deadlineVersion, DateTimeOffset dueAt, DateTimeOffset firedAt)
    {
        AssignmentId = assignmentId;
        Rung = rung;
        DeadlineVersion = deadlineVersion;
        DueAt = dueAt;
        FiredAt = firedAt;
        SentLate = firedAt - dueAt > ReminderPolicy.LateTolerance;
    }

    public Guid AssignmentId { get; private set; }

    public string Rung { get; private set; }

    public int DeadlineVersion { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset FiredAt { get; private set; }

    /// <summary>The system was stopped when it was due; the message says so.</summary>
    public bool SentLate { get; private set; }
}

/// <summary>Reminders of the current unit of work.</summary>
public interface IReminderLog
{
    Task<bool> HasFiredAsync(Guid assignmentId, string rung, int deadlineVersion, CancellationToken cancellationToken);

    /// <summary>A rung that another writer fired meanwhile makes the commit fail as stale.</summary>
    void Add(Reminder reminder);
}
