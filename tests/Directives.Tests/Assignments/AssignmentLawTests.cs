using CsCheck;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Rules;
using A = DirectiveFlow.Directives.Assignments.AssignmentAction;
using S = DirectiveFlow.Directives.Assignments.AssignmentState;

namespace DirectiveFlow.Directives.Tests.Assignments;

/// <summary>Random lives of an assignment against a small model; CsCheck prints the seed of a failure.</summary>
public sealed class AssignmentLawTests
{
    private static readonly A[] Actions =
    [
        A.Assign, A.Accept, A.DeemAccepted, A.Return, A.Cascade, A.Update, A.Report, A.Appraise, A.RequestRework, A.Approve,
        A.Cancel,
    ];

    /// <summary>Two steps of three follow the process, so that lives get long; the third tries anything. Hours pass between.</summary>
    private static readonly Gen<(bool Follows, int Choice, int Hours)> Step =
        Gen.Select(Gen.Int[0, 2].Select(n => n > 0), Gen.Int[0, 1000], Gen.Frequency((3, Gen.Int[0, 2]), (1, Gen.Int[3, 30])));

    [Fact]
    public void Any_sequence_of_actions_keeps_the_laws_of_the_history()
    {
        Step.Array[1, 60].Sample(steps =>
        {
            var scene = new Scene();
            var assignment = scene.ADraft();
            var model = new Model();
            foreach (var (follows, choice, hours) in steps)
            {
                scene.Now += TimeSpan.FromHours(hours);
                var versionBefore = assignment.Version;
                A[] possible = [.. Actions.Where(a => a != A.Cancel && model.Allows(a, assignment, scene))];
                var action = follows && possible.Length > 0
                    ? possible[choice % possible.Length]
                    : Actions[choice % Actions.Length];
                var allowed = model.Allows(action, assignment, scene);
                try
                {
                    scene.Try(assignment, action);
                    Assert.True(allowed, $"{action} was done in {model.State}");
                    model.Take(action, scene.Now);
                    Assert.Equal(versionBefore + 1, assignment.Version);
                }
                catch (RuleViolationException refused)
                {
                    Assert.False(allowed, $"{action} was refused in {model.State}: {refused.Code}");
                    Assert.Equal(versionBefore, assignment.Version);
                }

                model.AssertSame(assignment);
            }

            AssertHistory(assignment);
        });
    }

    private static void AssertHistory(Assignment assignment)
    {
        Assert.Equal(Enumerable.Range(1, assignment.Version), assignment.Events.Select(e => e.Version));
        Assert.Null(assignment.Events[0].FromState);
        for (var i = 1; i < assignment.Events.Count; i++)
        {
            Assert.Equal(assignment.Events[i - 1].ToState, assignment.Events[i].FromState);
            Assert.True(assignment.Events[i - 1].At <= assignment.Events[i].At);
        }

        Assert.Equal(assignment.Events[^1].ToState, assignment.State);
        Assert.Equal(Enumerable.Range(1, assignment.Reports.Count), assignment.Reports.Select(r => r.Round));
        Assert.All(
            assignment.Reviews,
            r => Assert.NotEqual(r.ReviewerId, assignment.Reports.Single(x => x.Id == r.ReportId).SubmittedBy));
    }

    /// <summary>What a reader of PROCESS sections 3.2 and 4 would expect, in as few words as possible.</summary>
    private sealed class Model
    {
        private int _round = 1;
        private bool _returned;
        private DateTimeOffset? _reportedAt;

        public S State { get; private set; } = S.Draft;

        public bool Allows(A action, Assignment assignment, Scene scene)
        {
            var termOver = scene.Now >= assignment.AcceptBy(scene.Calendar);
            return action switch
            {
                A.Assign => State is S.Draft or S.Returned,
                A.Accept => State == S.Assigned,
                A.DeemAccepted => State == S.Assigned && termOver,
                A.Return => State == S.Assigned && !termOver && !_returned,
                A.Cascade => State is S.Accepted or S.InProgress,
                A.Update or A.Report => State is S.InProgress or S.NeedsRework,
                A.Appraise => State == S.Reported,
                A.RequestRework => State is S.Reported or S.Appraised,
                A.Approve => State == S.Appraised,
                A.Cancel => State is not (S.Completed or S.Cancelled),
                _ => false,
            };
        }

        public void Take(A action, DateTimeOffset at)
        {
            State = action switch
            {
                A.Assign => S.Assigned,
                A.Accept or A.DeemAccepted => S.Accepted,
                A.Return => S.Returned,
                A.Cascade => S.InProgress,
                A.Report => S.Reported,
                A.Appraise => S.Appraised,
                A.RequestRework => S.NeedsRework,
                A.Approve => S.Completed,
                A.Cancel => S.Cancelled,
                _ => State,
            };
            _returned |= action == A.Return;
            _round += action == A.RequestRework ? 1 : 0;
            _reportedAt = action == A.Report ? at : _reportedAt;
        }

        public void AssertSame(Assignment assignment)
        {
            Assert.Equal((State, _round, _reportedAt), (assignment.State, assignment.Round, assignment.ReportedAt));
            Assert.Equal(State == S.Completed, assignment.CompletedAt is not null);
        }
    }

    [Fact]
    public void Lateness_is_that_of_the_approved_report_whatever_the_reviewers_take()
    {
        Gen.Select(Gen.Int[-200, 200], Gen.Int[0, 400]).Sample((reportHours, reviewHours) =>
        {
            var scene = new Scene();
            var assignment = scene.In(S.InProgress);
            var end = assignment.Deadline!.EndsAt;
            scene.Now = end + TimeSpan.FromHours(reportHours);
            scene.Try(assignment, A.Report);
            scene.Now += TimeSpan.FromHours(reviewHours);
            scene.Try(assignment, A.Appraise);
            scene.Try(assignment, A.Approve);

            var box = Timeliness.Of(assignment, scene.Now, scene.Calendar).Box;

            Assert.Equal(reportHours >= 0 ? StatisticsBox.CompletedLate : StatisticsBox.CompletedOnTime, box);
        });
    }
}
