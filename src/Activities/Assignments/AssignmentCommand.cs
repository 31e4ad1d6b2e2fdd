using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Activities.Assignments;

/// <summary>
/// What a person does about an assignment: the input that resumes the activity waiting for it. Only the members the action
/// speaks of are read; the transition table of the domain decides whether it is allowed.
/// </summary>
public sealed record AssignmentCommand
{
    public required Guid AssignmentId { get; init; }

    /// <summary>Id of an action of the transition table: <c>accept</c>, <c>return</c>, <c>report</c> ...</summary>
    public required string Action { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The version the person looked at; null skips the check.</summary>
    public int? ExpectedVersion { get; init; }

    public string? Reason { get; init; }

    /// <summary>Why a unit returns an assignment (T7): an id of the domain's return reasons.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>Who does it in the unit (<c>cascade</c>, T8); null: the head.</summary>
    public Guid? OfficerId { get; init; }

    /// <summary>Progress, 0 to 100 (T9).</summary>
    public int? Percent { get; init; }

    public string? Note { get; init; }

    /// <summary>What was done (T14).</summary>
    public string? Summary { get; init; }

    public string? Product { get; init; }

    public string? NoProductReason { get; init; }

    /// <summary>Quality of the result (T16).</summary>
    public string? Grade { get; init; }

    /// <summary>The unit it is given to anew (<c>assign</c> after a return, T5).</summary>
    public Guid? UnitId { get; init; }

    /// <summary>A new deadline with that.</summary>
    public DateOnly? DueDate { get; init; }
}

/// <summary>What every activity that waits for an act on an assignment waits for: one open wait per open assignment.</summary>
public sealed record AssignmentStimulus(Guid AssignmentId)
{
    public const string Name = "DirectiveFlow.AssignmentAction";
}
