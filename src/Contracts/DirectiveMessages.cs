namespace DirectiveFlow.Contracts;

/// <summary>
/// A directive was issued to the receiving department, which starts its own workflow for it.
/// Field names of the document follow Decree 30/2020, annex VI.
/// </summary>
public sealed record DirectiveIssued : DepartmentMessage
{
    public required string CodeNumber { get; init; }

    public required string CodeNotation { get; init; }

    public required string TypeName { get; init; }

    public required string OrganName { get; init; }

    public DateOnly? IssuedDate { get; init; }

    public required string Subject { get; init; }

    /// <summary>The term of the whole directive, the end of that day in Asia/Ho_Chi_Minh; null when it names none.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary><c>Normal</c>, <c>Urgent</c>, <c>VeryUrgent</c> or <c>Express</c>.</summary>
    public required string Priority { get; init; }

    /// <summary>The text to read tasks from; null when only the head travels.</summary>
    public string? Text { get; init; }
}

/// <summary>The sender took the directive back: its content is frozen at once (Decree 30/2020, annex VI; T23).</summary>
public sealed record DirectiveWithdrawn : DepartmentMessage
{
    public required string Reason { get; init; }

    /// <summary>Code of the document that withdraws, when there is one.</summary>
    public string? DocumentCode { get; init; }
}

/// <summary>Another directive takes this one's place (T22).</summary>
public sealed record DirectiveReplaced : DepartmentMessage
{
    public required Guid ReplacedByDirectiveId { get; init; }

    public required string ReplacedByCode { get; init; }

    /// <summary>False when only a part is amended and the rest stays in force.</summary>
    public bool IsWhole { get; init; } = true;
}

/// <summary>All assignments are completed or cancelled, the consolidated report went up and the directive is closed.</summary>
public sealed record DirectiveClosed : DepartmentMessage
{
    /// <summary>The consolidated report, Vietnamese.</summary>
    public required string Summary { get; init; }

    public int CompletedOnTime { get; init; }

    public int CompletedLate { get; init; }

    public int Cancelled { get; init; }
}

/// <summary>The consolidated report of a directive goes up to who issued it.</summary>
public sealed record ConsolidatedReportSubmitted : DepartmentMessage
{
    /// <summary>The issuer, as the directive names it.</summary>
    public required string OrganName { get; init; }

    /// <summary>Vietnamese, ready to be signed.</summary>
    public required string Text { get; init; }

    public int CompletedOnTime { get; init; }

    public int CompletedLate { get; init; }

    public int Cancelled { get; init; }
}
