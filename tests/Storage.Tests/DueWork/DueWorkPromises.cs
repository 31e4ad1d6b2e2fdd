using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.DueWork;

/// <summary>Each due row acts once, however many drains meet it.</summary>
public abstract class DueWorkPromises(StorageUnderTest storage)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private IDueWorkStore Store => storage.Get<IDueWorkStore>();

    [Fact]
    public async Task Only_due_rows_are_claimed_earliest_first_and_once_per_lease()
    {
        var start = Hour(1);
        var (second, first, future) = (Given.Due(at: start), Given.Due(at: start.AddMinutes(-1)), Given.Due(at: start.AddMinutes(1)));
        await PlanAsync(second, first, future);

        var claimed = await Store.ClaimAsync("a", start, 100, Lease, CancellationToken.None);
        var again = await Store.ClaimAsync("b", start, 100, Lease, CancellationToken.None);
        var afterLease = await Store.ClaimAsync("b", start + Lease, 100, Lease, CancellationToken.None);

        Assert.Equal([first, second], claimed);
        Assert.Empty(again);
        Assert.Equal([first, second], afterLease);
        await CompleteAllAsync(first, second, future);
    }

    [Fact]
    public async Task Claimers_at_work_together_share_the_rows_without_overlap()
    {
        var start = Hour(2);
        var planned = Enumerable.Range(0, 200).Select(i => Given.Due(at: start.AddSeconds(-i))).ToArray();
        await PlanAsync(planned);

        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(host => Task.Run(async () =>
        {
            var mine = new List<DueWorkItem>();
            while (await Store.ClaimAsync($"host{host}", start, 13, Lease, CancellationToken.None) is { Count: > 0 } batch)
            {
                mine.AddRange(batch);
            }

            return mine;
        })));

        var ids = claims.SelectMany(c => c).Select(i => i.Id).ToList();
        Assert.Equal(200, ids.Count);
        Assert.Equal(planned.Select(i => i.Id).Order(), ids.Order());
        await CompleteAllAsync(planned);
    }

    [Fact]
    public async Task Of_many_that_complete_one_row_exactly_one_commits_its_effect()
    {
        for (var round = 0; round < 20; round++)
        {
            var item = Given.Due();
            await PlanAsync(item);

            var wins = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TryCompleteAsync(item))));

            Assert.Single(wins, won => won);
        }
    }

    [Fact]
    public async Task Completing_a_row_that_is_gone_writes_nothing()
    {
        var item = Given.Due();
        await PlanAsync(item);
        Assert.True(await TryCompleteAsync(item));

        var effect = Given.Instance();
        Assert.False(await TryCompleteAsync(item, unit => unit.Stage(Given.Step(effect))));

        await using var reader = storage.Open();
        Assert.Null((await reader.LoadAsync(new StepAddress(InstanceId: effect.Id), CancellationToken.None)).Instance);
    }

    [Fact]
    public async Task A_cancelled_row_cannot_be_completed_any_more()
    {
        var item = Given.Due("cancelled/L0-1");
        await PlanAsync(item);
        await CancelAsync("cancelled");

        Assert.False(await TryCompleteAsync(item));
    }

    [Fact]
    public async Task When_a_row_is_cancelled_and_run_at_the_same_moment_either_it_ran_first_or_it_did_not_run()
    {
        for (var round = 0; round < 20; round++)
        {
            var owner = Given.Id("owner");
            var items = Enumerable.Range(0, 3).Select(i => Given.Due($"{owner}/{i}")).ToArray();
            await PlanAsync(items);
            var effects = items.Select(_ => Given.Instance()).ToArray();
            var runs = items.Select((item, i) => Task.Run(() => TryCompleteAsync(item, unit => unit.Stage(Given.Step(effects[i])))));
            var cancel = Task.Run(async () =>
            {
                await using var unit = storage.Open();
                unit.Stage(Given.Step(Given.Instance()));
                unit.Services.GetRequiredService<IDueWorkPlan>().CancelOwner("reminder", owner);
                try
                {
                    await unit.CommitAsync(CancellationToken.None);
                }
                catch (StaleStateException)
                {
                    await CancelAsync(owner);
                }
            });

            var ran = await Task.WhenAll(runs);
            await cancel;

            for (var i = 0; i < items.Length; i++)
            {
                await using var reader = storage.Open();
                var effect = await reader.LoadAsync(new StepAddress(InstanceId: effects[i].Id), CancellationToken.None);
                Assert.Equal(ran[i], effect.Instance is not null);
                Assert.False(await TryCompleteAsync(items[i]));
            }
        }
    }

    [Fact]
    public async Task Cancelling_an_owner_takes_its_rows_of_that_kind_and_no_others()
    {
        var start = Hour(3);
        var (mine, alsoMine) = (Given.Due("a1/L0-7", start), Given.Due("a1/L1", start));
        var (neighbour, otherKind) = (Given.Due("a10/L1", start), Given.Due("a1/L1", start, "digest"));
        await PlanAsync(mine, alsoMine, neighbour, otherKind);

        await CancelAsync("a1");
        await CancelAsync("a1");

        var left = await Store.ClaimAsync("a", start, 100, Lease, CancellationToken.None);
        Assert.Equal(new[] { neighbour.Id, otherKind.Id }.Order(), left.Select(i => i.Id).Order());
        await CompleteAllAsync(neighbour, otherKind);
    }

    [Fact]
    public async Task A_unit_may_cancel_an_owner_plan_it_anew_and_complete_one_of_its_rows()
    {
        var start = Hour(4);
        var (fired, later) = (Given.Due("a2/L0-7", start), Given.Due("a2/L1", start.AddYears(1)));
        await PlanAsync(fired, later);
        var replanned = later with { Id = Given.Guid(), DueAt = start };

        Assert.True(await TryCompleteAsync(fired, unit =>
        {
            var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
            plan.CancelOwner("reminder", "a2");
            plan.Add(replanned);
        }));

        Assert.Equal([replanned], await Store.ClaimAsync("a", start, 100, Lease, CancellationToken.None));
        await CompleteAllAsync(replanned);
    }

    [Fact]
    public async Task A_key_is_planned_once()
    {
        var item = Given.Due();
        await PlanAsync(item);

        await Assert.ThrowsAsync<StaleStateException>(() => PlanAsync(item with { Id = Given.Guid() }));
        await CompleteAllAsync(item);
    }

    [Fact]
    public async Task A_released_row_comes_back_at_its_retry_time()
    {
        var start = Hour(5);
        var item = Given.Due(at: start);
        await PlanAsync(item);
        await Store.ClaimAsync("a", start, 10, Lease, CancellationToken.None);

        await Store.ReleaseAsync(item.Id, start.AddMinutes(1), "broker down", CancellationToken.None);

        Assert.Empty(await Store.ClaimAsync("a", start, 10, Lease, CancellationToken.None));
        var retried = await Store.ClaimAsync("a", start.AddMinutes(1), 10, Lease, CancellationToken.None);
        Assert.Equal(item.Id, Assert.Single(retried).Id);
        await CompleteAllAsync(item);
    }

    [Fact]
    public async Task Next_due_and_lag_tell_when_to_wake_and_how_late_we_are()
    {
        var start = Hour(-24);
        Assert.Equal((0, TimeSpan.Zero), await Store.LagAsync(start, CancellationToken.None));
        var item = Given.Due(at: start.AddMinutes(-2));
        await PlanAsync(item, Given.Due("far/x", Given.At.AddYears(3)));

        Assert.Equal(item.DueAt, await Store.NextDueAsync(CancellationToken.None));
        Assert.Equal((1, TimeSpan.FromMinutes(2)), await Store.LagAsync(start, CancellationToken.None));
        await CompleteAllAsync(item);
    }

    /// <summary>Each test has a time of its own before the others' rows are due.</summary>
    private static DateTimeOffset Hour(int hour) => Given.At.AddYears(-1).AddHours(hour);

    private async Task PlanAsync(params DueWorkItem[] items)
    {
        await using var unit = storage.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        Array.ForEach(items, plan.Add);
        await unit.CommitAsync(CancellationToken.None);
    }

    private async Task CancelAsync(string owner)
    {
        await using var unit = storage.Open();
        unit.Services.GetRequiredService<IDueWorkPlan>().CancelOwner("reminder", owner);
        await unit.CommitAsync(CancellationToken.None);
    }

    private async Task CompleteAllAsync(params DueWorkItem[] items)
    {
        foreach (var item in items)
        {
            Assert.True(await TryCompleteAsync(item));
        }
    }

    private async Task<bool> TryCompleteAsync(DueWorkItem item, Action<IUnitOfWork>? effect = null)
    {
        await using var unit = storage.Open();
        unit.Services.GetRequiredService<IDueWorkPlan>().Complete(item);
        effect?.Invoke(unit);
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

public sealed class DueWorkPromisesOnSqlite(SqliteStorage storage) : DueWorkPromises(storage), IClassFixture<SqliteStorage>;

public sealed class DueWorkPromisesOnPostgreSql(PostgreSqlStorage storage) : DueWorkPromises(storage), IClassFixture<PostgreSqlStorage>;
