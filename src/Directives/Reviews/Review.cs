using DirectiveFlow.Directives.Assignments;

namespace DirectiveFlow.Directives.Reviews;

public enum ReviewKind
{
    /// <summary>Thẩm định (T15).</summary>
    Appraisal,

    /// <summary>Duyệt (T16).</summary>
    Approval,
}

public enum ReviewDecision
{
    Accepted,
    ReworkRequested,
}

/// <summary>One person's judgement of one report. Never changed.</summary>
public sealed class Review
{
    private Review()
    {
        ReviewerName = "";
    }

    internal Review(
        Guid id, Guid reportId, Guid assignmentId, ReviewKind kind, ReviewDecision decision, string? reason, Grade? grade,
        Guid? reviewerId, string reviewerName, DateTimeOffset at)
    {
        Id = id;
        ReportId = reportId;
        AssignmentId = assignmentId;
        Kind = kind;
        Decision = decision;
        Reason = reason;
        Grade = grade;
        ReviewerId = reviewerId;
        ReviewerName = reviewerName;
        At = at;
    }

    public Guid Id { get; private set; }

    public Guid ReportId { get; private set; }

    public Guid AssignmentId { get; private set; }

    public ReviewKind Kind { get; private set; }

    public ReviewDecision Decision { get; private set; }

    /// <summary>Always there when rework is asked for; otherwise a note, if any.</summary>
    public string? Reason { get; private set; }

    public Grade? Grade { get; private set; }

    public Guid? ReviewerId { get; private set; }

    public string ReviewerName { get; private set; }

    public DateTimeOffset At { get; private set; }
}
