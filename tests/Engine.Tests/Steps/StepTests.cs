using System.Text.Json;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Steps;

/// <summary>The step: one command, one transaction, once.</summary>
public sealed class StepTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task An_instance_waits_for_an_event_and_finishes_with_what_the_event_carries()
    {
        var started = await _host.RunAsync(Define.Workflow("wait", Define.Sequence(
            "s",
            Define.Activity("Elsa.Event", "e", ("eventName", Define.Literal("go")), ("result", JsonMemory("id-got"))),
            Define.Activity("Elsa.SetOutput", "o", ("outputName", Define.Literal("answer")), ("outputValue", Define.Script("getgot().value")))),
            [Define.Variable("got", "Object", null)]));

        Assert.Equal((StepKind.Executed, "Running", "Suspended"), (started.Kind, started.Status, started.SubStatus));
        var ended = await _host.PublishEventAsync("go", payload: new { value = 42 });

        Assert.Equal((StepKind.Executed, "Finished", "Finished"), (ended.Kind, ended.Status, ended.SubStatus));
        Assert.Equal(42, ended.Output["answer"].GetInt32());
        Assert.Empty(_host.Store.Bookmarks);
        Assert.Equal([1L, 2L], _host.Store.Journal.Select(j => j.Sequence));
    }

    [Fact]
    public async Task A_second_resume_of_the_same_bookmark_finds_nothing()
    {
        await _host.RunAsync(Define.Workflow("w", Define.Event("go")));

        Assert.Equal(StepKind.Executed, (await _host.PublishEventAsync("go")).Kind);
        Assert.Equal(StepKind.NoMatch, (await _host.PublishEventAsync("go")).Kind);
        Assert.Equal(StepKind.NoMatch, (await _host.PublishEventAsync("nobody waits for this")).Kind);
    }

    [Fact]
    public async Task A_command_seen_before_answers_as_then_and_changes_nothing()
    {
        await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("go"), Define.Event("go2", "go"))));

        var first = await _host.PublishEventAsync("go", commandId: "c1");
        var again = await _host.PublishEventAsync("go", commandId: "c1");

        Assert.Equal(StepKind.Executed, first.Kind);
        Assert.Equal((StepKind.AlreadyDone, first.InstanceId, "Suspended"), (again.Kind, again.InstanceId, again.SubStatus));
        Assert.Equal(2, _host.Store.Journal.Count);
    }

    [Fact]
    public async Task Starting_an_instance_id_again_does_nothing()
    {
        await _host.PublishAsync(Define.Workflow("w", Define.Line("l")));
        var request = new StartWorkflow { DefinitionId = "w", InstanceId = "mine" };

        Assert.Equal(StepKind.Executed, (await _host.Runtime.StartAsync(request)).Kind);
        Assert.Equal(StepKind.AlreadyDone, (await _host.Runtime.StartAsync(request)).Kind);
        Assert.Single(_host.Store.Journal);
    }

    [Fact]
    public async Task What_prepares_a_step_commits_with_it_or_not_at_all()
    {
        await _host.RunAsync(Define.Workflow("w", Define.Event("go")));
        PrepareStep prepare = (unit, _) =>
        {
            unit.StageCommand(new CommandRecord("domain", DateTimeOffset.UnixEpoch, []));
            return Task.CompletedTask;
        };
        var request = new ResumeWorkflow { Stimulus = new Stimulus("Elsa.Event", new { EventName = "other" }), Prepare = prepare };

        Assert.Equal(StepKind.NoMatch, (await _host.Runtime.ResumeAsync(request)).Kind);
        Assert.Null((await _host.Store.Open().LoadAsync(new StepAddress("domain"), CancellationToken.None)).Seen);

        var done = await _host.Runtime.ResumeAsync(request with { Stimulus = new Stimulus("Elsa.Event", JsonElement.Parse("""{"eventName":"go"}""")) });
        Assert.Equal(StepKind.Executed, done.Kind);
        Assert.NotNull((await _host.Store.Open().LoadAsync(new StepAddress("domain"), CancellationToken.None)).Seen);
    }

    [Fact]
    public async Task A_conflict_is_decided_again_on_the_new_state()
    {
        var instance = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("a"), Define.Event("b"))))).InstanceId!;
        var other = new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2);
        var attempts = 0;

        var result = await _host.Runtime.ResumeAsync(new ResumeWorkflow
        {
            InstanceId = instance,
            Stimulus = new Stimulus("Elsa.Event", new { EventName = "a" }),
            Prepare = async (_, _) =>
            {
                if (++attempts == 1)
                {
                    Assert.Equal(StepKind.Executed, (await other.PublishEventAsync("a", instance)).Kind);
                }
            },
        });

        Assert.Equal((2, StepKind.NoMatch), (attempts, result.Kind));
        Assert.Equal("b", Assert.Single(_host.Store.Bookmarks).ActivityId);
    }

    [Fact]
    public async Task A_delay_resumes_when_its_time_comes_and_not_before()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence(
            "s", Define.Activity("Elsa.Delay", "d", ("timeSpan", Define.Literal("00:10:00"))), Define.Line("after"))))).InstanceId!;

        Assert.Equal(0, await _host.AdvanceAsync(TimeSpan.FromMinutes(9)));
        Assert.Empty(_host.Lines(id));
        Assert.Equal(1, await _host.AdvanceAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(["after"], _host.Lines(id));
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task Cancelling_takes_bookmarks_and_due_work_away()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f", [Define.Line("x"), Define.Activity("Elsa.Delay", "d"), Define.Event("e")], ("x", "Done", "d"), ("x", "Done", "e"))))).InstanceId!;
        Assert.Equal((2, 1), (_host.Store.Bookmarks.Count, _host.Store.DueWork.Count));

        var cancelled = await _host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = id });

        Assert.Equal((StepKind.Executed, "Cancelled"), (cancelled.Kind, cancelled.SubStatus));
        Assert.Empty(_host.Store.Bookmarks);
        Assert.Empty(_host.Store.DueWork);
        Assert.Equal(4, _host.Log(id).Count(e => e.Event == JournalEvent.Cancelled));
        Assert.Equal(StepKind.AlreadyDone, (await _host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = id })).Kind);
        Assert.Equal(StepKind.NoMatch, (await _host.PublishEventAsync("e", id)).Kind);
    }

    [Fact]
    public async Task The_state_of_a_suspended_instance_holds_open_work_only()
    {
        var lines = Enumerable.Range(0, 200).Select(i => Define.Line($"line{i}"));
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", [.. lines, Define.Event("e")])))).InstanceId!;

        Assert.InRange(_host.Instance(id).State.Length, 1, 600);
        Assert.Equal(200, _host.Lines(id).Count);
    }

    [Fact]
    public async Task Versions_that_run_stay_on_the_version_they_started_with()
    {
        var old = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("go"), Define.Line("old"))))).InstanceId!;
        var fresh = await _host.PublishAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("go"), Define.Line("new"))));
        Assert.Equal(2, fresh.Version);
        Assert.Equal(fresh, await _host.PublishAsync(fresh.Json));

        await _host.PublishEventAsync("go", old);

        Assert.Equal(["old"], _host.Lines(old));
    }

    private static System.Text.Json.Nodes.JsonObject JsonMemory(string id) => new()
    {
        ["typeName"] = "Object",
        ["memoryReference"] = new System.Text.Json.Nodes.JsonObject { ["id"] = id },
    };
}
