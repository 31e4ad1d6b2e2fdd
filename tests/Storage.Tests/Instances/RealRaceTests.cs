using System.Diagnostics;
using System.Globalization;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Storage.Checkup;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Tests.Costs;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Storage.Tests.Instances;

/// <summary>
/// Two hosts with services of their own on one PostgreSQL. <c>RACE_INSTANCES</c> sets how many instances are raced for.
/// </summary>
public sealed class RealRaceTests(PostgresServer server, ITestOutputHelper output)
{
    private const string Reviews = """
        {
          "definitionId": "reviews", "name": "reviews", "version": 1,
          "root": {
            "type": "Elsa.ParallelForEach", "id": "p", "version": 1,
            "items": { "typeName": "Object", "expression": { "type": "Object", "value": "[0,1,2,3,4,5]" } },
            "body": {
              "type": "Elsa.Sequence", "id": "b", "version": 1,
              "activities": [
                { "type": "Elsa.Event", "id": "report", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'report' + getCurrentValue()" } } },
                { "type": "Elsa.Event", "id": "review", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'review' + getCurrentValue()" } } }
              ]
            }
          }
        }
        """;

    private const string Wait = """
        { "definitionId": "wait", "name": "wait", "version": 1,
          "root": { "type": "Elsa.Event", "id": "e", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "go" } } } }
        """;

    [Fact]
    public async Task Six_reports_and_six_reviews_of_one_instance_at_once_always_finish_it()
    {
        var connection = await server.CreateDatabaseAsync();
        await using CostedHost a = new(connection), b = new(connection);
        await a.Get<StorageMigrator>().MigrateAsync(CancellationToken.None);
        await a.Get<WorkflowCatalog>().PublishAsync(Reviews);
        var count = int.TryParse(Environment.GetEnvironmentVariable("RACE_INSTANCES"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 50;
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < count; round++)
        {
            var id = (await a.Runtime.StartAsync(new StartWorkflow { DefinitionId = "reviews" })).InstanceId!;
            foreach (var stage in new[] { "report", "review" })
            {
                var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
                    (i % 2 == 0 ? a : b).Runtime.ResumeAsync(Event(string.Create(CultureInfo.InvariantCulture, $"{stage}{i}"), id)))));
                Assert.All(results, r => Assert.Equal(StepKind.Executed, r.Kind));
            }

            await using var unit = a.Get<Engine.Persistence.IUnitOfWorkFactory>().Open();
            var instance = (await unit.LoadAsync(new Engine.Persistence.StepAddress(InstanceId: id), CancellationToken.None)).Instance!;
            Assert.Equal(("Finished", 13L), (instance.SubStatus, instance.Sequence));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} instances of {count} finished in {watch.Elapsed.TotalSeconds:F1} s"));
        Assert.All(await a.Get<Doctor>().ExamineAsync(CancellationToken.None), i => Assert.True(i.Holds, i.Sentence));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_and_its_wait_that_are_committed_side_by_side_meet_whichever_comes_first(bool eventFirst)
    {
        var connection = await server.CreateDatabaseAsync();
        await using CostedHost a = new(connection), b = new(connection);
        await a.Get<StorageMigrator>().MigrateAsync(CancellationToken.None);
        await a.Get<WorkflowCatalog>().PublishAsync(Wait);

        // Both have read before either writes: neither sees the other in its own transaction.
        StepResult kept, started;
        if (eventFirst)
        {
            StepResult? inner = null;
            started = await a.Runtime.StartAsync(new StartWorkflow
            {
                DefinitionId = "wait",
                AfterRun = async (_, _, token) =>
                {
                    inner = await b.Runtime.ResumeAsync(Event("go") with { KeepFor = TimeSpan.FromHours(1) }, token);
                    Assert.Equal(1, await DrainAsync(b));
                },
            });
            kept = inner!;
        }
        else
        {
            StepResult? inner = null;
            kept = await b.Runtime.ResumeAsync(Event("go") with
            {
                KeepFor = TimeSpan.FromHours(1),
                Prepare = async (_, token) => inner ??= await a.Runtime.StartAsync(new StartWorkflow { DefinitionId = "wait" }, token),
            });
            started = inner!;
        }

        Assert.Equal((StepKind.Kept, "Suspended"), (kept.Kind, started.SubStatus));
        b.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await DrainAsync(b));

        await using var unit = a.Get<Engine.Persistence.IUnitOfWorkFactory>().Open();
        Assert.Equal("Finished", (await unit.LoadAsync(new Engine.Persistence.StepAddress(InstanceId: started.InstanceId), CancellationToken.None)).Instance!.SubStatus);
        Assert.Null(await a.Get<IDueWorkStore>().NextDueAsync(CancellationToken.None));
    }

    private static ResumeWorkflow Event(string name, string? instanceId = null) =>
        new() { InstanceId = instanceId, Stimulus = new Stimulus("Elsa.Event", new EventStimulus(name)) };

    /// <summary>Runs what is due now once.</summary>
    private static async Task<int> DrainAsync(CostedHost host)
    {
        var items = await host.Get<IDueWorkStore>().ClaimAsync("host", host.Time.GetUtcNow(), 100, TimeSpan.FromMilliseconds(1), CancellationToken.None);
        foreach (var item in items)
        {
            await host.GetAll<IDueWorkHandler>().Single(h => string.Equals(h.Kind, item.Kind, StringComparison.Ordinal)).HandleAsync(item, CancellationToken.None);
        }

        return items.Count;
    }
}
