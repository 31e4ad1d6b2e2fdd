using System.Text;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Tests.Databases;
using DirectiveFlow.Storage.Tests.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Steps;

/// <summary>What the engine relies on when it loads and commits a step; the same on every database.</summary>
public abstract class StepPromises(StorageUnderTest storage)
{
    [Fact]
    public async Task A_committed_step_is_read_back_whole()
    {
        var instance = Given.Instance() with { FinishedAt = Given.At.AddDays(1), ParentInstanceId = "parent", IncidentCount = 2 };
        var bookmark = Given.Bookmark(instance.Id);
        var command = Given.Command();
        await CommitAsync(Given.Step(instance, [bookmark], command: command));

        var loaded = await LoadAsync(new StepAddress(command.CommandId, BookmarkId: bookmark.Id));

        Assert.Equivalent(instance, loaded.Instance);
        Assert.Equal(bookmark, loaded.Bookmark);
        Assert.Equal("done", Encoding.UTF8.GetString(loaded.Seen!.Result));
    }

    [Fact]
    public async Task Nothing_is_found_where_nothing_is()
    {
        Assert.Equal(new LoadedStep(null, null, null), await LoadAsync(new StepAddress("c?", "i?", "b?", "h?")));
        Assert.Equal(new LoadedStep(null, null, null), await LoadAsync(new StepAddress()));
        Assert.Equal(new LoadedStep(null, null, null), await LoadAsync(new StepAddress(CommandId: "c?")));
    }

    [Fact]
    public async Task A_stimulus_finds_the_oldest_match_and_may_be_narrowed_to_an_instance()
    {
        var (first, second) = (Given.Instance(), Given.Instance());
        var hash = Given.Id("HASH");
        var older = Given.Bookmark(second.Id, hash, Given.At.AddMinutes(-1));
        var newer = Given.Bookmark(first.Id, hash);
        await CommitAsync(Given.Step(first, [newer]), Given.Step(second, [older]));

        var any = await LoadAsync(new StepAddress(StimulusHash: hash));
        var narrowed = await LoadAsync(new StepAddress(InstanceId: first.Id, StimulusHash: hash));

        Assert.Equal((older.Id, second.Id), (any.Bookmark!.Id, any.Instance!.Id));
        Assert.Equal((newer.Id, first.Id), (narrowed.Bookmark!.Id, narrowed.Instance!.Id));
    }

