using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Directives.Tasks;

/// <summary>
/// Who reads a confidential task and its assignments: the units of the task, and those whose office is to see everything.
/// To everyone else it does not exist (not found, not forbidden).
/// </summary>
public static class Confidentiality
{
    /// <summary>Roles that read every task. An administrator is not among them: he runs the system, not its content.</summary>
    public static readonly IReadOnlyList<string> ReadsEverything =
        [Roles.Leader, Roles.Monitor, Roles.Appraiser, Roles.Inspector, Roles.System];

    public static bool ReadsAll(Actor actor) => actor.HasAny(ReadsEverything);

    /// <param name="unitIds">Lead and coordinating units of the task and the units of its assignments.</param>
    public static bool MayRead(Actor actor, bool isConfidential, IEnumerable<Guid> unitIds) =>
        !isConfidential || ReadsAll(actor) || (actor.UnitId is { } unit && unitIds.Contains(unit));
}
