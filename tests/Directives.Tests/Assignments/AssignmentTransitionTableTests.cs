using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using A = DirectiveFlow.Directives.Assignments.AssignmentAction;
using S = DirectiveFlow.Directives.Assignments.AssignmentState;

namespace DirectiveFlow.Directives.Tests.Assignments;

/// <summary>The table against PROCESS section 4, written out here a second time on purpose.</summary>
public sealed class AssignmentTransitionTableTests
{
    private static readonly A[] Offered =
        [A.Assign, A.Accept, A.Return, A.Cascade, A.Update, A.Report, A.Appraise, A.RequestRework, A.Approve, A.Cancel];

    private static readonly Dictionary<(S From, A Action), S> Expected = new()
    {
        [(S.Draft, A.Assign)] = S.Assigned,
        [(S.Returned, A.Assign)] = S.Assigned,
        [(S.Assigned, A.Accept)] = S.Accepted,
        [(S.Assigned, A.Return)] = S.Returned,
        [(S.Accepted, A.Cascade)] = S.InProgress,
        [(S.InProgress, A.Cascade)] = S.InProgress,
        [(S.InProgress, A.Update)] = S.InProgress,
        [(S.NeedsRework, A.Update)] = S.NeedsRework,
        [(S.InProgress, A.Report)] = S.Reported,
        [(S.NeedsRework, A.Report)] = S.Reported,
        [(S.Reported, A.Appraise)] = S.Appraised,
        [(S.Reported, A.RequestRework)] = S.NeedsRework,
        [(S.Appraised, A.RequestRework)] = S.NeedsRework,
        [(S.Appraised, A.Approve)] = S.Completed,
        [(S.Draft, A.Cancel)] = S.Cancelled,
        [(S.Assigned, A.Cancel)] = S.Cancelled,
        [(S.Returned, A.Cancel)] = S.Cancelled,
        [(S.Accepted, A.Cancel)] = S.Cancelled,
        [(S.InProgress, A.Cancel)] = S.Cancelled,
        [(S.OnHold, A.Cancel)] = S.Cancelled,
        [(S.Reported, A.Cancel)] = S.Cancelled,
        [(S.Appraised, A.Cancel)] = S.Cancelled,
        [(S.NeedsRework, A.Cancel)] = S.Cancelled,
        [(S.AwaitingSuperior, A.Cancel)] = S.Cancelled,
    };

    private static readonly Dictionary<A, string> Rules = new()
    {
        [A.Assign] = "T5", [A.Accept] = "T6", [A.Return] = "T7", [A.Cascade] = "T8", [A.Update] = "T9", [A.Report] = "T14",
        [A.Appraise] = "T15", [A.RequestRework] = "T15", [A.Approve] = "T16", [A.Cancel] = "T20",
    };

