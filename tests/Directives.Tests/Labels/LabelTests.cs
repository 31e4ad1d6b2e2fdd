using System.Text;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Directives.Reviews;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Directives.Tests.Labels;

public sealed class LabelTests
{
    [Fact]
    public void Everything_shown_has_a_Vietnamese_and_an_English_name_in_NFC()
    {
        Label[] labels =
        [
            .. All<DirectiveState>(DirectiveLabels.Of), .. All<DirectiveAction>(DirectiveLabels.Of),
            .. All<Urgency>(DirectiveLabels.Of), .. All<Secrecy>(DirectiveLabels.Of), .. All<LinkRelation>(DirectiveLabels.Of),
            .. All<AssignmentState>(AssignmentLabels.Of), .. All<AssignmentAction>(AssignmentLabels.Of),
            .. All<AssignmentRole>(AssignmentLabels.Of), .. All<Grade>(AssignmentLabels.Of),
            .. All<ReturnReason>(AssignmentLabels.Of), .. All<ReportState>(AssignmentLabels.Of),
            .. All<ReviewKind>(AssignmentLabels.Of), .. All<ReviewDecision>(AssignmentLabels.Of),
            .. All<TaskStatus>(AssignmentLabels.Of), .. All<StatisticsBox>(StatisticsLabels.Of),
            .. All<DayOffKind>(CalendarLabels.Of), .. Roles.All.Select(RoleLabels.Of),
        ];

        Assert.All(labels, l =>
        {
            Assert.False(string.IsNullOrWhiteSpace(l.Vi) || string.IsNullOrWhiteSpace(l.En));
            Assert.True(l.Vi.IsNormalized(NormalizationForm.FormC));
        });
    }

    [Theory]
    [InlineData("requestRework", "Yêu cầu bổ sung")]
    [InlineData("submitToLeader", "Trình lãnh đạo")]
    [InlineData("somethingLater", "somethingLater")]
    public void Actions_of_a_history_are_named_by_their_ids(string id, string name) =>
        Assert.Equal(name, ActionLabels.Of(id).Vi);

    private static IEnumerable<Label> All<T>(Func<T, Label> of)
        where T : struct, Enum => Enum.GetValues<T>().Select(of);
}
