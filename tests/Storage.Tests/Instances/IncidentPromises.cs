using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Tests.Databases;

namespace DirectiveFlow.Storage.Tests.Instances;

/// <summary>Incidents across instances; the same on every database.</summary>
public abstract class IncidentPromises(StorageUnderTest storage)
{
    [Fact]
    public async Task Open_incidents_are_listed_newest_first_by_key_with_their_instances()
    {
        var definition = Given.Id("definition");
        var all = new List<IncidentRecord>();
        foreach (var number in Enumerable.Range(0, 5))
        {
            all.Add(await FailAsync(definition, "Faulted", Given.At.AddMinutes(number / 2)));
        }

        var store = storage.Get<IIncidentStore>();
        var query = new IncidentQuery { DefinitionId = definition, Limit = 3 };
        var first = await store.ListOpenAsync(query, CancellationToken.None);
        var rest = await store.ListOpenAsync(query with { After = new IncidentCursor(first[^1].Incident.At, first[^1].Incident.Id) }, CancellationToken.None);

        var seen = first.Concat(rest).ToList();
        Assert.Equal(all.OrderByDescending(i => i.At).ThenByDescending(i => i.Id, StringComparer.Ordinal), seen.Select(o => o.Incident));
        Assert.All(seen, o => Assert.Equal((o.Incident.InstanceId, definition), (o.Instance.Id, o.Instance.DefinitionId)));
        Assert.Equal(5, await store.CountOpenAsync(query, CancellationToken.None));
        Assert.Equal(all[0], await store.FindAsync(all[0].Id, CancellationToken.None));
        Assert.Null(await store.FindAsync("none", CancellationToken.None));
    }

    [Fact]
    public async Task What_is_closed_or_belongs_to_a_cancelled_or_deleted_instance_is_not_open()
    {
        var definition = Given.Id("definition");
        var open = await FailAsync(definition, "Suspended", Given.At);
        await FailAsync(definition, "Cancelled", Given.At);
        await FailAsync(definition, "Deleted", Given.At);
        var closed = await FailAsync(definition, "Faulted", Given.At, close: true);
        var store = storage.Get<IIncidentStore>();

        Assert.Equal([open], (await store.ListOpenAsync(new IncidentQuery { DefinitionId = definition }, CancellationToken.None)).Select(o => o.Incident));
        Assert.Equal("an", (await store.FindAsync(closed.Id, CancellationToken.None))!.ClosedBy);
    }

    [Fact]
    public async Task Running_instances_are_counted_by_version()
    {
        var (definition, other) = (Given.Id("definition"), Given.Id("definition"));
        foreach (var (status, version) in new[] { ("Running", "v1"), ("Running", "v2"), ("Running", "v2"), ("Finished", "v2") })
        {
            await CommitAsync(Given.Step(Given.Instance(status: status) with { DefinitionId = definition, DefinitionVersionId = definition + version }));
        }

        await CommitAsync(Given.Step(Given.Instance() with { DefinitionId = other, DefinitionVersionId = other }));

        Assert.Equal(
            new Dictionary<string, int> { [definition + "v1"] = 1, [definition + "v2"] = 2 },
            await storage.Get<IInstanceStore>().RunningByVersionAsync([definition], CancellationToken.None));
    }

    private async Task<IncidentRecord> FailAsync(string definition, string sub, DateTimeOffset at, bool close = false)
    {
        var instance = Given.Instance(status: sub is "Suspended" ? "Running" : "Finished", sub: sub) with { DefinitionId = definition };
        var incident = new IncidentRecord(Given.Id("inc"), instance.Id, "a", "T", "broken", null, at) { ContextId = 7 };
        await CommitAsync(Given.Step(instance) with { Incidents = [incident] });
        if (close)
        {
            await CommitAsync(Given.Step(instance with { Sequence = 2 }) with { IncidentsClosed = [new IncidentClosing(incident.Id, at, "an", "done")] });
        }

        return incident;
    }

    private async Task CommitAsync(StepChanges step)
    {
        await using var unit = storage.Open();
        unit.Stage(step);
        await unit.CommitAsync(CancellationToken.None);
    }
}

public sealed class IncidentPromisesOnSqlite(SqliteStorage storage) : IncidentPromises(storage), IClassFixture<SqliteStorage>;

public sealed class IncidentPromisesOnPostgreSql(PostgreSqlStorage storage) : IncidentPromises(storage), IClassFixture<PostgreSqlStorage>;
