using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Domain;

/// <summary>What readers see, and what does not exist for them.</summary>
public abstract class QueryPromises(StorageUnderTest storage)
{
    private IDirectiveQueries Queries => storage.Get<IDirectiveQueries>();

    [Fact]
    public async Task A_confidential_task_does_not_exist_for_another_unit()
    {
        var office = await Office.OpenAsync(storage);
        var ids = await office.LaunchAsync();

        var forStranger = (await Queries.GetDirectiveAsync(office.Head, ids.Directive, CancellationToken.None))!;
        var forOwner = (await Queries.GetDirectiveAsync(office.OtherHead, ids.Directive, CancellationToken.None))!;
        var forLeader = (await Queries.GetDirectiveAsync(office.Leader, ids.Directive, CancellationToken.None))!;

        Assert.Equal([ids.OpenTask], forStranger.Tasks.Select(t => t.Id));
        Assert.Equal([ids.OpenTask, ids.SecretTask], forOwner.Tasks.Select(t => t.Id));
        Assert.Equal(2, forLeader.Tasks.Count);
        Assert.DoesNotContain(forStranger.Timeline, e => TellsOf(e, ids.SecretTask) || e.AssignmentId == ids.SecretAssignment);
        Assert.Contains(forLeader.Timeline, e => TellsOf(e, ids.SecretTask));
        Assert.Null(await Queries.GetAssignmentAsync(office.Head, ids.SecretAssignment, CancellationToken.None));
        Assert.NotNull(await Queries.GetAssignmentAsync(office.OtherHead, ids.SecretAssignment, CancellationToken.None));
        var row = Assert.Single((await ListAsync(office.Head, forLeader.Code)).Items);
        Assert.Equal((1, 1), (row.Tasks, row.Assignments));
    }