    public static TheoryData<S, A> EveryPair()
    {
        var pairs = new TheoryData<S, A>();
        foreach (var state in Enum.GetValues<S>())
        {
            foreach (var action in Offered)
            {
                pairs.Add(state, action);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Every_action_in_every_state_is_done_as_the_process_says_or_refused_by_its_rule(S state, A action)
    {
        var scene = new Scene();
        var assignment = scene.In(state);
        var version = assignment.Version;
        var events = assignment.Events.Count;

        if (Expected.TryGetValue((state, action), out var to))
        {
            scene.Try(assignment, action);

            Assert.Equal(to, assignment.State);
            Assert.Equal(version + 1, assignment.Version);
            var last = assignment.Events[^1];
            Assert.Equal(
                (assignment.Id, version + 1, ActionIds.Of(action), (S?)state, to),
                (last.AssignmentId, last.Version, last.Action, last.FromState, last.ToState));
            return;
        }

        var refused = Assert.Throws<RuleViolationException>(() => scene.Try(assignment, action));

        Assert.Equal("assignment.transition.not-allowed", refused.Code);
        Assert.Equal(Rules[action], refused.Rule);
        Assert.Equal((state, version, events), (assignment.State, assignment.Version, assignment.Events.Count));
    }

    [Fact]
    public void The_table_offers_exactly_the_transitions_of_the_process()
    {
        var offered = AssignmentTransitions.Table
            .Where(t => t.Available && t.From is not null && t.Action != A.DeemAccepted)
            .ToDictionary(t => (t.From!.Value, t.Action), t => t.To);

        Assert.Equal(Expected.OrderBy(e => e.Key), offered.OrderBy(e => e.Key));
    }

    [Fact]
    public void State_and_action_determine_one_row()
    {
        var doubles = AssignmentTransitions.Table.GroupBy(t => (t.From, t.Action)).Where(g => g.Count() > 1).Select(g => g.Key);

        Assert.Empty(doubles);
    }

    [Fact]
    public void The_table_declares_every_transition_number_of_the_process()
    {
        string[] all =
            ["T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12", "T13", "T14", "T15", "T16", "T17", "T18", "T19", "T20", "T21"];

        Assert.Equivalent(all, AssignmentTransitions.Table.Select(t => t.Rule).ToHashSet(StringComparer.Ordinal), strict: true);
    }

    [Fact]
    public void Every_row_names_known_roles_and_a_stable_code_per_guard()
    {
        string[] roles = [.. Roles.All, Roles.System];
        foreach (var row in AssignmentTransitions.Table)
        {
            Assert.NotEmpty(row.Who);
            Assert.Empty(row.Who.Except(roles, StringComparer.Ordinal));
            Assert.All(row.Guards, g => Assert.Matches(@"^assignment\.[a-zA-Z]+(\.[a-z-]+)?(-[a-z]+)*$", g.Code));
            Assert.All(row.Guards, g => Assert.EndsWith(".", g.Vietnamese, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Neither_administrator_nor_inspector_nor_clerk_may_do_anything()
    {
        var scene = new Scene();
        foreach (var state in Enum.GetValues<S>())
        {
            var assignment = scene.In(state);

            Assert.Empty(AssignmentTransitions.AllowedFor(assignment, scene.By(scene.Admin)));
            Assert.Empty(AssignmentTransitions.AllowedFor(assignment, scene.By(scene.Inspector)));
            Assert.Empty(AssignmentTransitions.AllowedFor(assignment, scene.By(scene.Clerk)));
        }
    }

    [Fact]
    public void What_is_offered_is_what_the_role_may_do_now()
    {
        var scene = new Scene();
        A[] Allowed(S state, Person person) =>
            [.. AssignmentTransitions.AllowedFor(scene.In(state), scene.By(person)).Select(t => t.Action)];

        Assert.Equal([A.Accept, A.Return], Allowed(S.Assigned, scene.Head));
        Assert.Equal([], Allowed(S.Assigned, scene.OtherHead));
        Assert.Equal([], Allowed(S.Assigned, scene.Officer));
        Assert.Equal([A.Cancel], Allowed(S.Assigned, scene.Leader));
        Assert.Equal([A.Cascade, A.Update, A.Report], Allowed(S.InProgress, scene.Head));
        Assert.Equal([A.Update], Allowed(S.InProgress, scene.Officer));
        Assert.Equal([], Allowed(S.InProgress, scene.Colleague));
        Assert.Equal([A.Appraise, A.RequestRework], Allowed(S.Reported, scene.Appraiser));
        Assert.Equal([A.Cancel], Allowed(S.Reported, scene.Leader));
        Assert.Equal([A.Approve, A.RequestRework, A.Cancel], Allowed(S.Appraised, scene.Leader));
        Assert.Equal([A.Assign, A.Cancel], Allowed(S.Returned, scene.Leader));
        Assert.Equal([A.Assign], Allowed(S.Returned, scene.Monitor));
        Assert.Equal([], Allowed(S.Completed, scene.Leader));
    }
}
