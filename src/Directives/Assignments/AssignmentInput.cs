using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Assignments;

/// <summary>What the actor enters with an action; each action reads its own fields. Ids of new rows come from the caller.</summary>
internal sealed record AssignmentInput
{
    public static readonly AssignmentInput None = new();

    /// <summary>Id of the report, review or progress entry this action writes.</summary>
    public Guid RowId { get; init; }

    public string? Reason { get; init; }

    public ReturnReason? ReturnReason { get; init; }

    public Guid? UnitId { get; init; }

    public Deadline? Deadline { get; init; }

    public DateOnly? SuperiorDueDate { get; init; }

    public Person? Officer { get; init; }

    public string? Note { get; init; }

    public int? Percent { get; init; }

    public string? Product { get; init; }

    public string? NoProductReason { get; init; }

    public Grade? Grade { get; init; }
}

/// <summary>Somebody tries an action on an assignment: what a guard judges.</summary>
internal sealed record AssignmentAttempt(Assignment Assignment, Act Act, AssignmentInput Input);
