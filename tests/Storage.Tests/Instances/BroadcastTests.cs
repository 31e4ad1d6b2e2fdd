using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Storage.Checkup;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Tests.Costs;
using DirectiveFlow.TestServers;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Tests.Instances;

/// <summary>
/// One event for very many instances on PostgreSQL. <c>BROADCAST_INSTANCES</c> sets how many wait for it.
/// </summary>
public sealed class BroadcastTests(PostgresServer server, ITestOutputHelper output)
{
    private const int Claim = 200;
    private const string Wait = """
        { "definitionId": "wait", "name": "wait", "version": 1, "variables": [],
          "root": { "type": "Elsa.Event", "id": "e", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "go" } } } }
        """;

    private readonly ConcurrentQueue<long> _rows = new();

    [Fact]
    public async Task Each_of_very_many_instances_resumes_once_also_when_the_host_dies_on_the_way_and_no_more_than_two_pages_are_ever_planned()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("BROADCAST_INSTANCES"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 1000;
        var connection = await server.CreateDatabaseAsync();
        await using var survivor = new CostedHost(connection);
        await survivor.Get<StorageMigrator>().MigrateAsync(CancellationToken.None);
        await survivor.Get<WorkflowCatalog>().PublishAsync(Wait);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (_, token) => await survivor.Runtime.StartAsync(new StartWorkflow { DefinitionId = "wait" }, token));

        survivor.RoundTrips.Restart();
        var (watch, memory) = (Stopwatch.StartNew(), GC.GetTotalMemory(forceFullCollection: true));
        await using (var doomed = new CostedHost(connection))
        {
            await doomed.Get<Broadcast>().SendAsync(
                new Stimulus(Event.StimulusName, new EventStimulus("go")), new StimulusScope(), new { word = "hi" }, commandId: "publish");
            for (var claims = 0; claims < 3; claims++)
            {
                await DrainAsync(doomed, Claim);
            }

            // It dies with a claim of which it has done half.
            await DrainAsync(doomed, Claim / 2);
        }

        survivor.Time.Advance(TimeSpan.FromMinutes(1));
        await survivor.Get<Broadcast>().SendAsync(
            new Stimulus(Event.StimulusName, new EventStimulus("go")), new StimulusScope(), new { word = "again" }, commandId: "publish");
        while (await DrainAsync(survivor, Claim) > 0)
        {
        }

        var seconds = watch.Elapsed.TotalSeconds;
        survivor.RoundTrips.Restart();
        var kept = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1024;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count} instances in {seconds:F1} s, at most {_rows.Max()} rows of due work, {kept} KiB kept"));
        await using var context = await survivor.Get<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync();
        Assert.Equal(
            [$"Finished/2/{count.ToString(CultureInfo.InvariantCulture)}"],
            await context.Database.SqlQuery<string>($"select sub_status || '/' || sequence || '/' || count(*) as \"Value\" from workflow_instances group by sub_status, sequence").ToListAsync());
        Assert.InRange(_rows.Max(), 1, (2 * Claim) + 1);
        Assert.Equal(0, _rows.Last());
        Assert.All(await survivor.Get<Doctor>().ExamineAsync(CancellationToken.None), i => Assert.True(i.Holds, i.Sentence));
    }

    /// <summary>Claims what is due as a host does and runs the first <paramref name="most"/> rows of it.</summary>
    private async Task<int> DrainAsync(CostedHost host, int most)
    {
        var store = host.Get<IDueWorkStore>();
        var items = await store.ClaimAsync("host", host.Time.GetUtcNow(), Claim, TimeSpan.FromSeconds(30), CancellationToken.None);
        var handlers = host.GetAll<IDueWorkHandler>().ToDictionary(h => h.Kind, StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            items.Take(most), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (item, token) => await handlers[item.Kind].HandleAsync(item, token));
        _rows.Enqueue((await store.LagAsync(host.Time.GetUtcNow().AddYears(1), CancellationToken.None)).Count);
        return items.Count;
    }
}
