using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Directives.Rules;
using S = DirectiveFlow.Directives.Assignments.AssignmentState;

namespace DirectiveFlow.Directives.Tests.Assignments;

public sealed class AssignmentGuardTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void Another_unit_may_not_accept()
    {
        var assignment = _scene.In(S.Assigned);

        Refused(assignment, "assignment.unit.not-yours", "T6", () => assignment.Accept(_scene.By(_scene.OtherHead)));
    }

    [Fact]
    public void An_officer_may_not_accept_for_the_head()
    {
        var assignment = _scene.In(S.Assigned);

        Refused(assignment, "assignment.role.not-allowed", "T6", () => assignment.Accept(_scene.By(_scene.Officer)));
    }

    [Fact]
    public void Only_the_machine_records_silent_acceptance_and_only_after_the_next_working_day()
    {
        var assignment = _scene.In(S.Assigned);

        Refused(assignment, "assignment.role.not-allowed", "T6", () => assignment.DeemAccepted(_scene.By(_scene.Leader)));
        _scene.GoTo(Scene.Day("2026-03-03"), 23, 59);
        Refused(assignment, "assignment.deemAccepted.too-early", "T6", () => assignment.DeemAccepted(_scene.ByMachine()));

        _scene.GoTo(Scene.Day("2026-03-04"), 0);
        assignment.DeemAccepted(_scene.ByMachine());

        Assert.Equal(S.Accepted, assignment.State);
        Assert.True(assignment.DeemedAccepted);
        Assert.Null(assignment.Events[^1].ActorId);
    }

    [Fact]
    public void A_unit_returns_within_one_working_day_and_not_later()
    {
        var assignment = _scene.In(S.Assigned);
        _scene.GoTo(Scene.Day("2026-03-04"), 0);

        Refused(assignment, "assignment.return.too-late", "T7", () => Return(assignment));

        _scene.GoTo(Scene.Day("2026-03-03"), 23, 59);
        Return(assignment);
        Assert.Equal(S.Returned, assignment.State);
    }

    [Fact]
    public void The_time_for_returning_leaps_over_Tet()
    {
        _scene.GoTo(Scene.Day("2026-02-13"), 16);
        var assignment = _scene.ADraft(due: Scene.Day("2026-03-27"));
        assignment.Assign(null, null, null, null, _scene.By(_scene.Leader));

        // Friday 13 February; 14 to 22 February are free; the next working day is Monday 23 February.
        Assert.Equal(new DateTimeOffset(2026, 2, 23, 17, 0, 0, TimeSpan.Zero), assignment.AcceptBy(_scene.Calendar));
    }

    [Theory]
    [InlineData(Urgency.Urgent, "2026-03-02T14:30:00")]
    [InlineData(Urgency.VeryUrgent, "2026-03-02T09:00:00")]
    [InlineData(Urgency.Express, "2026-03-02T09:00:00")]
    public void Urgent_matters_are_accepted_within_hours(Urgency urgency, string localTime)
    {
        // Assigned at 8:30: 4 office hours end at 14:30 (lunch 11:30 to 13:30), 30 minutes at 9:00.
        _scene.GoTo(Scene.Monday, 8, 30);
        var assignment = _scene.ADraft(urgency: urgency);
        assignment.Assign(null, null, null, null, _scene.By(_scene.Leader));

        var expected = new DateTimeOffset(
            DateTime.Parse(localTime, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7));
        Assert.Equal(expected, assignment.AcceptBy(_scene.Calendar));
    }

    [Fact]
    public void A_unit_returns_once_and_the_second_decision_is_final()
    {
        var assignment = _scene.In(S.Returned);
        assignment.Assign(_scene.Division.Id, null, null, null, _scene.By(_scene.Leader));

        Refused(assignment, "assignment.return.once", "T7", () => Return(assignment));
    }

    [Fact]
    public void After_a_return_another_unit_may_be_given_the_task_and_has_its_own_return()
    {
        var assignment = _scene.In(S.Returned);

        assignment.Assign(_scene.OtherDivision.Id, null, null, null, _scene.By(_scene.Leader));
        assignment.Return(ReturnReason.NotOurCompetence, "Việc của Sở Nội vụ", _scene.Office.Id, _scene.By(_scene.OtherHead));

        Assert.Equal([_scene.Division.Id, _scene.OtherDivision.Id], assignment.ReturnedByUnitIds);
        Assert.Contains("proposedUnitId", assignment.Events[^1].Data, StringComparison.Ordinal);
    }

    [Fact]
    public void A_return_needs_its_class_and_reason()
    {
        var assignment = _scene.In(S.Assigned);

        Refused(assignment, "assignment.return.class-required", "T7",
            () => assignment.Return((ReturnReason)99, "Lý do", null, _scene.By(_scene.Head)));
        Refused(assignment, "assignment.reason-required", "T7",
            () => assignment.Return(ReturnReason.Duplicate, "  ", null, _scene.By(_scene.Head)));
    }

    [Fact]
    public void The_head_names_only_people_of_the_unit()
    {
        var assignment = _scene.In(S.Accepted);

        Refused(assignment, "assignment.cascade.officer-of-unit", "T8",
            () => assignment.Cascade(_scene.OtherHead, null, _scene.By(_scene.Head)));
    }

    [Fact]
    public void Progress_comes_from_the_officer_in_charge_or_the_head()
    {
        var assignment = _scene.In(S.InProgress);

        Refused(assignment, "assignment.update.not-officer", "T9",
            () => assignment.Update(_scene.NewId(), "Xong", 100, _scene.By(_scene.Colleague)));
        Refused(assignment, "assignment.update.percent-range", "T9",
            () => assignment.Update(_scene.NewId(), "Xong", 101, _scene.By(_scene.Officer)));
        Refused(assignment, "assignment.update.note-required", "T9",
            () => assignment.Update(_scene.NewId(), "", 50, _scene.By(_scene.Officer)));

        assignment.Update(_scene.NewId(), "Một nửa", 50, _scene.By(_scene.Head));
        Assert.Equal((50, "Một nửa"), (assignment.Progress[^1].Percent, assignment.Progress[^1].Note));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "   ")]
    public void A_report_without_product_and_without_reason_is_refused(string? product, string? reason)
    {
        var assignment = _scene.In(S.InProgress);

        Refused(assignment, "assignment.report.product-required", "T14",
            () => assignment.Submit(_scene.NewId(), "Đã xong", product, reason, _scene.By(_scene.Head)));
        Assert.Empty(assignment.Reports);
    }

    [Fact]
    public void A_report_without_product_but_with_a_reason_is_taken()
    {
        var assignment = _scene.In(S.InProgress);

        assignment.Submit(_scene.NewId(), "Đã họp", null, "Nhiệm vụ không có sản phẩm", _scene.By(_scene.Head));

        Assert.Equal(("Nhiệm vụ không có sản phẩm", ReportState.Submitted),
            (assignment.CurrentReport!.NoProductReason, assignment.CurrentReport.State));
    }

    [Fact]
    public void A_report_needs_a_summary()
    {
        var assignment = _scene.In(S.InProgress);

        Refused(assignment, "assignment.report.summary-required", "T14",
            () => assignment.Submit(_scene.NewId(), " ", "Kế hoạch", null, _scene.By(_scene.Head)));
    }

    [Fact]
    public void Whoever_reported_neither_appraises_nor_approves_the_report()
    {
        var allInOne = _scene.APerson("Kiêm nhiệm", _scene.Division, Roles.LeadHead, Roles.Appraiser, Roles.Leader);
        var assignment = _scene.In(S.InProgress);
        assignment.Submit(_scene.NewId(), "Đã xong", "Kế hoạch", null, _scene.By(allInOne));

        Refused(assignment, "assignment.review.own-report", "T15",
            () => assignment.Appraise(_scene.NewId(), null, _scene.By(allInOne)));
        assignment.Appraise(_scene.NewId(), null, _scene.By(_scene.Appraiser));
        Refused(assignment, "assignment.review.own-report", "T16",
            () => assignment.Approve(_scene.NewId(), Grade.Good, null, _scene.By(allInOne)));
    }

    [Fact]
    public void Whoever_appraised_does_not_approve_the_same_report_but_may_approve_the_next()
    {
        var both = _scene.APerson("Phó Giám đốc", _scene.Office, Roles.Appraiser, Roles.Leader);
        var assignment = _scene.In(S.Reported);
        assignment.Appraise(_scene.NewId(), null, _scene.By(both));

        Refused(assignment, "assignment.approve.own-appraisal", "T16",
            () => assignment.Approve(_scene.NewId(), Grade.Good, null, _scene.By(both)));

        assignment.RequestRework(_scene.NewId(), "Bổ sung số liệu", _scene.By(_scene.Leader));
        _scene.Try(assignment, AssignmentAction.Report);
        _scene.Try(assignment, AssignmentAction.Appraise);
        assignment.Approve(_scene.NewId(), Grade.Good, null, _scene.By(both));
        Assert.Equal(S.Completed, assignment.State);
    }

    [Fact]
    public void Rework_and_cancelling_need_a_reason_and_approval_a_grade()
    {
        var reported = _scene.In(S.Reported);
        Refused(reported, "assignment.reason-required", "T15",
            () => reported.RequestRework(_scene.NewId(), "", _scene.By(_scene.Appraiser)));

        var appraised = _scene.In(S.Appraised);
        Refused(appraised, "assignment.reason-required", "T16",
            () => appraised.RequestRework(_scene.NewId(), "", _scene.By(_scene.Leader)));
        Refused(appraised, "assignment.approve.grade-required", "T16",
            () => appraised.Approve(_scene.NewId(), (Grade)42, null, _scene.By(_scene.Leader)));
        Refused(appraised, "assignment.reason-required", "T20", () => appraised.Cancel(" ", _scene.By(_scene.Leader)));
    }

    [Fact]
    public void Three_working_days_are_kept_before_the_superiors_term_unless_a_reason_is_given()
    {
        var assignment = _scene.ADraft(due: Scene.Day("2026-03-27"));
        var superior = Scene.Day("2026-03-31");

        // Friday 27 March to Tuesday 31 March are 2 working days.
        Refused(assignment, "assignment.assign.reserve", "T5",
            () => assignment.Assign(null, null, superior, null, _scene.By(_scene.Leader)));

        assignment.Assign(null, null, superior, "Cấp trên đồng ý", _scene.By(_scene.Leader));
        Assert.Equal("Cấp trên đồng ý", assignment.Events[^1].Reason);
    }

    [Fact]
    public void A_new_deadline_on_assigning_again_is_checked_and_counts_its_version_up()
    {
        var assignment = _scene.In(S.Returned);

        Refused(assignment, "deadline.off-day", "T5",
            () => assignment.Assign(null, _scene.ADeadline(Scene.Day("2026-03-28")), null, null, _scene.By(_scene.Leader)));

        assignment.Assign(null, _scene.ADeadline(Scene.Day("2026-04-10")), null, null, _scene.By(_scene.Leader));
        Assert.Equal((Scene.Day("2026-04-10"), 2), (assignment.Deadline!.DueDate, assignment.Deadline.Version));
    }

    [Fact]
    public void A_stale_version_is_refused_with_what_happened_meanwhile()
    {
        var assignment = _scene.In(S.Reported);
        var seen = assignment.Version;
        _scene.Try(assignment, AssignmentAction.Appraise);

        var stale = Assert.Throws<StaleVersionException>(() => assignment.ExpectVersion(seen));

        Assert.Equal((seen, seen + 1, "Appraised"), (stale.ExpectedVersion, stale.CurrentVersion, stale.CurrentState));
        Assert.Equal(new LastChange("appraise", _scene.Appraiser.FullName, _scene.Now), stale.Last);
    }

    [Fact]
    public void Rework_keeps_the_deadline_and_opens_the_next_round()
    {
        var assignment = _scene.In(S.NeedsRework);

        Assert.Equal((2, 1, Scene.Day("2026-03-27")),
            (assignment.Round, assignment.Deadline!.Version, assignment.Deadline.DueDate));
        Assert.Equal(ReportState.ReworkRequested, assignment.CurrentReport!.State);
        _scene.Try(assignment, AssignmentAction.Report);
        Assert.Equal([1, 2], assignment.Reports.Select(r => r.Round));
    }

    private void Return(Assignment assignment) =>
        assignment.Return(ReturnReason.Duplicate, "Trùng", null, _scene.By(_scene.Head));

    private static void Refused(Assignment assignment, string code, string rule, Action action)
    {
        var before = (assignment.State, assignment.Version, assignment.Events.Count, assignment.UnitId, assignment.Round);
        var refused = Assert.Throws<RuleViolationException>(action);
        Assert.Equal((code, rule), (refused.Code, refused.Rule));
        Assert.Equal(before, (assignment.State, assignment.Version, assignment.Events.Count, assignment.UnitId, assignment.Round));
    }
}
