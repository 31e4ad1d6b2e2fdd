using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using A = DirectiveFlow.Directives.Documents.DirectiveAction;
using S = DirectiveFlow.Directives.Documents.DirectiveState;

namespace DirectiveFlow.Directives.Tests.Documents;

/// <summary>The table against PROCESS 3.1, written out here a second time on purpose.</summary>
public sealed class DirectiveTransitionTableTests
{
    [Fact]
    public void The_table_offers_exactly_the_transitions_of_the_process()
    {
        HashSet<(S?, A, S)> expected =
        [
            (null, A.Receive, S.Received),
            (S.Received, A.Register, S.Registered),
            (S.Registered, A.SubmitToLeader, S.AwaitingDirection),
            (S.AwaitingDirection, A.Direct, S.ForInformation),
            (S.AwaitingDirection, A.Direct, S.Concretizing),
            (S.Concretizing, A.Disseminate, S.Concretizing),
            (S.InProgress, A.Disseminate, S.InProgress),
            (S.Concretizing, A.AddTask, S.Concretizing),
            (S.Concretizing, A.ConfirmTask, S.Concretizing),
            (S.Concretizing, A.EditTask, S.Concretizing),
            (S.Concretizing, A.RejectTask, S.Concretizing),
            (S.Concretizing, A.SignNoTaskArises, S.Concretizing),
            (S.Concretizing, A.Concretize, S.InProgress),
            (S.InProgress, A.Summarize, S.Summarizing),
            (S.Summarizing, A.ResumeWork, S.InProgress),
            (S.Summarizing, A.Close, S.Closed),
        ];

        Assert.Equal(expected.Count, DirectiveTransitions.Table.Count);
        Assert.Equivalent(expected, DirectiveTransitions.Table.Select(t => (t.From, t.Action, t.To)), strict: true);
    }

    [Fact]
    public void Only_the_leader_directs_and_signs_that_no_task_arises()
    {
        var rows = DirectiveTransitions.Table.Where(t => t.Action is A.Direct or A.SignNoTaskArises);

        Assert.All(rows, t => Assert.Equal([Roles.Leader], t.Who));
    }

    [Fact]
    public void Neither_administrator_nor_inspector_nor_a_unit_touches_a_directive()
    {
        string[] strangers = [Roles.Admin, Roles.Inspector, Roles.Officer, Roles.Appraiser, .. Roles.UnitHeads];

        Assert.All(DirectiveTransitions.Table, t => Assert.Empty(t.Who.Intersect(strangers)));
    }
}