    [Fact]
    public async Task Searching_needs_no_tone_marks()
    {
        var office = await Office.OpenAsync(storage);
        var word = Given.Id("q");
        var ids = await office.LaunchAsync($"về đẩy mạnh khoa học và công nghệ {word}");

        Assert.Equal(ids.Directive, Assert.Single((await ListAsync(office.Leader, $"day manh KHOA hoc {word}")).Items).Id);
        Assert.Equal(ids.Directive, Assert.Single((await ListAsync(office.Leader, $"{word} đẩy")).Items).Id);
        Assert.Empty((await ListAsync(office.Leader, $"khong co {word}")).Items);
        var mine = await Queries.MyAssignmentsAsync(office.Head, new AssignmentFilter("the che chinh sach"), CancellationToken.None);
        Assert.Equal(ids.OpenAssignment, Assert.Single(mine.Items).Id);
        Assert.Single((await Queries.MyAssignmentsAsync(office.Head, new AssignmentFilter(word), CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var office = await Office.OpenAsync(storage);
        var word = Given.Id("q");
        var launched = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            office.Now = Given.At.AddDays(i % 3);
            launched.Add((await office.LaunchAsync(word)).Directive);
        }

        var seen = new List<DirectiveRow>();
        string? after = null;
        do
        {
            var page = await Queries.ListDirectivesAsync(office.Leader, new DirectiveFilter(word, null, after, 2), CancellationToken.None);
            Assert.Equal(5, page.Total);
            seen.AddRange(page.Items);
            after = page.NextKey;
        }
        while (after is not null);

        Assert.Equal(launched.Order(), seen.Select(d => d.Id).Order());
        Assert.Equal(seen.OrderByDescending(d => d.ArrivalDate).ThenByDescending(d => d.ArrivalNumber), seen);

        var mine = new List<Guid>();
        do
        {
            var page = await Queries.MyAssignmentsAsync(office.Head, new AssignmentFilter(After: after, Take: 2), CancellationToken.None);
            mine.AddRange(page.Items.Select(a => a.Id));
            after = page.NextKey;
        }
        while (after is not null);

        Assert.Equal((5, 5), (mine.Count, mine.Distinct().Count()));
    }

    [Fact]
    public async Task The_detail_of_an_assignment_tells_what_may_be_done_and_what_has_been()
    {
        var office = await Office.OpenAsync(storage);
        var ids = await office.LaunchAsync();
        var before = (await Queries.GetAssignmentAsync(office.Head, ids.OpenAssignment, CancellationToken.None))!;
        Assert.Equal(["accept", "return"], before.Allowed.Select(a => a.Action));
        Assert.NotNull(before.AcceptBy);
        Assert.Equal(["L0-7", "L0-3", "L0-1", "L0-0", "L1"], before.Reminders.Select(r => r.Rung));

        await office.ChangeAsync(ids.OpenAssignment, a => a.Accept(office.By(office.Head)));
        var accepted = (await Queries.GetAssignmentAsync(office.Head, ids.OpenAssignment, CancellationToken.None))!;
        Assert.Equal(2, accepted.UnitPeople.Count);
        await office.ChangeAsync(ids.OpenAssignment, a => a.Cascade(office.Officer, null, office.By(office.Head)));
        await office.ChangeAsync(ids.OpenAssignment, a => a.Submit(Given.Guid(), "Xong", "Kế hoạch", null, office.By(office.Head)));

        var detail = (await Queries.GetAssignmentAsync(office.Leader, ids.OpenAssignment, CancellationToken.None))!;
        Assert.Equal((office.Digital.Name, StatisticsBox.AwaitingConfirmation), (detail.Row.Unit.Name, detail.Row.Box));
        Assert.Equal("Đỗ Chuyên Viên", detail.Row.Officer?.FullName);
        Assert.Equal("Xong", Assert.Single(detail.Reports).Summary);
        Assert.Equal(["report", "cascade", "accept", "assign", "draft"], detail.Timeline.Select(e => e.Action));
        Assert.Equal("Thứ nhất, hoàn thiện thể chế", detail.SourceText);
    }

    [Fact]
    public async Task The_queue_holds_what_waits_for_this_person_s_judgement()
    {
        var office = await Office.OpenAsync(storage);
        var ids = await office.LaunchAsync();
        await office.ChangeAsync(ids.OpenAssignment, a => a.Accept(office.By(office.Head)));
        await office.ChangeAsync(ids.OpenAssignment, a => a.Cascade(office.Officer, null, office.By(office.Head)));
        await office.ChangeAsync(ids.OpenAssignment, a => a.Submit(Given.Guid(), "Xong", "Kế hoạch", null, office.By(office.Head)));
        await office.ChangeAsync(ids.SecretAssignment, a => a.Return(ReturnReason.Duplicate, "Trùng", null, office.By(office.OtherHead)));

        Assert.Equal("appraise", await AskedAsync(office.Appraiser, ids.OpenAssignment));
        Assert.Equal("assign", await AskedAsync(office.Leader, ids.SecretAssignment));
        Assert.Null(await AskedAsync(office.Head, ids.OpenAssignment));
        await office.ChangeAsync(ids.OpenAssignment, a => a.Appraise(Given.Guid(), null, office.By(office.Appraiser)));
        Assert.Equal("approve", await AskedAsync(office.Leader, ids.OpenAssignment));
    }

    [Fact]
    public async Task Overdue_is_computed_from_the_clock()
    {
        var office = await Office.OpenAsync(storage);
        var ids = await office.LaunchAsync();
        var overdue = new AssignmentFilter(OverdueOnly: true, OpenOnly: true);
        Assert.Empty((await Queries.MyAssignmentsAsync(office.Head, overdue, CancellationToken.None)).Items);

        // The clock is the whole class's: it goes back for the other tests.
        var before = storage.Time.GetUtcNow();
        storage.Time.SetUtcNow(new DateTimeOffset(2026, 4, 24, 17, 0, 0, TimeSpan.Zero));
        try
        {
            var late = Assert.Single((await Queries.MyAssignmentsAsync(office.Head, overdue, CancellationToken.None)).Items);
            Assert.Equal((ids.OpenAssignment, true, StatisticsBox.OpenOverdue), (late.Id, late.Deadline!.IsOverdue, late.Box));
            var summary = await Queries.SummaryAsync(office.Leader, CancellationToken.None);
            Assert.True(summary.Boxes[StatisticsBox.OpenOverdue] >= 2);
            Assert.True(summary.Directives[DirectiveState.InProgress] >= 1);
            Assert.True(summary.Assignments[AssignmentState.Assigned] >= 2);
        }
        finally
        {
            storage.Time.AdjustTime(before);
        }
    }

    [Fact]
    public async Task Notifications_come_newest_first_and_can_be_read_once()
    {
        var office = await Office.OpenAsync(storage);
        var (old, young) = (Given.Guid(), Given.Guid());
        await office.InUnitAsync(unit =>
        {
            var repository = unit.GetRequiredService<INotificationRepository>();
            repository.Add(new Notification(old, office.Head.PersonId!.Value, new NotificationText("k", "cũ", "b"), null, null, office.Now));
            repository.Add(new Notification(young, office.Head.PersonId!.Value, new NotificationText("k", "mới", "b"), null, null, office.Now.AddHours(1)));
            return Task.CompletedTask;
        });
        Assert.Equal([young, old], (await Queries.NotificationsAsync(office.Head, 10, false, CancellationToken.None)).Select(n => n.Id));

        await office.InUnitAsync(async unit =>
            (await unit.GetRequiredService<INotificationRepository>().FindAsync(young, CancellationToken.None))!.MarkRead(office.Now));

        Assert.Equal(1, await Queries.CountUnreadNotificationsAsync(office.Head, CancellationToken.None));
        Assert.Equal([old], (await Queries.NotificationsAsync(office.Head, 10, true, CancellationToken.None)).Select(n => n.Id));
        Assert.Empty(await Queries.NotificationsAsync(office.Leader, 10, false, CancellationToken.None));
    }

    private static bool TellsOf(TimelineEntry entry, Guid task) =>
        entry.Data?.Contains(task.ToString("D"), StringComparison.Ordinal) == true;

    private Task<Page<DirectiveRow>> ListAsync(Directives.Organization.Actor actor, string search) =>
        Queries.ListDirectivesAsync(actor, new DirectiveFilter(search), CancellationToken.None);

    private async Task<string?> AskedAsync(Directives.Organization.Actor actor, Guid assignment) =>
        (await Queries.ReviewQueueAsync(actor, CancellationToken.None)).SingleOrDefault(r => r.Row.Id == assignment)?.Asks;
}

public sealed class QueryPromisesOnSqlite(SqliteStorage storage) : QueryPromises(storage), IClassFixture<SqliteStorage>;

public sealed class QueryPromisesOnPostgreSql(PostgreSqlStorage storage) : QueryPromises(storage), IClassFixture<PostgreSqlStorage>;
