namespace DirectiveFlow.Engine.Persistence;

/// <summary>Where a page ended.</summary>
public sealed record InstanceCursor(DateTimeOffset CreatedAt, string Id);

/// <summary>The column a list of instances is ordered by; ties are broken by id.</summary>
public enum InstanceOrder
{
    Created,

    /// <summary>By the last step.</summary>
    Updated,

    /// <summary>Running instances have no such time; they come last, newest first, whatever the direction.</summary>
    Finished,

    /// <summary>Instances without a name come last, newest first, whatever the direction.</summary>
    Name,
}

/// <summary>A time of an instance.</summary>
public enum InstanceTime
{
    CreatedAt,
    UpdatedAt,
    FinishedAt,
}

/// <summary>How a time is compared.</summary>
public enum TimeComparison
{
    Is,
    IsNot,
    LessThan,
    LessThanOrEqual,
    GreaterThan,
    GreaterThanOrEqual,
}

/// <summary>One condition on a time. An instance that does not have the time meets none.</summary>
public sealed record InstanceTimeFilter(InstanceTime Column, TimeComparison Operator, DateTimeOffset Timestamp);

/// <summary>A question for a page of instances. Absent and empty members do not narrow.</summary>
public sealed record InstanceQuery
{
    public string? DefinitionId { get; init; }

    public IReadOnlyCollection<string> DefinitionIds { get; init; } = [];

    public string? DefinitionVersionId { get; init; }

    public IReadOnlyCollection<string> DefinitionVersionIds { get; init; } = [];

    /// <summary>Version number.</summary>
    public int? Version { get; init; }

    public string? CorrelationId { get; init; }

    public IReadOnlyCollection<string> CorrelationIds { get; init; } = [];

    public string? ParentInstanceId { get; init; }

    /// <summary>Exactly one of these names.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];

    public string? Status { get; init; }

    public IReadOnlyCollection<string> SubStatuses { get; init; } = [];

    public IReadOnlyCollection<string> Ids { get; init; } = [];

    /// <summary>Whether something went wrong in it, ever.</summary>
    public bool? HasIncidents { get; init; }

    public bool? IsHeld { get; init; }

    /// <summary>Whether an operator deleted it; its rows go a little later, or stay because the domain refers to it.</summary>
    public bool? IsDeleted { get; init; }

    /// <summary>
    /// Part of the name or of the correlation id, whatever the case and the Vietnamese marks, or exactly the id of the instance or of its
    /// definition.
    /// </summary>
    public string? SearchTerm { get; init; }

    public IReadOnlyCollection<InstanceTimeFilter> Times { get; init; } = [];

    public InstanceOrder Order { get; init; } = InstanceOrder.Created;

    public bool Ascending { get; init; }

    /// <summary>The last one of the page before, of a list that is ordered by creation, newest first.</summary>
    public InstanceCursor? After { get; init; }

    /// <summary>Rows to pass over.</summary>
    public int Skip { get; init; }

    public int Limit { get; init; } = 50;
}
