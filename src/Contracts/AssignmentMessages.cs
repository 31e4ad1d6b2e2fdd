namespace DirectiveFlow.Contracts;

/// <summary>A unit was given an assignment (T5).</summary>
public sealed record TaskAssigned : AssignmentMessage
{
    public required string Title { get; init; }

    /// <summary><c>Lead</c> or <c>Coordinating</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Last day of the term; its end in Asia/Ho_Chi_Minh counts. Null: no deadline.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>The words of the document the deadline came from.</summary>
    public string? DeadlineSource { get; init; }

    public string? Product { get; init; }
}

/// <summary>The unit accepted (T6), or is deemed to have accepted by silence.</summary>
public sealed record TaskAcknowledged : AssignmentMessage
{
    public bool DeemedAccepted { get; init; }

    public string? ActorName { get; init; }
}

/// <summary>The unit returned the assignment to its assigner (T7).</summary>
public sealed record TaskReturned : AssignmentMessage
{
    public required string Reason { get; init; }

    public required string ActorName { get; init; }
}

/// <summary>The assignment was cancelled (T20): the unit stops and owes nothing more.</summary>
public sealed record TaskCancelled : AssignmentMessage
{
    public required string Reason { get; init; }

    public required string ActorName { get; init; }
}

/// <summary>The unit reported its result (T14). <see cref="DepartmentMessage.OccurredAt"/> is the time that counts for lateness.</summary>
public sealed record ReportSubmitted : AssignmentMessage
{
    public required Guid ReportId { get; init; }

    /// <summary>1 for the first report, one more after each rework.</summary>
    public required int Round { get; init; }

    public required string Summary { get; init; }

    public string? Product { get; init; }

    /// <summary>Why there is no product; set exactly when <see cref="Product"/> is null.</summary>
    public string? NoProductReason { get; init; }

    public required string ActorName { get; init; }
}

/// <summary>A report was appraised (T15) or decided (T16).</summary>
public sealed record ReportReviewed : AssignmentMessage
{
    public required Guid ReportId { get; init; }

    public required int Round { get; init; }

    /// <summary><c>Appraisal</c> or <c>Approval</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>Accepted</c> or <c>ReworkRequested</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Set when rework is requested.</summary>
    public string? Reason { get; init; }

    public string? Grade { get; init; }

    public required string ActorName { get; init; }
}

/// <summary>The unit asks for more time (T12).</summary>
public sealed record ExtensionRequested : AssignmentMessage
{
    public required Guid ExtensionId { get; init; }

    public required DateOnly RequestedDueDate { get; init; }

    public required string Reason { get; init; }

    public required string ActorName { get; init; }
}

/// <summary>More time was granted or refused (T13). The original deadline stays visible beside the new one.</summary>
public sealed record ExtensionDecided : AssignmentMessage
{
    public required Guid ExtensionId { get; init; }

    public required bool Granted { get; init; }

    /// <summary>The deadline in force after the decision.</summary>
    public required DateOnly DueDate { get; init; }

    public string? Reason { get; init; }

    public required string ActorName { get; init; }
}

/// <summary>A reminder rung before or on the deadline fired (ladder L0). Each rung of a deadline version fires once.</summary>
public sealed record ReminderDue : AssignmentMessage
{
    /// <summary>For example <c>L0-3</c>.</summary>
    public required string Rung { get; init; }

    public required DateOnly DueDate { get; init; }

    /// <summary>Working days of the calendar in force; 0 on the day itself.</summary>
    public required int WorkingDaysLeft { get; init; }

    /// <summary>True when the system was down at the planned time.</summary>
    public bool SentLate { get; init; }
}

/// <summary>The deadline passed without a report (ladder L1 and up); an explanation is asked for.</summary>
public sealed record TaskOverdue : AssignmentMessage
{
    public required string Rung { get; init; }

    public required DateOnly DueDate { get; init; }

    public required int WorkingDaysLate { get; init; }

    public bool SentLate { get; init; }
}
