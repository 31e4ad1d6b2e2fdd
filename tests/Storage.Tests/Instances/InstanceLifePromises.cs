using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Instances;

/// <summary>What the life of an instance relies on beyond the plain step; the same on every database.</summary>
public abstract class InstanceLifePromises(StorageUnderTest storage)
{
    [Fact]
    public async Task Who_holds_an_instance_is_read_back_with_it()
    {
        var instance = Given.Instance() with { HeldBy = "operator" };
        await CommitAsync(Given.Step(instance));

        Assert.Equal("operator", (await LoadAsync(instance.Id))!.HeldBy);
    }

    [Fact]
    public async Task Of_two_instances_that_take_one_slot_exactly_one_is_stored()
    {
        var key = Given.Id("slot");
        for (var round = 0; round < 10; round++)
        {
            var instances = Enumerable.Range(0, 4).Select(_ => Given.Instance()).ToArray();
            var won = await Task.WhenAll(instances.Select(i => Task.Run(() => TryCommitAsync(Given.Step(i) with { SlotTaken = new ActivationSlot(key, i.Id) }))));

            var winner = instances[Assert.Single(Enumerable.Range(0, 4), i => won[i])];
            await using (var unit = storage.Open())
            {
                Assert.Equal(winner.Id, await unit.Services.GetRequiredService<IActivationSlots>().HolderAsync(key, CancellationToken.None));
            }

            Assert.True(await TryCommitAsync(Given.Step(winner with { Sequence = 2, Status = "Finished" }) with { SlotFreed = new ActivationSlot(key, winner.Id) }));
        }
    }

