using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>Names, correlation, events and tasks for others.</summary>
public sealed class PrimitiveTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task An_instance_names_and_correlates_itself()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence(
            "s",
            Define.Activity("Elsa.SetName", "n", ("value", Define.Script("'Case ' + 7"))),
            Define.Activity("Elsa.Correlate", "c", ("correlationId", Define.Literal("391-KH/TU"))))))).InstanceId!;

        Assert.Equal(("Case 7", "391-KH/TU"), (_host.Instance(id).Name, _host.Instance(id).CorrelationId));
    }

    [Fact]
    public async Task A_published_event_reaches_everybody_who_waits_for_it_once()
    {
        var waiting = Define.Workflow("waiting", Define.Sequence("s", Define.Event("go"), Define.Line("came"), Define.Event("go2", "go")));
        var ids = new List<string>();
        for (var i = 0; i < 500; i++)
        {
            ids.Add((await _host.RunAsync(waiting)).InstanceId!);
        }

        await _host.RunAsync(Define.Workflow("w", Define.Activity("Elsa.PublishEvent", "p", ("eventName", Define.Literal("go")))));
        await _host.DrainAsync();

        Assert.All(ids, id => Assert.Equal(["came"], _host.Lines(id)));
        Assert.Equal(500, _host.Store.Bookmarks.Count);
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task An_event_that_is_published_before_anybody_waits_is_kept_for_one_who_comes_late()
    {
        await _host.RunAsync(Define.Workflow("w", Define.Activity("Elsa.PublishEvent", "p", ("eventName", Define.Literal("early")))));
        var waiting = Define.Workflow("waiting", Define.Sequence("s", Define.Event("e", "early"), Define.Line("came")));

        var first = (await _host.RunAsync(waiting)).InstanceId!;
        var second = (await _host.RunAsync(waiting)).InstanceId!;

        Assert.Equal((1, 0), (_host.Lines(first).Count, _host.Lines(second).Count));
    }

    [Fact]
    public async Task A_local_event_stays_in_its_instance_and_reaches_what_its_own_step_leaves_waiting()
    {
        var flow = Define.Workflow("w", Define.Flowchart(
            "f",
            [
                Define.Activity("Elsa.FlowFork", "fork", ("branches", Define.Expression("Object", "[\"a\",\"b\"]"))),
                Define.Activity("Elsa.PublishEvent", "p", ("eventName", Define.Literal("go")), ("isLocalEvent", Define.Literal(true)), ("payload", Define.Script("({ n: 5 })"))),
                Define.Activity("Elsa.Event", "e", ("eventName", Define.Literal("go")), ("result", new System.Text.Json.Nodes.JsonObject { ["memoryReference"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "id-Got" } })),
                Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("'n=' + getGot().n"))),
            ],
            ("fork", "a", "p"), ("fork", "b", "e"), ("e", "Done", "l")), [Define.Variable("Got", "Object", null)]);
        var other = (await _host.RunAsync(Define.Workflow("other", Define.Event("go")))).InstanceId!;
        var id = (await _host.RunAsync(flow)).InstanceId!;

        Assert.Equal(["n=5"], _host.Lines(id));
        Assert.Equal("Suspended", _host.Instance(other).SubStatus);
    }

    [Fact]
    public async Task An_event_for_a_correlation_reaches_instances_that_have_it_now()
    {
        var waiting = Define.Workflow("waiting", Define.Flowchart(
            "f",
            [
                Define.Activity("Elsa.FlowFork", "fork", ("branches", Define.Expression("Object", "[\"a\",\"b\"]"))),
                Define.Event("go"),
                Define.Activity("Elsa.Correlate", "c", ("correlationId", Define.Script("getInput('Key')"))),
            ],
            ("fork", "a", "go"), ("fork", "b", "c")));
        var one = (await _host.RunAsync(waiting, ("Key", "one"))).InstanceId!;
        var two = (await _host.RunAsync(waiting, ("Key", "two"))).InstanceId!;

        await _host.Services.GetRequiredService<Broadcast>().SendAsync(
            new Stimulus(Event.StimulusName, new EventStimulus("go")), new StimulusScope(CorrelationId: "two"), null, "command");
        await _host.Services.GetRequiredService<Broadcast>().SendAsync(
            new Stimulus(Event.StimulusName, new EventStimulus("go")), new StimulusScope(CorrelationId: "one"), null, "command");
        await _host.DrainAsync();

        Assert.Equal(("Suspended", "Finished"), (_host.Instance(one).SubStatus, _host.Instance(two).SubStatus));
    }

    [Fact]
    public async Task A_task_is_requested_after_the_commit_and_completed_by_its_id_once()
    {
        var outside = new Outside();
        var host = new EngineHost(more: s => s.AddSingleton<IExternalTasks>(outside));
        var id = (await host.RunAsync(Define.Workflow(
            "w",
            Define.Sequence(
                "s",
                Define.Activity(
                    "Elsa.RunTask", "t", ("taskName", Define.Literal("Sign")), ("payload", Define.Script("({ Page: 3 })")),
                    ("result", new System.Text.Json.Nodes.JsonObject { ["memoryReference"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "id-Got" } })),
                Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("getGot().by")))),
            [Define.Variable("Got", "Object", null)]))).InstanceId!;
        var task = Assert.Single(outside.Tasks);
        Assert.Equal(("Sign", 3, id), (task.TaskName, task.Payload!["Page"].GetInt32(), task.WorkflowInstanceId));

        Assert.Equal(StepKind.NoMatch, (await host.Runtime.CompleteTaskAsync("another", null)).Kind);
        Assert.Equal(StepKind.Executed, (await host.Runtime.CompleteTaskAsync(task.TaskId, new { by = "An" })).Kind);
        Assert.Equal(StepKind.NoMatch, (await host.Runtime.CompleteTaskAsync(task.TaskId, new { by = "Binh" })).Kind);

        Assert.Equal(["An"], host.Lines(id));
    }

    private sealed class Outside : IExternalTasks
    {
        public List<ExternalTask> Tasks { get; } = [];

        public Task RequestAsync(ExternalTask task, Engine.Persistence.IUnitOfWork unit, CancellationToken cancellationToken)
        {
            Tasks.Add(task);
            return Task.CompletedTask;
        }
    }
}
