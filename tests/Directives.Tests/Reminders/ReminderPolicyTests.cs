using CsCheck;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Tests.Reminders;

public sealed class ReminderPolicyTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void Around_Tet_2026_the_reminders_fall_on_these_mornings()
    {
        // Due Tuesday 24 February 2026. Tết: Monday 16 to Friday 20 February are off, with the weekends 14 to 22 February.
        // Working days backwards: Mon 23 (1), Fri 13 (2), Thu 12 (3), Wed 11 (4), Tue 10 (5), Mon 9 (6), Fri 6 (7).
        // One working day after: Wed 25.
        _scene.GoTo(Scene.Day("2026-02-02"));

        var plan = Plan("2026-02-24");

        Assert.Equal(
            [
                ("L0-7", "2026-02-06T00:30:00Z"), ("L0-3", "2026-02-12T00:30:00Z"), ("L0-1", "2026-02-23T00:30:00Z"),
                ("L0-0", "2026-02-24T00:30:00Z"), ("L1", "2026-02-25T00:30:00Z"),
            ],
            plan);
    }

    [Fact]
    public void A_deadline_on_the_last_day_before_Tet_is_overdue_on_the_first_day_after_it()
    {
        _scene.GoTo(Scene.Day("2026-02-02"));

        var plan = Plan("2026-02-13");

        Assert.Equal(("L1", "2026-02-23T00:30:00Z"), plan[^1]);
    }

    [Fact]
    public void A_worked_Saturday_is_reminded_on()
    {
        // Due Monday 24 August 2026; Saturday 22 August is worked: it is the working day before.
        _scene.GoTo(Scene.Day("2026-08-03"));

        Assert.Contains(("L0-1", "2026-08-22T00:30:00Z"), Plan("2026-08-24"));
    }

    [Fact]
    public void Rungs_whose_morning_has_passed_when_the_unit_is_assigned_are_left_out()
    {
        // Monday 2 March 9:00, due Thursday 5 March: -7 and -3 (Monday 2 March 7:30) are past.
        Assert.Equal(["L0-1", "L0-0", "L1"], Plan("2026-03-05").Select(p => p.Rung));
    }

    [Fact]
    public void A_rung_whose_moment_is_that_of_the_assignment_has_come()
    {
        // Monday 2 March 7:30 is the morning of L0-3 for Thursday 5 March.
        _scene.GoTo(Scene.Monday, 7, 30);
        Assert.DoesNotContain("L0-3", Plan("2026-03-05").Select(p => p.Rung));

        _scene.GoTo(Scene.Monday, 7, 29);
        Assert.Contains("L0-3", Plan("2026-03-05").Select(p => p.Rung));
    }

    [Fact]
    public void Every_reminder_is_on_the_morning_of_a_working_day_and_after_the_assignment()
    {
        Gen.Select(Gen.Int[0, 700], Gen.Int[0, 60], Gen.Int[0, 23]).Sample((start, length, hour) =>
        {
            var scene = new Scene();
            scene.GoTo(new DateOnly(2025, 1, 1).AddDays(start), hour);
            var due = scene.Calendar.NextWorkingDay(VietnamTime.DayOf(scene.Now).AddDays(length));

            var plan = ReminderPolicy.Default.Plan(scene.ADeadline(due), scene.Now, scene.Calendar);

            Assert.Equal(plan.OrderBy(p => p.DueAt).Select(p => p.Rung.Id), plan.Select(p => p.Rung.Id));
            Assert.Distinct(plan.Select(p => p.DueAt));
            Assert.All(plan, p =>
            {
                Assert.True(p.DueAt > scene.Now);
                Assert.True(scene.Calendar.IsWorkingDay(VietnamTime.DayOf(p.DueAt)));
                Assert.Equal(new TimeOnly(7, 30), VietnamTime.TimeOf(p.DueAt));
            });
        });
    }

    [Theory]
    [InlineData(AssignmentState.Assigned, true)]
    [InlineData(AssignmentState.Accepted, true)]
    [InlineData(AssignmentState.InProgress, true)]
    [InlineData(AssignmentState.NeedsRework, true)]
    [InlineData(AssignmentState.Reported, false)]
    [InlineData(AssignmentState.Appraised, false)]
    [InlineData(AssignmentState.Returned, false)]
    [InlineData(AssignmentState.OnHold, false)]
    [InlineData(AssignmentState.Completed, false)]
    [InlineData(AssignmentState.Cancelled, false)]
    public void Reminders_stop_at_the_report_and_go_on_with_rework(AssignmentState state, bool applies) =>
        Assert.Equal(applies, ReminderPolicy.AppliesIn(state));

    [Fact]
    public void The_officer_is_reminded_and_the_head_from_the_day_before()
    {
        var people = new[] { _scene.Head, _scene.Officer, _scene.Colleague };
        IReadOnlyList<Guid> To(string rung, Guid? officer) =>
            ReminderPolicy.Recipients(ReminderPolicy.Default.Rung(rung), officer, people);

        Assert.Equal([_scene.Officer.Id], To("L0-7", _scene.Officer.Id));
        Assert.Equal([_scene.Officer.Id], To("L0-3", _scene.Officer.Id));
        Assert.Equal([_scene.Officer.Id, _scene.Head.Id], To("L0-1", _scene.Officer.Id));
        Assert.Equal([_scene.Officer.Id, _scene.Head.Id], To("L1", _scene.Officer.Id));
        Assert.Equal([_scene.Head.Id], To("L0-7", null));
        Assert.Equal([_scene.Head.Id], To("L1", _scene.Head.Id));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public void A_reminder_fired_long_after_its_time_says_so(int minutesLate, bool late)
    {
        var due = _scene.Now;

        var reminder = new Reminder(_scene.NewId(), "L0-3", 1, due, due.AddMinutes(minutesLate));

        Assert.Equal(late, reminder.SentLate);
    }

    [Fact]
    public void The_wording_names_days_left_the_date_and_asks_for_an_explanation_when_overdue()
    {
        var deadline = _scene.ADeadline(Scene.Day("2026-02-24"));
        NotificationText Text(string rung, bool late = false) => NotificationText.Reminder(
            "391-KH/TU", "Xây dựng kế hoạch", ReminderPolicy.Default.Rung(rung), deadline, late);

        Assert.Equal(
            new(NotificationKinds.Reminder, "Còn 3 ngày làm việc: nhiệm vụ theo 391-KH/TU", "Xây dựng kế hoạch. Hạn T3 24/02/2026."),
            Text("L0-3"));
        Assert.Equal("Hạn hôm nay: nhiệm vụ theo 391-KH/TU", Text("L0-0").Title);
        Assert.Equal(
            new(
                NotificationKinds.Overdue, "Quá hạn 1 ngày làm việc: nhiệm vụ theo 391-KH/TU",
                "Xây dựng kế hoạch. Hạn T3 24/02/2026. Báo cáo giải trình lý do chậm. (gửi muộn do hệ thống dừng)"),
            Text("L1", late: true));
    }

    private List<(string Rung, string At)> Plan(string due) =>
    [
        .. ReminderPolicy.Default.Plan(_scene.ADeadline(Scene.Day(due)), _scene.Now, _scene.Calendar)
            .Select(p => (p.Rung.Id, p.DueAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))),
    ];
}
