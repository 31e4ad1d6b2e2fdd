using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>An event that arrives before its wait exists.</summary>
public sealed class KeptStimulusTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task An_early_event_is_kept_and_delivered_once_by_the_step_that_waits_for_it()
    {
        await _host.PublishAsync(Waiting("w"));
        var kept = await EarlyAsync("go", payload: "early");
        Assert.Equal(StepKind.Kept, kept.Kind);

        var first = await _host.StartAndDrainAsync("w");
        var second = await _host.StartAndDrainAsync("w");

        Assert.Equal(("Finished", "Suspended"), (first.SubStatus, second.SubStatus));
        Assert.Equal(["got early"], _host.Lines(first.InstanceId!));
        Assert.Equal(1, _host.Instance(first.InstanceId!).Sequence);
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task Without_being_asked_to_nothing_is_kept()
    {
        await _host.PublishAsync(Waiting("w"));

        Assert.Equal(StepKind.NoMatch, (await _host.PublishEventAsync("go")).Kind);
        Assert.Equal("Suspended", (await _host.StartAndDrainAsync("w")).SubStatus);
    }

    [Fact]
    public async Task An_early_event_that_nobody_takes_is_dropped_when_its_time_is_over()
    {
        await _host.PublishAsync(Waiting("w"));
        await EarlyAsync("go");

        for (var minutes = 0; minutes < 90; minutes += 10)
        {
            await _host.AdvanceAsync(TimeSpan.FromMinutes(10));
        }

        Assert.Empty(_host.Store.DueWork);
        Assert.Equal("Suspended", (await _host.StartAndDrainAsync("w")).SubStatus);
    }

    [Fact]
    public async Task An_early_event_sent_twice_under_one_command_is_kept_once()
    {
        await _host.PublishAsync(Waiting("w"));
        Assert.Equal(StepKind.Kept, (await EarlyAsync("go", commandId: "c")).Kind);
        Assert.Equal(StepKind.AlreadyDone, (await EarlyAsync("go", commandId: "c")).Kind);

        Assert.Single(_host.Store.DueWork);
    }

    [Fact]
    public async Task An_early_event_for_one_case_is_not_given_to_another()
    {
        await _host.PublishAsync(Waiting("w"));
        await EarlyAsync("go", correlationId: "case 1");

        var other = await _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "w", CorrelationId = "case 2" });
        var own = await _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "w", CorrelationId = "case 1" });

        Assert.Equal(("Suspended", "Finished"), (other.SubStatus, own.SubStatus));
    }

    [Fact]
    public async Task Two_early_events_of_one_name_are_taken_in_their_order_by_two_waits_of_one_step()
    {
        await EarlyAsync("go", payload: "first");
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        await EarlyAsync("go", payload: "second");

        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Listen("a"), Listen("b")), [Define.Variable("Got", "Object", null)]))).InstanceId!;

        Assert.Equal(["got first", "got second"], _host.Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_wait_that_is_committed_while_the_event_is_being_kept_still_meets_it()
    {
        await _host.PublishAsync(Waiting("w"));
        var other = new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2);

        // The start has loaded and run; before it commits, the event finds nobody, is kept, and looks a first time in vain.
        var id = (await _host.Runtime.StartAsync(new StartWorkflow
        {
            DefinitionId = "w",
            AfterRun = async (_, _, _) =>
            {
                Assert.Equal(StepKind.Kept, (await EarlyAsync("go", host: other)).Kind);
                await other.DrainAsync();
            },
        })).InstanceId!;
        Assert.Equal("Suspended", _host.Instance(id).SubStatus);
        await _host.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("Finished", _host.Instance(id).SubStatus);
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task A_wait_committed_between_load_and_keeping_is_found_by_the_first_look()
    {
        await _host.PublishAsync(Waiting("w"));
        string? id = null;
        var kept = await _host.Runtime.ResumeAsync(new ResumeWorkflow
        {
            Stimulus = new Stimulus("Elsa.Event", new EventStimulus("go")),
            KeepFor = TimeSpan.FromHours(1),
            Prepare = async (_, token) => id = (await new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2)
                .Runtime.StartAsync(new StartWorkflow { DefinitionId = "w" }, token)).InstanceId,
        });

        Assert.Equal((StepKind.Kept, "Suspended"), (kept.Kind, _host.Instance(id!).SubStatus));
        await _host.DrainAsync();
        Assert.Equal("Finished", _host.Instance(id!).SubStatus);
    }

    private Task<StepResult> EarlyAsync(
        string name, string? correlationId = null, string? payload = null, string? commandId = null, EngineHost? host = null) =>
        (host ?? _host).Runtime.ResumeAsync(new ResumeWorkflow
        {
            Stimulus = new Stimulus("Elsa.Event", new EventStimulus(name)),
            CorrelationId = correlationId,
            Input = payload,
            CommandId = commandId,
            KeepFor = TimeSpan.FromHours(1),
        });

    private static string Waiting(string id) => Define.Workflow(id, Listen("e"), [Define.Variable("Got", "Object", null)]);

    private static System.Text.Json.Nodes.JsonObject Listen(string id) => Define.Sequence(
        id,
        Define.Activity("Elsa.Event", id + "e", ("eventName", Define.Literal("go")), ("result", Memory("id-Got"))),
        Define.Activity("Elsa.WriteLine", id + "l", ("text", Define.Script("`got ${getGot()}`"))));

    private static System.Text.Json.Nodes.JsonObject Memory(string id) => new()
    {
        ["typeName"] = "Object",
        ["memoryReference"] = new System.Text.Json.Nodes.JsonObject { ["id"] = id },
    };

    [Fact]
    public async Task A_kept_event_that_finds_its_wait_itself_is_not_given_to_the_next_one_as_well()
    {
        await _host.PublishAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("one", "go"), Define.Line("first"), Define.Event("two", "go"), Define.Line("second"))));
        var other = new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2);

        // The wait is loaded before the event is committed, so it does not see it.
        var id = (await _host.Runtime.StartAsync(new StartWorkflow
        {
            DefinitionId = "w",
            AfterRun = async (_, _, token) => await other.Runtime.ResumeAsync(
                new ResumeWorkflow { Stimulus = new Stimulus("Elsa.Event", new EventStimulus("go")), KeepFor = TimeSpan.FromHours(1) }, token),
        })).InstanceId!;
        await _host.DrainAsync();

        Assert.Equal(["first"], _host.Lines(id));
        Assert.Single(_host.Store.Bookmarks);
        Assert.Empty(_host.Store.DueWork);
    }
}
