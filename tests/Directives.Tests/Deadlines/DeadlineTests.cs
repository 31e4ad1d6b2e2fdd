using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Tests.Deadlines;

public sealed class DeadlineTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void A_deadline_on_a_day_off_names_the_nearest_working_days()
    {
        _scene.GoTo(Scene.Day("2024-04-24"));

        var refused = Assert.Throws<RuleViolationException>(
            () => DeadlinePolicy.Set(Scene.Day("2024-04-29"), null, _scene.By(_scene.Leader)));

        Assert.Equal("29/04/2024 là ngày nghỉ hoán đổi. Chọn T5 02/05/2024 hoặc T6 26/04/2024.", refused.Vietnamese);
        Assert.Equal(("deadline.off-day", "T5", "dueDate"), (refused.Code, refused.Rule, refused.Field));
    }

    [Fact]
    public void A_past_working_day_is_not_offered_as_a_choice()
    {
        _scene.GoTo(Scene.Day("2024-04-27"));

        var refused = Assert.Throws<RuleViolationException>(
            () => DeadlinePolicy.Set(Scene.Day("2024-04-30"), null, _scene.By(_scene.Leader)));

        Assert.Equal("30/04/2024 là ngày nghỉ lễ, Tết. Chọn T5 02/05/2024.", refused.Vietnamese);
    }

    [Theory]
    [InlineData("2026-02-27", null)]
    [InlineData("2026-03-02", "08:30")]
    public void A_deadline_in_the_past_is_refused(string day, string? time)
    {
        var hour = time is null ? (TimeOnly?)null : TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

        var refused = Assert.Throws<RuleViolationException>(
            () => DeadlinePolicy.Set(Scene.Day(day), hour, _scene.By(_scene.Leader)));

        Assert.Equal("deadline.past", refused.Code);
    }

    [Fact]
    public void Today_is_a_good_deadline_until_midnight_in_Vietnam()
    {
        _scene.GoTo(Scene.Monday, 23, 59);

        var deadline = DeadlinePolicy.Set(Scene.Monday, null, _scene.By(_scene.Leader));

        Assert.Equal(new DateTimeOffset(2026, 3, 2, 17, 0, 0, TimeSpan.Zero), deadline.EndsAt);
        Assert.Equal(_scene.Leader.FullName, deadline.ConfirmedBy);
    }

    [Fact]
    public void The_due_day_itself_is_in_time_and_the_next_midnight_is_late()
    {
        var deadline = _scene.ADeadline(Scene.Monday);

        Assert.False(deadline.IsMissedAt(VietnamTime.At(Scene.Monday, new TimeOnly(23, 59, 59))));
        Assert.True(deadline.IsMissedAt(VietnamTime.EndOfDay(Scene.Monday)));
    }

    [Theory]
    // Friday 27 March less 5 working days is Friday 20 March.
    [InlineData("2026-03-27", "2026-03-20")]
    // Five days before Thursday 5 March is past: the next working day, Tuesday 3 March.
    [InlineData("2026-03-05", "2026-03-03")]
    // Due today: not after the lead's own.
    [InlineData("2026-03-02", "2026-03-02")]
    public void A_coordinating_unit_is_due_five_working_days_before_the_lead(string lead, string coordinating)
    {
        var due = DeadlinePolicy.ForCoordinating(_scene.ADeadline(Scene.Day(lead)), _scene.By(_scene.Leader)).DueDate;

        Assert.Equal(Scene.Day(coordinating), due);
    }

    [Fact]
    public void The_coordinating_default_leaps_back_over_Tet()
    {
        _scene.GoTo(Scene.Day("2026-02-02"));

        // Wednesday 25 February: 24, 23 February, then 13, 12, 11 February.
        var deadline = DeadlinePolicy.ForCoordinating(_scene.ADeadline(Scene.Day("2026-02-25")), _scene.By(_scene.Leader));

        Assert.Equal((Scene.Day("2026-02-11"), DeadlineRules.LeadMinusFive), (deadline.DueDate, deadline.Rule));
    }

    [Theory]
    [InlineData("2026-03-18", 7, false, false, StatisticsBox.OpenInTerm)]
    [InlineData("2026-03-20", 5, true, false, StatisticsBox.OpenInTerm)]
    [InlineData("2026-03-27", 0, true, false, StatisticsBox.OpenInTerm)]
    [InlineData("2026-03-28", 0, false, true, StatisticsBox.OpenOverdue)]
    [InlineData("2026-03-31", -2, false, true, StatisticsBox.OpenOverdue)]
    public void While_the_units_clock_runs_days_left_and_standing_are_computed(
        string today, int left, bool soon, bool overdue, StatisticsBox box)
    {
        var now = VietnamTime.At(Scene.Day(today), new TimeOnly(10, 0));

        var standing = Timeliness.Of(
            AssignmentState.InProgress, _scene.ADeadline(Scene.Day("2026-03-27")), null, now, _scene.Calendar);

        Assert.Equal((box, (int?)left, soon, overdue),
            (standing.Box, standing.WorkingDaysLeft, standing.IsDueSoon, standing.IsOverdue));
    }

    [Fact]
    public void A_unit_that_reported_in_time_is_not_overdue_while_others_judge()
    {
        var deadline = _scene.ADeadline(Scene.Day("2026-03-27"));
        var reported = VietnamTime.At(Scene.Day("2026-03-27"), new TimeOnly(16, 0));
        var now = VietnamTime.At(Scene.Day("2026-04-10"), new TimeOnly(8, 0));

        var standing = Timeliness.Of(AssignmentState.Appraised, deadline, reported, now, _scene.Calendar);

        Assert.Equal(
            new Timeliness(StatisticsBox.AwaitingConfirmation, null, false, false, 0), standing);
    }

    [Fact]
    public void A_late_report_counts_its_working_days()
    {
        var deadline = _scene.ADeadline(Scene.Day("2026-03-27"));
        var reported = VietnamTime.At(Scene.Day("2026-03-31"), new TimeOnly(16, 0));

        var standing = Timeliness.Of(AssignmentState.Completed, deadline, reported, reported.AddDays(9), _scene.Calendar);

        Assert.Equal((StatisticsBox.CompletedLate, 2), (standing.Box, standing.WorkingDaysLate));
    }

    [Fact]
    public void A_view_of_a_deadline_tells_a_provisional_year()
    {
        var deadline = _scene.ADeadline(Scene.Day("2027-03-26"));

        var view = DeadlineView.Of(deadline, null, _scene.Calendar);

        Assert.True(view!.IsProvisional);
        Assert.Equal(deadline.CalendarEdition, view.CalendarEdition);
    }
}
