using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Steps;

/// <summary>Two hosts over one store, and hosts that die between any two operations.</summary>
public sealed class RaceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_same_bookmark_resumed_from_two_hosts_at_once_acts_once()
    {
        var (a, b) = TwoHosts();
        await a.PublishAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("go"), Define.Line("after"))));
        for (var round = 0; round < 200; round++)
        {
            var id = (await a.StartAndDrainAsync("w")).InstanceId!;

            var results = await Task.WhenAll(
                Task.Run(() => a.PublishEventAsync("go", id)), Task.Run(() => b.PublishEventAsync("go", id)),
                Task.Run(() => a.PublishEventAsync("go", id)), Task.Run(() => b.PublishEventAsync("go", id)));

            Assert.Equal(1, results.Count(r => r.Kind == StepKind.Executed));
            Assert.Equal(["after"], a.Lines(id));
        }
    }

    [Fact]
    public async Task Six_reports_at_once_and_then_six_reviews_always_finish()
    {
        var (a, b) = TwoHosts();
        await a.PublishAsync(Define.Workflow("w", Define.Sequence(
            "s",
            Define.Activity(
                "Elsa.ParallelForEach", "p", ("items", Define.Expression("Object", "[0,1,2,3,4,5]")),
                ("body", Define.Sequence(
                    "b",
                    Define.Activity("Elsa.Event", "report", ("eventName", Define.Script("'report' + getCurrentValue()"))),
                    Define.Activity("Elsa.Event", "review", ("eventName", Define.Script("'review' + getCurrentIndex()")))))),
            Define.Line("joined"))));
        for (var round = 0; round < 36; round++)
        {
            var id = (await a.StartAndDrainAsync("w")).InstanceId!;
            foreach (var stage in new[] { "report", "review" })
            {
                var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
                    (i % 2 == 0 ? a : b).PublishEventAsync($"{stage}{i}", id))));
                Assert.All(results, r => Assert.Equal(StepKind.Executed, r.Kind));
            }

            Assert.Equal("Finished", a.Instance(id).SubStatus);
            Assert.Equal(["joined"], a.Lines(id));
        }
    }

    [Fact]
    public async Task Children_that_end_at_the_same_moment_all_reach_their_parent()
    {
        var (a, b) = TwoHosts();
        await PublishFamilyAsync(a);
        for (var round = 0; round < 30; round++)
        {
            var parent = (await a.Runtime.StartAsync(new StartWorkflow { DefinitionId = "parent" })).InstanceId!;
            await Task.WhenAll(Task.Run(() => a.DrainAsync()), Task.Run(() => b.DrainAsync()));
            a.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(Task.Run(() => a.DrainAsync()), Task.Run(() => b.DrainAsync()));
            await a.DrainAsync();

            Assert.Equal("Finished", a.Instance(parent).SubStatus);
            Assert.Equal(["child", "child", "child", "all"], a.Lines(parent));
        }
    }

    [Fact]
    public async Task A_crash_at_any_operation_changes_nothing_of_the_outcome()
    {
        var counter = new FaultInjector();
        var calm = await RunFamilyAsync(counter);
        var operations = counter.Operations.Count;
        output.WriteLine($"{operations} operations");
        Assert.True(operations > 20);

        for (var k = 1; k <= operations; k++)
        {
            var faults = new FaultInjector(k);
            Assert.Equal(calm, await RunFamilyAsync(faults));
            Assert.True(faults.HasCrashed, $"operation {k} was not reached");
        }
    }

    private static async Task PublishFamilyAsync(EngineHost host)
    {
        await host.PublishAsync(Define.Workflow("child", Define.Sequence(
            "s", Define.Activity("Elsa.Delay", "d", ("timeSpan", Define.Literal("00:01:00"))), Define.Line("ran"))));
        await host.PublishAsync(Define.Workflow("parent", Define.Sequence(
            "s",
            Define.Activity(
                "Elsa.BulkDispatchWorkflows", "bulk", ("workflowDefinitionId", Define.Literal("child")),
                ("items", Define.Expression("Object", "[1,2,3]")), ("childCompleted", Define.Line("child"))),
            Define.Line("all"))));
    }

    /// <summary>Starts the family, lets time pass until nothing is left, restarting on a second host when the first one dies.</summary>
    private static async Task<string> RunFamilyAsync(FaultInjector faults)
    {
        var first = new EngineHost(seed: 1, faults: faults);
        await PublishFamilyAsync(first);
        var start = new StartWorkflow { DefinitionId = "parent", InstanceId = "p", CommandId = "start-p" };
        var host = first;
        for (var hours = 0; hours < 5 || first.Store.DueWork.Count > 0; hours++)
        {
            try
            {
                await host.Runtime.StartAsync(start);
                await host.DrainAsync();
            }
            catch (SimulatedCrash)
            {
                host = new EngineHost(first.Store, first.Definitions, first.Time, seed: 2);
            }

            first.Time.Advance(TimeSpan.FromHours(1));
        }

        var store = first.Store;
        var ends = store.Instances.Select(i => $"{i.DefinitionId}:{i.SubStatus}:{i.Sequence}").Order(StringComparer.Ordinal);
        var lines = store.Instances.SelectMany(i => host.Lines(i.Id)).Order(StringComparer.Ordinal);
        return $"{string.Join(' ', ends)} / {string.Join(' ', lines)} / {store.Bookmarks.Count} {store.DueWork.Count} {store.Incidents.Count}";
    }

    private static (EngineHost A, EngineHost B) TwoHosts()
    {
        var a = new EngineHost(seed: 1);
        return (a, new EngineHost(a.Store, a.Definitions, a.Time, seed: 2));
    }
}