    [Fact]
    public async Task A_running_instance_is_found_by_its_business_key_and_a_finished_one_is_not()
    {
        var key = Given.Id("case");
        await CommitAsync(Given.Step(Given.Instance(status: "Finished") with { CorrelationId = key }));
        await using var unit = storage.Open();
        var slots = unit.Services.GetRequiredService<IActivationSlots>();
        Assert.Null(await slots.RunningWithCorrelationAsync(key, CancellationToken.None));

        var running = Given.Instance() with { CorrelationId = key };
        await CommitAsync(Given.Step(running));
        Assert.Equal(running.Id, await slots.RunningWithCorrelationAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task Incidents_are_closed_in_the_step_that_repairs_them()
    {
        var instance = Given.Instance();
        var incident = new IncidentRecord(Given.Id("inc"), instance.Id, "a", "T", "broken", "detail", Given.At) { ContextId = 7 };
        var another = incident with { Id = Given.Id("inc"), ContextId = 8 };
        await CommitAsync(Given.Step(instance) with { Incidents = [incident, another] });

        Assert.True(await TryCommitAsync(Given.Step(instance with { Sequence = 2 }) with
        {
            IncidentsClosed = [.. new[] { incident, another }.Select(i => new IncidentClosing(i.Id, Given.At.AddHours(1), "an", "Retried"))],
        }));

        var read = await storage.Get<IInstanceStore>().IncidentsAsync(instance.Id, CancellationToken.None);
        Assert.Equivalent(
            new[] { incident, another }.Select(i => i with { ClosedAt = Given.At.AddHours(1), ClosedBy = "an", Resolution = "Retried" }), read, strict: true);
    }

    [Fact]
    public async Task Children_are_read_page_by_page_and_only_while_they_run()
    {
        var parent = Given.Id("parent");
        var children = Enumerable.Range(0, 5).Select(_ => Given.Instance() with { ParentInstanceId = parent }).ToArray();
        await CommitAsync([.. children.Select(c => Given.Step(c)), Given.Step(Given.Instance(status: "Finished") with { ParentInstanceId = parent })]);
        var store = storage.Get<IInstanceStore>();

        var first = await store.RunningChildrenAsync(parent, null, 3, CancellationToken.None);
        var rest = await store.RunningChildrenAsync(parent, first[^1], 3, CancellationToken.None);

        Assert.Equal(3, first.Count);
        Assert.Equal(children.Select(c => c.Id).Order(StringComparer.Ordinal), first.Concat(rest).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Due_work_of_an_owner_is_found_except_what_the_unit_takes_away()
    {
        var owner = Given.Id("owner");
        var (one, two, foreign) = (Given.Due(owner + "/1"), Given.Due(owner + "/2"), Given.Due(owner + "x/1"));
        await using (var unit = storage.Open())
        {
            foreach (var item in new[] { one, two, foreign })
            {
                unit.Services.GetRequiredService<IDueWorkPlan>().Add(item);
            }

            await unit.CommitAsync(CancellationToken.None);
        }

        await using var reading = storage.Open();
        var plan = reading.Services.GetRequiredService<IDueWorkPlan>();
        Assert.Equal([one, two], await plan.FindAsync("reminder", owner, CancellationToken.None));
        plan.Complete(one);
        Assert.Equal([two], await plan.FindAsync("reminder", owner, CancellationToken.None));
        plan.CancelOwner("reminder", owner);
        Assert.Empty(await plan.FindAsync("reminder", owner, CancellationToken.None));
    }

    [Fact]
    public async Task A_load_says_whether_a_stimulus_is_kept()
    {
        await using (var unit = storage.Open())
        {
            unit.Services.GetRequiredService<IDueWorkPlan>().Add(Given.Due(Given.Id("HASH") + "/1.0", kind: DueWorkKinds.KeptStimulus));
            await unit.CommitAsync(CancellationToken.None);
        }

        await using var reading = storage.Open();
        Assert.True((await reading.LoadAsync(new StepAddress("nothing"), CancellationToken.None)).HasKeptStimuli);
    }

    [Fact]
    public async Task A_step_of_an_instance_that_was_purged_meanwhile_is_a_conflict_and_leaves_nothing()
    {
        var instance = Given.Instance(status: "Finished", sub: "Faulted") with { FinishedAt = Given.At, UpdatedAt = Given.At };
        await CommitAsync(Given.Step(instance));
        Assert.Equal(1, await storage.Get<IInstanceStore>().PurgeAsync([instance.Id], CancellationToken.None));

        Assert.False(await TryCommitAsync(Given.Step(instance with { Sequence = 2 }) with { WasFinished = true }));

        Assert.Null(await LoadAsync(instance.Id));
        Assert.Empty(await storage.Get<IInstanceStore>().JournalAsync(instance.Id, 0, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_purge_takes_everything_of_finished_instances_and_nothing_of_others()
    {
        var (old, running) = (Given.Instance(status: "Finished") with { FinishedAt = Given.At }, Given.Instance());
        var child = Given.Instance() with { ParentInstanceId = old.Id };
        var incident = new IncidentRecord(Given.Id("inc"), old.Id, "a", "T", "broken", null, Given.At);
        await CommitAsync(Given.Step(old) with { Incidents = [incident] }, Given.Step(running), Given.Step(child));
        var store = storage.Get<IInstanceStore>();

        Assert.Equal(1, await store.PurgeAsync([old.Id, running.Id], CancellationToken.None));

        Assert.Null(await LoadAsync(old.Id));
        Assert.NotNull(await LoadAsync(running.Id));
        Assert.Null((await LoadAsync(child.Id))!.ParentInstanceId);
        Assert.Empty(await store.IncidentsAsync(old.Id, CancellationToken.None));
        Assert.Empty(await store.JournalAsync(old.Id, 0, 10, CancellationToken.None));
        Assert.Single(await store.JournalAsync(running.Id, 0, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Old_finished_instances_are_found_for_retention_in_the_order_of_their_age()
    {
        var definition = Given.Id("definition");
        InstanceRecord Ended(int day, string status = "Finished") => Given.Instance(status: status) with
        {
            DefinitionId = definition, CreatedAt = Given.At.AddYears(-20).AddDays(day), UpdatedAt = Given.At.AddYears(-20).AddDays(day + 1), FinishedAt = status is "Finished" ? Given.At.AddYears(-20).AddDays(day + 1) : null,
        };
        var all = new[] { Ended(1), Ended(2, "Running"), Ended(3), Ended(30) };
        await CommitAsync([.. all.Select(i => Given.Step(i))]);

        var page = await storage.Get<IInstanceStore>().FinishedBeforeAsync(Given.At.AddYears(-20).AddDays(10), null, 10, CancellationToken.None);

        Assert.Equal([all[0].Id, all[2].Id], page.Where(i => all.Any(a => string.Equals(a.Id, i.Id, StringComparison.Ordinal))).Select(i => i.Id));
    }

    [Fact]
    public async Task Instances_are_listed_newest_first_by_key_without_their_state()
    {
        var definition = Given.Id("definition");
        var all = Enumerable.Range(0, 7).Select(i => Given.Instance() with { DefinitionId = definition, CreatedAt = Given.At.AddMinutes(i / 2) }).ToArray();
        await CommitAsync([.. all.Select(i => Given.Step(i))]);
        var store = storage.Get<IInstanceStore>();
        var query = new InstanceQuery { DefinitionId = definition, Limit = 3 };

        var seen = new List<InstanceSummary>();
        for (InstanceCursor? after = null; ;)
        {
            var page = await store.ListAsync(query with { After = after }, CancellationToken.None);
            seen.AddRange(page);
            if (page.Count < 3)
            {
                break;
            }

            after = new InstanceCursor(page[^1].CreatedAt, page[^1].Id);
        }

        Assert.Equal(all.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id, StringComparer.Ordinal).Select(i => i.Id), seen.Select(i => i.Id));
        Assert.Equal(7, await store.CountAsync(query, CancellationToken.None));
        Assert.Equal(7, await store.CountAsync(query with { Status = "Running", SubStatuses = ["Suspended"] }, CancellationToken.None));
        Assert.Equal(0, await store.CountAsync(query with { IsHeld = true }, CancellationToken.None));
        Assert.Equal(7, await store.CountAboutAsync(query, exactUpTo: 7, CancellationToken.None));
        Assert.Equal(7, await store.CountAsync(query with { SearchTerm = definition }, CancellationToken.None));
        Assert.Equal(0, await store.CountAsync(query with { SearchTerm = @"100%_\ không có" }, CancellationToken.None));
        Assert.InRange(await store.CountAboutAsync(query, exactUpTo: 3, CancellationToken.None), 4, long.MaxValue);
    }

    [Fact]
    public async Task Instances_that_had_a_step_since_a_time_are_listed_newest_first_whether_made_since_then_or_before()
    {
        var (definition, since) = (Given.Id("definition"), Given.At.AddYears(3));
        StepChanges Stepped(int made, int stepped)
        {
            var instance = Given.Instance() with { DefinitionId = definition, CreatedAt = since.AddHours(made), UpdatedAt = since.AddHours(stepped) };
            return Given.Step(instance) with { Journal = new JournalRecord(instance.Id, instance.Sequence, instance.UpdatedAt, null, [1]) };
        }
        StepChanges[] found = [Stepped(3, 4), Stepped(2, 2), Stepped(0, 5), Stepped(-1, 0), Stepped(-2, 9)];
        await CommitAsync([.. found, Stepped(-1, -1), Stepped(-9, -3)]);
        var store = storage.Get<IInstanceStore>();
        var query = new InstanceQuery
        {
            DefinitionId = definition, Limit = 2, Times = [new InstanceTimeFilter(InstanceTime.UpdatedAt, TimeComparison.GreaterThanOrEqual, since)],
        };

        var seen = new List<string>();
        for (var page = 0; page < 3; page++)
        {
            seen.AddRange((await store.ListAsync(query with { Skip = page * 2 }, CancellationToken.None)).Select(i => i.Id));
        }

        Assert.Equal(found.Select(step => step.Instance!.Id), seen);
        Assert.Equal(seen.AsEnumerable().Reverse().Take(2), (await store.ListAsync(query with { Ascending = true }, CancellationToken.None)).Select(i => i.Id));
        Assert.Equal(5, await store.CountAsync(query, CancellationToken.None));
        Assert.Equal(5, await store.CountAboutAsync(query, exactUpTo: 5, CancellationToken.None));
        Assert.InRange(await store.CountAboutAsync(query, exactUpTo: 2, CancellationToken.None), 3, long.MaxValue);
    }

    private async Task<InstanceRecord?> LoadAsync(string id)
    {
        await using var unit = storage.Open();
        return (await unit.LoadAsync(new StepAddress(InstanceId: id), CancellationToken.None)).Instance;
    }

    private async Task CommitAsync(params StepChanges[] steps)
    {
        await using var unit = storage.Open();
        foreach (var step in steps)
        {
            unit.Stage(step);
        }

        await unit.CommitAsync(CancellationToken.None);
    }

    private async Task<bool> TryCommitAsync(StepChanges step)
    {
        try
        {
            await CommitAsync(step);
            return true;
        }
        catch (StaleStateException)
        {
            return false;
        }
    }
}

public sealed class InstanceLifePromisesOnSqlite(SqliteStorage storage) : InstanceLifePromises(storage), IClassFixture<SqliteStorage>;

public sealed class InstanceLifePromisesOnPostgreSql(PostgreSqlStorage storage) : InstanceLifePromises(storage), IClassFixture<PostgreSqlStorage>;
