using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using static DirectiveFlow.Directives.Assignments.AssignmentAction;
using static DirectiveFlow.Directives.Assignments.AssignmentGuards;
using static DirectiveFlow.Directives.Assignments.AssignmentState;

namespace DirectiveFlow.Directives.Assignments;

/// <summary>The life of an assignment as one table (PROCESS 3.2 and 4). Code, tests, pages and docs read this and nothing else.</summary>
public static class AssignmentTransitions
{
    private static readonly string[] Assigners = [Roles.Leader, Roles.Monitor, Roles.System];
    private static readonly string[] Doers = [Roles.Officer, .. Roles.UnitHeads];
    private static readonly AssignmentState[] Open =
        [AssignmentState.Draft, Assigned, Returned, Accepted, InProgress, OnHold, Reported, Appraised, NeedsRework, AwaitingSuperior];

    public static IReadOnlyList<AssignmentTransition> Table { get; } =
    [
        Row("T4", null, AssignmentAction.Draft, AssignmentState.Draft, Assigners, [], "from a confirmed task"),
        Row("T5", AssignmentState.Draft, Assign, Assigned, Assigners, [DeadlineGiven, ReserveKept], "unit told, clock on, reminders planned"),
        Row("T5", Returned, Assign, Assigned, Assigners, [DeadlineGiven, ReserveKept], "to the same or another unit; clock on"),
        Row("T6", Assigned, Accept, Accepted, Roles.UnitHeads, [OwnUnit], "assigner told"),
        Row("T6", Assigned, DeemAccepted, Accepted, [Roles.System], [SilenceLongEnough], "mặc nhiên tiếp nhận"),
        Row("T7", Assigned, Return, Returned, Roles.UnitHeads, [OwnUnit, ReturnInTime, ReturnOnce, ReturnClassGiven, ReasonGiven], "back to the leader"),
        Row("T8", Accepted, Cascade, InProgress, Roles.UnitHeads, [OwnUnit, OfficerOfUnit], "officer named and told"),
        Row("T8", InProgress, Cascade, InProgress, Roles.UnitHeads, [OwnUnit, OfficerOfUnit], "another officer named and told"),
        Row("T9", InProgress, Update, InProgress, Doers, [OwnUnit, NamedOfficer, NoteGiven, PercentInRange], "progress entry"),
        Row("T9", NeedsRework, Update, NeedsRework, Doers, [OwnUnit, NamedOfficer, NoteGiven, PercentInRange], "progress entry"),
        Later("T10", InProgress, Hold, OnHold, [Roles.Monitor]),
        Later("T11", OnHold, Resume, InProgress, Roles.UnitHeads),
        Later("T12", InProgress, RequestExtension, InProgress, Roles.UnitHeads),
        Later("T13", InProgress, DecideExtension, InProgress, [Roles.Leader]),
        Row("T14", InProgress, Report, Reported, Roles.UnitHeads, [OwnUnit, SummaryGiven, ProductOrReason], "the time counts; reminders stop"),
        Row("T14", NeedsRework, Report, Reported, Roles.UnitHeads, [OwnUnit, SummaryGiven, ProductOrReason], "next round; reminders stop"),
        Row("T15", Reported, Appraise, Appraised, [Roles.Appraiser], [NotReporter], "leader told"),
        Row("T15", Reported, RequestRework, NeedsRework, [Roles.Appraiser], [NotReporter, ReasonGiven], "unit told; original deadline kept; reminders go on"),
        Row("T16", Appraised, Approve, Completed, [Roles.Leader], [NotReporter, NotAppraiser, GradeGiven], "clock off; lateness by the report's own time"),
        Row("T16", Appraised, RequestRework, NeedsRework, [Roles.Leader], [NotReporter, NotAppraiser, ReasonGiven], "unit told; original deadline kept; reminders go on"),
        Later("T16", Appraised, ForwardUp, AwaitingSuperior, [Roles.Leader]),
        Later("T17", AwaitingSuperior, Confirm, Completed, [Roles.Monitor]),
        .. Open.Select(s => Later("T18", s, Reassign, Transferred, [Roles.Leader])),
        .. Open.Select(s => Later("T19", s, Split, s, [Roles.Monitor, Roles.Leader])),
        .. Open.Select(s => Row("T20", s, Cancel, Cancelled, [Roles.Leader], [ReasonGiven], "unit told; reminders stop")),
        Later("T21", Completed, Reopen, InProgress, [Roles.Leader]),
    ];

    /// <summary>The row for an action in a state, null when the process knows none. Action and state determine it.</summary>
    public static AssignmentTransition? Find(AssignmentState? from, AssignmentAction action) =>
        Table.FirstOrDefault(t => t.From == from && t.Action == action);

    /// <summary>
    /// What this person may do to the assignment at this moment, in the order of the table: the actions to offer. What is
    /// entered with an action is judged when it is tried.
    /// </summary>
    public static IReadOnlyList<AssignmentTransition> AllowedFor(Assignment assignment, Act act)
    {
        var attempt = new AssignmentAttempt(assignment, act, AssignmentInput.None);
        return
        [
            .. Table.Where(t => t.Available && t.From == assignment.State && act.By.HasAny(t.Who)
                && t.Guards.All(g => g.NeedsInput || g.Holds(attempt))),
        ];
    }

    /// <exception cref="RuleViolationException">State, role or a guard refuses; codes as in the table.</exception>
    internal static AssignmentTransition Require(AssignmentAction action, AssignmentAttempt attempt)
    {
        var state = attempt.Assignment.State;
        var row = Find(state, action);
        if (row is null || !row.Available)
        {
            var name = AssignmentLabels.Of(action);
            throw new RuleViolationException(
                "assignment.transition.not-allowed", Table.First(t => t.Action == action).Rule,
                $"Không thể “{name.Vi}” khi phần việc đang ở trạng thái “{AssignmentLabels.Of(state).Vi}”.",
                $"“{name.En}” is not possible while the assignment is “{AssignmentLabels.Of(state).En}”.");
        }

        CheckRole(row, attempt.Act.By);
        foreach (var guard in row.Guards)
        {
            if (!guard.Holds(attempt))
            {
                throw guard.Refusal(row.Rule);
            }
        }

        return row;
    }

    internal static void CheckRole(AssignmentTransition row, Actor actor)
    {
        if (!actor.HasAny(row.Who))
        {
            throw new RuleViolationException(
                "assignment.role.not-allowed", row.Rule,
                $"Bạn không có quyền “{row.Name.Vi}”. Người có quyền: {RoleLabels.List(row.Who, l => l.Vi)}.",
                $"You may not “{row.Name.En}”. Who may: {RoleLabels.List(row.Who, l => l.En)}.");
        }
    }

    private static AssignmentTransition Row(
        string rule, AssignmentState? from, AssignmentAction action, AssignmentState to, IReadOnlyList<string> who,
        AssignmentGuard[] guards, string effect) =>
        new(rule, from, action, to, AssignmentLabels.Of(action), who, guards, effect);

    private static AssignmentTransition Later(
        string rule, AssignmentState from, AssignmentAction action, AssignmentState to, IReadOnlyList<string> who) =>
        new(rule, from, action, to, AssignmentLabels.Of(action), who, [], "not offered yet", Available: false);
}
