namespace DirectiveFlow.Directives.Reports;

/// <summary>States of a report (PROCESS 3.3).</summary>
public enum ReportState
{
    Draft,
    Submitted,
    Accepted,
    ReworkRequested,
    Withdrawn,
}

/// <summary>A unit's report on one assignment, one per round. Its text is never changed once submitted.</summary>
public sealed class Report
{
    private Report()
    {
        Summary = SubmittedByName = "";
    }

    internal Report(
        Guid id, Guid assignmentId, int round, string summary, string? product, string? noProductReason, Guid? submittedBy,
        string submittedByName, DateTimeOffset submittedAt)
    {
        Id = id;
        AssignmentId = assignmentId;
        Round = round;
        State = ReportState.Submitted;
        Summary = summary;
        Product = product;
        NoProductReason = noProductReason;
        SubmittedBy = submittedBy;
        SubmittedByName = submittedByName;
        SubmittedAt = submittedAt;
    }

    public Guid Id { get; private set; }

    public Guid AssignmentId { get; private set; }

    /// <summary>1 for the first report, one more after each request for rework.</summary>
    public int Round { get; private set; }

    public ReportState State { get; internal set; }

    public string Summary { get; private set; }

    /// <summary>The deliverable: its name or code.</summary>
    public string? Product { get; private set; }

    /// <summary>Why there is no deliverable; set exactly when <see cref="Product"/> is not.</summary>
    public string? NoProductReason { get; private set; }

    public Guid? SubmittedBy { get; private set; }

    public string SubmittedByName { get; private set; }

    /// <summary>What counts against the deadline, whenever the report is approved.</summary>
    public DateTimeOffset SubmittedAt { get; private set; }
}
