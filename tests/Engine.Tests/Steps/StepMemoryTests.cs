using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.EngineTesting.Memory;

namespace DirectiveFlow.Engine.Tests.Steps;

/// <summary>A step begins from what its host committed last; that somebody else was there is noticed at its commit.</summary>
public sealed class StepMemoryTests
{
    private static readonly string s_twoEvents = Define.Workflow(
        "w", Define.Sequence("s", Define.Event("a"), Define.Line("one"), Define.Event("b"), Define.Line("two")));

    private readonly FaultInjector _operations = new();

    [Fact]
    public async Task The_steps_that_follow_a_start_on_the_same_host_load_nothing()
    {
        var host = Host();
        await host.PublishAsync(s_twoEvents);
        var first = await host.StartAndDrainAsync("w");
        var loads = Loads;
        var second = await host.StartAndDrainAsync("w");
        foreach (var started in new[] { first, second })
        {
            await host.PublishEventAsync("a", started.InstanceId);
            await host.PublishEventAsync("b", started.InstanceId);

            Assert.Equal(["one", "two"], host.Lines(started.InstanceId!));
        }

        Assert.Equal(loads, Loads);
    }

    [Fact]
    public async Task What_another_host_did_since_is_neither_done_again_nor_undone()
    {
        var (here, there) = TwoHosts();
        await here.PublishAsync(TwoBranches());
        var id = (await here.StartAndDrainAsync("w")).InstanceId!;

        Assert.Equal(StepKind.Executed, (await there.PublishEventAsync("a", id)).Kind);
        Assert.Equal(StepKind.NoMatch, (await here.PublishEventAsync("a", id)).Kind);
        Assert.Equal(StepKind.Executed, (await here.PublishEventAsync("b", id)).Kind);
        Assert.Equal(StepKind.NoMatch, (await there.PublishEventAsync("b", id)).Kind);

        Assert.Equal(["a done", "b done"], here.Lines(id));
    }

    [Fact]
    public async Task An_instance_that_two_hosts_work_on_is_loaded_for_a_while()
    {
        var (here, there) = TwoHosts();
        await here.PublishAsync(TwoBranches());
        var id = (await here.StartAndDrainAsync("w")).InstanceId!;
        await there.PublishEventAsync("a", id);

        Assert.Equal(2, await StepsAsync(() => here.PublishEventAsync("b", id)));
        await there.PublishEventAsync("a2", id);
        Assert.Equal(1, await StepsAsync(() => here.PublishEventAsync("b2", id)));
        here.Time.Advance(TimeSpan.FromMinutes(1));
        await here.PublishEventAsync("a3", id);
        var loads = Loads;
        await here.PublishEventAsync("b3", id);
        Assert.Equal(loads, Loads);
    }

    [Fact]
    public async Task A_command_that_is_repeated_is_answered_as_then()
    {
        var host = Host();
        await host.PublishAsync(s_twoEvents);
        await host.StartAndDrainAsync("w");
        Task<StepResult> StartAsync() => host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "w", CommandId = "start" });
        var started = await StartAsync();

        Assert.Equal((StepKind.AlreadyDone, started.InstanceId), (await StartAsync() is var again ? (again.Kind, again.InstanceId) : default));
        Assert.Equal(StepKind.Executed, (await host.PublishEventAsync("a", started.InstanceId, commandId: "go")).Kind);
        Assert.Equal(StepKind.AlreadyDone, (await host.PublishEventAsync("a", started.InstanceId, commandId: "go")).Kind);
        Assert.Equal(StepKind.AlreadyDone, (await host.PublishEventAsync("b", started.InstanceId, commandId: "go")).Kind);
        Assert.Equal(["one"], host.Lines(started.InstanceId!));
    }

    [Theory]
    [InlineData(PlantedDefect.None, "new")]
    [InlineData(PlantedDefect.AssumptionsUnchecked, "old")]
    public async Task What_another_host_published_is_what_the_next_start_runs(PlantedDefect defect, string line)
    {
        var (here, there) = TwoHosts(defect);
        await here.PublishAsync(Define.Workflow("w", Define.Line("old")));
        await here.StartAndDrainAsync("w");
        await there.PublishAsync(Define.Workflow("w", Define.Line("new")));

        var started = await here.StartAndDrainAsync("w");

        Assert.Equal([line], here.Lines(started.InstanceId!));
    }

    [Theory]
    [InlineData(PlantedDefect.None, "Finished")]
    [InlineData(PlantedDefect.AssumptionsUnchecked, "Suspended")]
    public async Task An_event_that_another_host_keeps_meets_the_wait_that_opens_after_it(PlantedDefect defect, string end)
    {
        var (here, there) = TwoHosts(defect);
        await here.PublishAsync(s_twoEvents);
        var id = (await here.StartAndDrainAsync("w")).InstanceId!;
        var kept = await there.Runtime.ResumeAsync(new ResumeWorkflow
        {
            InstanceId = id, Stimulus = new Stimulus("Elsa.Event", new EventStimulus("b")), KeepFor = TimeSpan.FromHours(1),
        });

        await here.PublishEventAsync("a", id);

        Assert.Equal((StepKind.Kept, end), (kept.Kind, here.Instance(id).SubStatus));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(32 << 20, false)]
    public async Task Without_memory_every_step_loads(long bytes, bool loads)
    {
        var host = new EngineHost(faults: _operations, configure: options => options.RememberedBytes = bytes);
        await host.PublishAsync(s_twoEvents);
        var id = (await host.StartAndDrainAsync("w")).InstanceId!;
        var before = Loads;

        await host.PublishEventAsync("a", id);

        Assert.Equal(loads, Loads > before);
    }

    [Fact]
    public async Task What_is_remembered_is_bounded_in_bytes_and_in_age()
    {
        var host = new EngineHost(faults: _operations, configure: options => options.RememberedBytes = 200_000);
        await host.PublishAsync(s_twoEvents);
        var ids = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            ids.Add((await host.StartAndDrainAsync("w")).InstanceId!);
        }

        var before = Loads;
        await host.PublishEventAsync("a", ids[^1]);
        Assert.Equal(before, Loads);
        await host.PublishEventAsync("a", ids[0]);
        Assert.Equal(before + 1, Loads);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.PublishEventAsync("b", ids[^1]);
        Assert.Equal(before + 2, Loads);
    }

    private int Loads => _operations.Operations.Count(o => string.Equals(o, "load", StringComparison.Ordinal));

    private static string TwoBranches() => Define.Workflow("w", Define.Activity("Elsa.Parallel", "p", ("activities", new JsonArray([.. new[] { "a", "b" }
        .Select(n => Define.Sequence(n + "s", Define.Event(n), Define.Line(n + " done"), Define.Event(n + 2), Define.Event(n + 3)))]))));

    private EngineHost Host() => new(faults: _operations);

    private (EngineHost Here, EngineHost There) TwoHosts(PlantedDefect defect = PlantedDefect.None)
    {
        var here = new EngineHost(new InMemoryStore { Planted = defect }, faults: _operations);
        return (here, new EngineHost(here.Store, here.Definitions, here.Time, seed: 2));
    }

    /// <summary>How many times this host tried to commit.</summary>
    private async Task<int> StepsAsync(Func<Task> work)
    {
        var before = _operations.Operations.Count(o => string.Equals(o, "commit.before", StringComparison.Ordinal));
        await work();
        return _operations.Operations.Count(o => string.Equals(o, "commit.before", StringComparison.Ordinal)) - before;
    }
}
