using DirectiveFlow.Directives.Labels;

namespace DirectiveFlow.Directives.Assignments;

/// <summary>One row of <see cref="AssignmentTransitions.Table"/>.</summary>
/// <param name="Rule">T-number of PROCESS section 4.</param>
/// <param name="From">Null: the assignment comes into being.</param>
/// <param name="Who">Roles that may act; one suffices. Unit heads act within their own unit only.</param>
/// <param name="Effect">What happens besides the change of state, for the docs.</param>
/// <param name="Available">False: declared by the process, not offered by this version.</param>
public sealed record AssignmentTransition(
    string Rule, AssignmentState? From, AssignmentAction Action, AssignmentState To, Label Name, IReadOnlyList<string> Who,
    IReadOnlyList<AssignmentGuard> Guards, string Effect, bool Available = true);
