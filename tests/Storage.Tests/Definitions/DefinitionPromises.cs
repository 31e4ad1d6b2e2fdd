using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Storage.Tests.Databases;

namespace DirectiveFlow.Storage.Tests.Definitions;

/// <summary>A text that was published or run never changes, one version is the published one, and of two writers one wins.</summary>
public abstract class DefinitionPromises(StorageUnderTest storage)
{
    private readonly string _id = Given.Id("def");

    private IDefinitionStore Store => storage.Get<IDefinitionStore>();

    [Fact]
    public async Task Publishing_takes_the_flags_from_the_version_before_and_keeps_it_readable()
    {
        await SaveAsync(1, "A");
        await MarkAsync(2, latest: 1, published: 1);
        await SaveAsync(2, "B", published: 1, number: 3);
        await MarkAsync(4, latest: 2, published: 2);

        Assert.Equal(2, (await Store.FindPublishedAsync(_id, CancellationToken.None))?.Version);
        Assert.Equal(
            Version(1, "A") with { IsFrozen = true, PublishedAt = Given.At, PublishedBy = "an" },
            await Store.FindVersionAsync($"{_id}-1", CancellationToken.None));
        var shelf = await Store.LoadAsync(_id, CancellationToken.None);
        Assert.Equal([(2, true, true), (1, false, false)], shelf.Versions.Select(v => (v.Version, v.IsLatest, v.IsPublished)));
        Assert.Equal(4, shelf.LastEvent);
        Assert.Equal([1, 2, 3, 4], (await Store.HistoryAsync(_id, CancellationToken.None)).Select(e => e.Number));
    }

    [Fact]
    public async Task What_starts_a_definition_is_replaced_with_the_version_that_is_published()
    {
        await SaveAsync(1, "A");
        await SaveAsync(2, "B");
        await PublishAsync(3, 1, Triggers("first"));
        await PublishAsync(4, 2, Triggers("second"));

        var stimuli = storage.Get<IStimulusStore>();
        var trigger = Assert.Single(await stimuli.ListTriggersAsync(_id, CancellationToken.None));
        Assert.Equal(_id + "-second", trigger.Id);
        Assert.Equal(trigger, Assert.Single(await stimuli.FindTriggersAsync([trigger.Hash, "another"], CancellationToken.None)));
        Assert.Equal([$"{_id}/second"], await DueKeysAsync());

        await PublishAsync(5, null, TriggerSet.None(_id));
        Assert.Empty(await stimuli.ListTriggersAsync(_id, CancellationToken.None));
        Assert.Empty(await DueKeysAsync());

        TriggerSet Triggers(string name) => new(
            [new TriggerRecord($"{_id}-{name}", _id, $"{_id}-{name}", "t", "Elsa.Timer", $"HASH-{_id}-{name}", "{}")],
            [new DueWorkItem(Given.Guid(), Given.At, DueWorkKinds.Trigger, $"{_id}/{name}", "{}")], _id, []);

        Task PublishAsync(int number, int? version, TriggerSet triggers) => Store.CommitAsync(
            new DefinitionChange
            {
                Event = Event(number, version ?? 2, DefinitionAction.Published),
                LatestId = $"{_id}-2",
                PublishedId = version is null ? null : $"{_id}-{version}",
                Triggers = triggers,
            },
            CancellationToken.None);

        async Task<string[]> DueKeysAsync()
        {
            var due = await storage.Get<IDueWorkStore>().ClaimAsync("h", Given.At, 1000, TimeSpan.Zero, CancellationToken.None);
            return [.. due.Where(d => d.Key.StartsWith(_id + "/", StringComparison.Ordinal)).Select(d => d.Key)];
        }
    }