    [Fact]
    public async Task Those_who_wait_are_found_newest_first_page_by_page_and_by_the_correlation_their_instance_has_now()
    {
        var (one, two) = (Given.Instance() with { CorrelationId = "one" }, Given.Instance() with { CorrelationId = "two" });
        var hash = Given.Id("HASH");
        var marks = Enumerable.Range(0, 5).Select(i => Given.Bookmark(i % 2 == 0 ? one.Id : two.Id, hash, Given.At.AddMinutes(i / 2))).ToArray();
        await CommitAsync(Given.Step(one, [.. marks.Where(m => string.Equals(m.InstanceId, one.Id, StringComparison.Ordinal))]), Given.Step(two, [.. marks.Where(m => string.Equals(m.InstanceId, two.Id, StringComparison.Ordinal))]));
        var store = storage.Services.GetRequiredService<IStimulusStore>();

        var first = await store.FindBookmarksAsync(new BookmarkQuery([hash, "another"], Limit: 2), CancellationToken.None);
        var rest = await store.FindBookmarksAsync(new BookmarkQuery([hash], Before: new BookmarkCursor(first[1].CreatedAt, first[1].Id)), CancellationToken.None);
        var early = await store.FindBookmarksAsync(new BookmarkQuery([hash], CreatedUntil: Given.At), CancellationToken.None);
        var narrowed = await store.FindBookmarksAsync(new BookmarkQuery([hash], CorrelationId: "two"), CancellationToken.None);

        var order = marks.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id, StringComparer.Ordinal).Select(m => m.Id);
        Assert.Equal(order, first.Concat(rest).Select(m => m.Id));
        Assert.Equal(2, early.Count);
        Assert.All(narrowed, m => Assert.Equal(two.Id, m.InstanceId));
        Assert.Equal(2, narrowed.Count);
        Assert.Empty(await store.FindTriggersAsync([hash], CancellationToken.None));
    }

    [Fact]
    public async Task An_instance_is_found_without_a_bookmark_when_the_stimulus_does_not_match()
    {
        var instance = Given.Instance();
        await CommitAsync(Given.Step(instance));

        var loaded = await LoadAsync(new StepAddress(InstanceId: instance.Id, StimulusHash: "none"));

        Assert.Equal(instance.Id, loaded.Instance?.Id);
        Assert.Null(loaded.Bookmark);
    }

    [Fact]
    public async Task Of_two_units_that_continue_one_sequence_exactly_one_wins_and_the_loser_leaves_nothing()
    {
        var instance = Given.Instance();
        var bookmark = Given.Bookmark(instance.Id);
        await CommitAsync(Given.Step(instance, [bookmark]));
        var (key, told) = (Given.Id("race"), 0);

        // Writers with a message and writers without commit by different statements on PostgreSQL.
        for (var sequence = 2; sequence <= 21; sequence++)
        {
            var current = sequence;
            var attempts = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
            {
                await using var unit = storage.Open();
                var owner = Given.Id("owner");
                unit.Stage(Given.Step(
                    Given.Instance(instance.Id, current) with { Name = owner },
                    [Given.Bookmark(instance.Id)],
                    current == 2 ? [bookmark.Id] : []));
                if (writer % 2 == 0)
                {
                    unit.Services.GetRequiredService<IOutbox>().Add(Given.Message(key, owner));
                }

                unit.Services.GetRequiredService<IDueWorkPlan>().Add(Given.Due(owner + "/x", Given.At.AddYears(1)));
                return (owner, Tells: writer % 2 == 0, Won: await TryCommitAsync(unit));
            })));

            var winner = Assert.Single(attempts, a => a.Won);
            told += winner.Tells ? 1 : 0;
            Assert.Equal(winner.owner, (await LoadAsync(new StepAddress(InstanceId: instance.Id))).Instance!.Name);
        }

        var messages = await storage.Get<IOutboxStore>().ClaimAsync("relay", 1000, TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Equal(told, messages.Count(m => string.Equals(m.Message.Key, key, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_command_answers_with_its_first_result_and_refuses_a_second_commit()
    {
        var command = Given.Command(result: "first");
        await CommitAsync(Given.Step(Given.Instance(), command: command));

        await using var unit = storage.Open();
        var again = Given.Instance();
        unit.Stage(Given.Step(again, command: command with { Result = Encoding.UTF8.GetBytes("second") }));
        await Assert.ThrowsAsync<StaleStateException>(() => unit.CommitAsync(CancellationToken.None));

        var loaded = await LoadAsync(new StepAddress(command.CommandId, again.Id));
        Assert.Equal("first", Encoding.UTF8.GetString(loaded.Seen!.Result));
        Assert.Null(loaded.Instance);
    }

    [Fact]
    public async Task Steps_of_several_instances_commit_together_or_not_at_all()
    {
        var (fresh, taken) = (Given.Instance(), Given.Instance());
        await CommitAsync(Given.Step(taken));

        await using var unit = storage.Open();
        unit.Stage(Given.Step(fresh));
        unit.Stage(Given.Step(taken));
        await Assert.ThrowsAsync<StaleStateException>(() => unit.CommitAsync(CancellationToken.None));

        Assert.Null((await LoadAsync(new StepAddress(InstanceId: fresh.Id))).Instance);
    }

    [Fact]
    public async Task Changes_of_several_rows_of_a_kind_share_a_commit()
    {
        var (first, second) = (Given.Instance(), Given.Instance());
        await CommitAsync(Given.Step(first), Given.Step(second));
        var (firstNext, secondNext) = (first with { Sequence = first.Sequence + 1, Name = "một" }, second with { Sequence = second.Sequence + 1, Name = "hai" });

        await CommitAsync(Given.Step(firstNext), Given.Step(secondNext));

        Assert.Equal("một", (await LoadAsync(new StepAddress(InstanceId: first.Id))).Instance!.Name);
        Assert.Equal("hai", (await LoadAsync(new StepAddress(InstanceId: second.Id))).Instance!.Name);
    }

    [Fact]
    public async Task Two_steps_of_one_instance_may_share_a_commit()
    {
        var instance = Given.Instance();
        var bookmark = Given.Bookmark(instance.Id);
        await CommitAsync(
            Given.Step(instance, [bookmark]),
            Given.Step(Given.Instance(instance.Id, 2), removed: [bookmark.Id]));

        var loaded = await LoadAsync(new StepAddress(InstanceId: instance.Id, BookmarkId: bookmark.Id));
        Assert.Equal(2, loaded.Instance!.Sequence);
        Assert.Null(loaded.Bookmark);
    }

    [Theory]
    [InlineData(1500)]
    [InlineData(499)]
    public async Task A_large_commit_is_atomic(int rows)
    {
        var instance = Given.Instance();
        var bookmarks = Enumerable.Range(0, rows).Select(_ => Given.Bookmark(instance.Id)).ToList();
        var taken = Given.Command();
        await CommitAsync(Given.Step(Given.Instance(), command: taken));

        await using (var loser = storage.Open())
        {
            loser.Stage(Given.Step(instance, bookmarks, command: taken));
            Assert.False(await TryCommitAsync(loser));
        }

        Assert.Equal(new LoadedStep(null, null, null), await LoadAsync(new StepAddress(InstanceId: instance.Id, BookmarkId: bookmarks[^1].Id)));

        await CommitAsync(Given.Step(instance, bookmarks));
        Assert.NotNull((await LoadAsync(new StepAddress(BookmarkId: bookmarks[^1].Id))).Bookmark);
    }

    [Fact]
    public async Task Relay_and_drain_are_woken_after_the_commit_and_only_then()
    {
        var before = (storage.Signal.OutboxCalls, storage.Signal.DueWorkCalls.Count);
        var at = Given.At.AddYears(2);
        await using var unit = storage.Open();
        unit.Services.GetRequiredService<IOutbox>().Add(Given.Message("signal"));
        unit.Services.GetRequiredService<IDueWorkPlan>().Add(Given.Due(at: at));
        Assert.Equal(before, (storage.Signal.OutboxCalls, storage.Signal.DueWorkCalls.Count));

        await unit.CommitAsync(CancellationToken.None);

        Assert.Equal(before.OutboxCalls + 1, storage.Signal.OutboxCalls);
        Assert.Contains(at, storage.Signal.DueWorkCalls);
    }

    [Fact]
    public async Task A_unit_is_for_one_attempt()
    {
        await using var unit = storage.Open();
        unit.StageCommand(Given.Command());
        await unit.CommitAsync(CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => unit.CommitAsync(CancellationToken.None));
    }

    protected async Task CommitAsync(params StepChanges[] steps)
    {
        await using var unit = storage.Open();
        foreach (var step in steps)
        {
            unit.Stage(step);
        }

        await unit.CommitAsync(CancellationToken.None);
    }

    protected async Task<LoadedStep> LoadAsync(StepAddress address)
    {
        await using var unit = storage.Open();
        return await unit.LoadAsync(address, CancellationToken.None);
    }

    protected static async Task<bool> TryCommitAsync(IUnitOfWork unit)
    {
        try
        {
            await unit.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (StaleStateException)
        {
            return false;
        }
    }
}

public sealed class StepPromisesOnSqlite(SqliteStorage storage) : StepPromises(storage), IClassFixture<SqliteStorage>;

public sealed class StepPromisesOnPostgreSql(PostgreSqlStorage storage) : StepPromises(storage), IClassFixture<PostgreSqlStorage>
{
    private readonly PostgreSqlStorage _storage = storage;

    [Fact]
    public async Task A_plain_step_takes_two_round_trips()
    {
        var instance = Given.Instance();
        var bookmark = Given.Bookmark(instance.Id);
        var due = Given.Due();
        await CommitAsync(Given.Step(instance, [bookmark]));
        await using (var plan = _storage.Open())
        {
            plan.Services.GetRequiredService<IDueWorkPlan>().Add(due);
            await plan.CommitAsync(CancellationToken.None);
        }

        _storage.RoundTrips.Restart();
        await using var unit = _storage.Open();
        var loaded = await unit.LoadAsync(new StepAddress("some-command", BookmarkId: bookmark.Id), CancellationToken.None);
        unit.Stage(Given.Step(loaded.Instance! with { Sequence = 2 }, [Given.Bookmark(instance.Id)], [bookmark.Id], Given.Command()));
        unit.Services.GetRequiredService<IOutbox>().Add(Given.Message(instance.Id));
        unit.Services.GetRequiredService<IDueWorkPlan>().Add(Given.Due());
        unit.Services.GetRequiredService<IDueWorkPlan>().Complete(due);
        await unit.CommitAsync(CancellationToken.None);

        Assert.Equal(2, _storage.RoundTrips.Seen.Count);
    }

    [Fact]
    public async Task Writers_of_one_instance_with_and_without_messages_never_wait_for_each_other_crosswise()
    {
        await Of_two_units_that_continue_one_sequence_exactly_one_wins_and_the_loser_leaves_nothing();

        await using var context = await _storage.Get<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync();
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "select deadlocks from pg_stat_database where datname = current_database()";
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_step_that_cancels_due_work_and_plans_it_anew_takes_two_round_trips()
    {
        var instance = Given.Instance();
        await CommitAsync(Given.Step(instance));
        var (old, other) = (Given.Due(instance.Id + "/L0-7"), Given.Due(instance.Id + "x/L0-7"));
        await using (var plan = _storage.Open())
        {
            plan.Services.GetRequiredService<IDueWorkPlan>().Add(old);
            plan.Services.GetRequiredService<IDueWorkPlan>().Add(other);
            await plan.CommitAsync(CancellationToken.None);
        }

        _storage.RoundTrips.Restart();
        var replanned = old with { Id = Given.Guid() };
        await using var unit = _storage.Open();
        var loaded = await unit.LoadAsync(new StepAddress(InstanceId: instance.Id), CancellationToken.None);
        unit.Stage(Given.Step(loaded.Instance! with { Sequence = 2 }));
        unit.Services.GetRequiredService<IDueWorkPlan>().CancelOwner("reminder", instance.Id);
        unit.Services.GetRequiredService<IDueWorkPlan>().CancelOwner("digest", instance.Id);
        unit.Services.GetRequiredService<IDueWorkPlan>().Add(replanned);
        await unit.CommitAsync(CancellationToken.None);

        Assert.Equal(2, _storage.RoundTrips.Seen.Count);
        var left = await _storage.Get<IDueWorkStore>().ClaimAsync("a", old.DueAt, 1000, TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.Contains(left, i => i.Id == replanned.Id);
        Assert.Contains(left, i => i.Id == other.Id);
        Assert.DoesNotContain(left, i => i.Id == old.Id);
    }

    [Fact]
    public async Task Every_table_of_a_step_fits_in_one_batch()
    {
        var office = await Office.OpenAsync(_storage);
        var ids = await office.LaunchAsync();
        _storage.RoundTrips.Restart();
        await using var unit = _storage.Open();
        var assignment = (await unit.Services.GetRequiredService<IAssignmentRepository>().FindAsync(ids.OpenAssignment, CancellationToken.None))!;
        var directive = (await unit.Services.GetRequiredService<IDirectiveRepository>().FindAsync(ids.Directive, CancellationToken.None))!;
        var loads = _storage.RoundTrips.Seen.Count;

        assignment.Accept(office.By(office.Head));
        assignment.Cascade(office.Officer, null, office.By(office.Head));
        assignment.Update(Given.Guid(), "Một nửa", 50, office.By(office.Head));
        assignment.Submit(Given.Guid(), "Xong", "Kế hoạch", null, office.By(office.Head));
        assignment.RequestRework(Given.Guid(), "Thiếu", office.By(office.Appraiser));
        directive.RecordDissemination("Hội nghị ngày 09/4", office.By(office.Leader));
        unit.Services.GetRequiredService<IReminderLog>().Add(new Reminder(assignment.Id, "L0-7", 1, office.Now, office.Now));
        unit.Services.GetRequiredService<INotificationRepository>().Add(new Notification(
            Given.Guid(), office.Officer.Id, new NotificationText("k", "t", "b"), null, null, office.Now));
        await unit.Services.GetRequiredService<IInbox>().SeenAsync("SKHCN", Given.Guid(), CancellationToken.None);
        unit.Services.GetRequiredService<IOutbox>().Add(Given.Message("a"));
        unit.Services.GetRequiredService<IOutbox>().Add(Given.Message("b"));
        unit.Services.GetRequiredService<IDueWorkPlan>().CancelOwner("reminder", assignment.Id.ToString("N"));
        unit.Services.GetRequiredService<IDueWorkPlan>().Add(Given.Due());
        var instance = Given.Instance();
        unit.Stage(Given.Step(instance, [Given.Bookmark(instance.Id)], command: Given.Command()));
        await unit.CommitAsync(CancellationToken.None);

        Assert.Equal(loads + 2, _storage.RoundTrips.Seen.Count);
    }
}
