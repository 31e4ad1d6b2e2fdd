namespace DirectiveFlow.Contracts;

/// <summary>The common head of the contracts as a record to derive from; see <see cref="IDepartmentMessage"/>.</summary>
public abstract record DepartmentMessage : IDepartmentMessage
{
    public required Guid MessageId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required Guid DirectiveId { get; init; }

    public required string DirectiveCode { get; init; }

    public required string FromDepartment { get; init; }

    public required string ToDepartment { get; init; }
}

/// <summary>A message about one assignment of a directive.</summary>
public abstract record AssignmentMessage : DepartmentMessage
{
    public required Guid AssignmentId { get; init; }

    public required Guid TaskId { get; init; }

    /// <summary>Code of the unit that carries the assignment.</summary>
    public required string UnitCode { get; init; }
}