    [Fact]
    public async Task Of_two_writers_who_saw_the_same_history_one_wins()
    {
        await SaveAsync(1, "A");
        var changes = Enumerable.Range(0, 8).Select(i => Change(2, 2, "B", published: null) with
        {
            Saved = Version(2, $"B{i}") with { Id = $"{_id}-{i + 2}", IsLatest = true },
            LatestId = $"{_id}-{i + 2}",
        }).ToArray();

        var outcomes = await Task.WhenAll(changes.Select(async c =>
        {
            try
            {
                await Store.CommitAsync(c, CancellationToken.None);
                return true;
            }
            catch (StaleStateException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, won => won);
        Assert.Single((await Store.LoadAsync(_id, CancellationToken.None)).Versions, v => v.IsLatest);
        Assert.Equal(2, (await Store.LoadAsync(_id, CancellationToken.None)).Versions.Count);
    }

    [Fact]
    public async Task A_draft_changes_in_place_until_it_is_frozen()
    {
        await SaveAsync(1, "A");
        await Store.CommitAsync(Change(2, 1, "B", null) with { Replaces = "A" }, CancellationToken.None);
        Assert.Equal("B", (await Store.FindVersionAsync($"{_id}-1", CancellationToken.None))?.ContentHash);

        Assert.False(await Store.FreezeAsync($"{_id}-1", "A", CancellationToken.None));
        Assert.True(await Store.FreezeAsync($"{_id}-1", "B", CancellationToken.None));
        await Assert.ThrowsAsync<StaleStateException>(() =>
            Store.CommitAsync(Change(3, 1, "C", null) with { Replaces = "B" }, CancellationToken.None));

        Assert.Equal("B", (await Store.FindVersionAsync($"{_id}-1", CancellationToken.None))?.ContentHash);
        Assert.Equal(2, (await Store.LoadAsync(_id, CancellationToken.None)).LastEvent);
    }

    [Fact]
    public async Task A_deleted_version_that_may_have_instances_is_kept_for_them_only()
    {
        await SaveAsync(1, "A");
        await Store.FreezeAsync($"{_id}-1", "A", CancellationToken.None);
        await SaveAsync(2, "B", published: null, number: 2);

        await Store.CommitAsync(
            new DefinitionChange { Event = Event(3, 2, DefinitionAction.Deleted), Deleted = [$"{_id}-1", $"{_id}-2"] }, CancellationToken.None);

        Assert.True((await Store.FindVersionAsync($"{_id}-1", CancellationToken.None))?.IsDeleted);
        Assert.Null(await Store.FindVersionAsync($"{_id}-2", CancellationToken.None));
        Assert.Equal(0, (await Store.ListAsync(new DefinitionQuery { DefinitionIds = [_id] }, CancellationToken.None)).TotalCount);
        Assert.False(await Store.FreezeAsync($"{_id}-1", "A", CancellationToken.None));
    }

    [Fact]
    public async Task Lists_narrow_sort_and_page()
    {
        var word = Given.Id("q");
        foreach (var (suffix, name) in new[] { ("c", "Rà soát"), ("a", "Chỉ đạo Đà Nẵng"), ("b", "Chỉ đạo Huế") })
        {
            var record = Version(1, "A") with { Id = _id + suffix, DefinitionId = _id + suffix, Name = name, Description = word, IsLatest = true };
            await Store.CommitAsync(
                new DefinitionChange { Event = Event(1, 1) with { DefinitionId = _id + suffix }, Saved = record, LatestId = record.Id }, CancellationToken.None);
        }

        var query = new DefinitionQuery { SearchTerm = word, Versions = VersionOptions.Latest, Order = DefinitionOrder.Name, Take = 2 };
        var page = await Store.ListAsync(query, CancellationToken.None);
        Assert.Equal(3, page.TotalCount);
        Assert.Equal(["Chỉ đạo Đà Nẵng", "Chỉ đạo Huế"], page.Items.Select(d => d.Name));
        Assert.Equal("Rà soát", Assert.Single((await Store.ListAsync(query with { Skip = 2 }, CancellationToken.None)).Items).Name);
        Assert.Equal(0, (await Store.ListAsync(query with { Versions = VersionOptions.Published }, CancellationToken.None)).TotalCount);

        var byName = new DefinitionQuery { SearchTerm = "chi DAO da", DefinitionIds = [_id + "a", _id + "b", _id + "c"] };
        Assert.Equal(_id + "a", Assert.Single((await Store.ListAsync(byName, CancellationToken.None)).Items).DefinitionId);
        Assert.Equal(2, (await Store.ListAsync(new DefinitionQuery { Ids = [_id + "a", _id + "b"] }, CancellationToken.None)).TotalCount);
    }

    [Fact]
    public async Task References_are_those_of_the_latest_and_the_published_version()
    {
        var (old, used) = (Given.Id("old"), Given.Id("used"));
        await Store.CommitAsync(Change(1, 1, "A", null) with { References = [Reference(1, old)] }, CancellationToken.None);
        Assert.Single(await Store.ReferencesToAsync([old], CancellationToken.None));
        await Store.CommitAsync(Change(2, 2, "B", null) with { References = [Reference(2, used)] }, CancellationToken.None);

        Assert.Empty(await Store.ReferencesToAsync([old], CancellationToken.None));
        Assert.Equal(Reference(2, used), Assert.Single(await Store.ReferencesToAsync([used, old], CancellationToken.None)));
        Assert.Equal(Reference(2, used), Assert.Single(await Store.ReferencesOfAsync([_id], CancellationToken.None)));
    }

    private Task SaveAsync(int version, string hash, int? published = null, int? number = null) =>
        Store.CommitAsync(Change(number ?? version, version, hash, published), CancellationToken.None);

    private Task MarkAsync(int number, int latest, int published) => Store.CommitAsync(
        new DefinitionChange { Event = Event(number, latest, DefinitionAction.Published), LatestId = $"{_id}-{latest}", PublishedId = $"{_id}-{published}" },
        CancellationToken.None);

    private DefinitionChange Change(int number, int version, string hash, int? published) => new()
    {
        Event = Event(number, version),
        Saved = Version(version, hash) with { IsLatest = true },
        LatestId = $"{_id}-{version}",
        PublishedId = published is null ? null : $"{_id}-{published}",
    };

    private DefinitionEvent Event(int number, int version, DefinitionAction action = DefinitionAction.Saved) =>
        new(_id, number, action, $"{_id}-{version}", version, "A", "an", Given.At);

    private DefinitionReference Reference(int version, string target) =>
        new($"{_id}-{version}", 0, _id, target, null, DefinitionReferenceKind.Start, "activity1", "$.root");

    private DefinitionRecord Version(int version, string hash) => new()
    {
        Id = $"{_id}-{version}",
        DefinitionId = _id,
        Version = version,
        Name = "Chu trình",
        CreatedAt = Given.At,
        SavedAt = Given.At,
        SavedBy = "an",
        ContentHash = hash,
        Json = "{ \"name\": \"Chu trình\" }",
    };
}

public sealed class DefinitionPromisesOnSqlite(SqliteStorage storage) : DefinitionPromises(storage), IClassFixture<SqliteStorage>;

public sealed class DefinitionPromisesOnPostgreSql(PostgreSqlStorage storage) : DefinitionPromises(storage), IClassFixture<PostgreSqlStorage>;
