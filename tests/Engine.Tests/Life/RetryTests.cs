using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>What the world is like for <see cref="Fragile"/>; one per test, by name.</summary>
public sealed class World
{
    public static System.Collections.Concurrent.ConcurrentDictionary<string, World> ByName { get; } = new(StringComparer.Ordinal);

    public int FailuresLeft { get; set; }

    public int Calls { get; set; }
}

/// <summary>Sends a message and then fails, as long as the world says so.</summary>
[Activity("Test", "Fragile")]
public sealed class Fragile : CodeActivity
{
    [Input]
    public Input<string> World { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var world = Life.World.ByName[await context.GetAsync(World) ?? ""];
        world.Calls++;
        context.GetRequiredService<IOutbox>().Add(new OutboxMessage(context.Ids.NewGuid(), "k", "d", "Sent", [], context.UtcNow));
        context.ScheduleDueWork("test.later", context.Ids.NewId() + "/x", context.UtcNow, new { });
        if (world.FailuresLeft-- > 0)
        {
            throw new TimeoutException("the world is away");
        }
    }
}

/// <summary>Fails in its reaction to the end of its child, as long as the world says so.</summary>
[Activity("Test", "Anxious")]
public sealed class Anxious : Activity
{
    [Input]
    public Input<string> World { get; set; } = new("");

    [Port]
    public Activity? Body { get; set; }

    protected override void Execute(ActivityExecutionContext context) => context.ScheduleActivity(Body!, OnBody);

    private async ValueTask OnBody(ActivityExecutionContext context, ChildCompletion child)
    {
        var world = Life.World.ByName[await context.GetAsync(World) ?? ""];
        if (world.FailuresLeft-- > 0)
        {
            throw new TimeoutException("the world is away");
        }

        context.WriteLine("after " + child.Child.Node.Id);
        await context.CompleteAsync();
    }
}

/// <summary>Failures that are repaired, by themselves or by an operator.</summary>
public sealed class RetryTests
{
    private const string Continue = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core";
    private readonly EngineHost _host = new(configure: o => o.AddActivitiesFrom(typeof(Fragile).Assembly));
    private readonly string _name = "world " + Interlocked.Increment(ref s_worlds).ToString(System.Globalization.CultureInfo.InvariantCulture);
    private readonly World _world;
    private static int s_worlds;

    public RetryTests() => World.ByName[_name] = _world = new World();

    [Fact]
    public async Task A_faulting_activity_commits_nothing_of_what_it_did_before_it_threw()
    {
        _world.FailuresLeft = 1;
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Line("before"), Fragile("f"), Define.Line("after"))))).InstanceId!;

        Assert.Equal("Faulted", _host.Instance(id).SubStatus);
        Assert.Empty(_host.Store.Outbox);
        Assert.Empty(_host.Store.DueWork);
        Assert.Equal(["before"], _host.Lines(id));
        Assert.Equal((1, "the world is away"), (_world.Calls, Assert.Single(_host.Store.Incidents).Message));
    }

    [Fact]
    public async Task What_others_did_in_the_same_step_is_committed_once_though_one_of_them_failed()
    {
        _world.FailuresLeft = 0;
        var bad = "world " + Interlocked.Increment(ref s_worlds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        World.ByName[bad] = new World { FailuresLeft = int.MaxValue };
        var id = (await _host.RunAsync(Define.Workflow(
            "w",
            Define.Flowchart(
                "f", [Define.Line("x"), Fragile("good"), Fragile("bad", bad), Fragile("also good")],
                ("x", "Done", "good"), ("x", "Done", "bad"), ("x", "Done", "also good")),
            incidents: Continue))).InstanceId!;

        Assert.Equal(2, _host.Store.Outbox.Count);
        Assert.Equal("bad", Assert.Single(_host.Store.Incidents).ActivityId);
        Assert.Equal(1, _host.Instance(id).IncidentCount);
    }

    [Fact]
    public async Task A_retry_runs_the_failed_activity_alone_and_the_branches_beside_it_wait_again()
    {
        _world.FailuresLeft = 1;
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f",
            [Define.Line("x"), Define.Event("e"), Define.Activity("Elsa.Delay", "d"), Fragile("t"), Define.Line("late"), Define.Line("after t"), Define.Line("after e")],
            ("x", "Done", "e"), ("x", "Done", "d"), ("x", "Done", "t"), ("x", "Done", "late"), ("t", "Done", "after t"), ("e", "Done", "after e"))))).InstanceId!;
        Assert.Equal(("Finished", "Faulted"), (_host.Instance(id).Status, _host.Instance(id).SubStatus));
        Assert.Empty(_host.Store.Bookmarks);
        Assert.Empty(_host.Store.DueWork);

        var retried = await RetryAsync(id);

        Assert.Equal((StepKind.Executed, "Running"), (retried.Kind, retried.Status));
        Assert.Equal(2, _host.Store.Bookmarks.Count);
        Assert.Equal(["after t", "late", "x"], _host.Lines(id).Order(StringComparer.Ordinal));
        var incident = Assert.Single(_host.Store.Incidents);
        Assert.Equal(("an", "Retried"), (incident.ClosedBy, incident.Resolution));

        await _host.PublishEventAsync("e", id);
        await _host.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(("Finished", "Finished"), (_host.Instance(id).Status, _host.Instance(id).SubStatus));
        Assert.Equal(2, _world.Calls);
        Assert.Equal(StepKind.AlreadyDone, (await RetryAsync(id)).Kind);
    }

    [Fact]
    public async Task A_failed_reaction_to_a_child_is_repeated_without_running_the_child_again()
    {
        _world.FailuresLeft = 1;
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Activity(
            "Test.Anxious", "a", ("world", Define.Literal(_name)), ("body", Define.Line("body")))))).InstanceId!;
        Assert.Equal("a", Assert.Single(_host.Store.Incidents).ActivityId);

        await RetryAsync(id);

        Assert.Equal("Finished", _host.Instance(id).SubStatus);
        Assert.Equal(["body", "after body"], _host.Lines(id));
    }

    [Fact]
    public async Task A_child_that_ends_while_its_parent_is_faulted_is_heard_after_the_retry()
    {
        _world.FailuresLeft = 1;
        await _host.PublishAsync(Define.Workflow("child", Define.Event("go")));
        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Flowchart(
            "f",
            [
                Define.Line("x"),
                Define.Activity("Elsa.DispatchWorkflow", "d", ("workflowDefinitionId", Define.Literal("child")), ("waitForCompletion", Define.Literal(true))),
                Define.Event("break"), Fragile("t"), Define.Line("child ended"),
            ],
            ("x", "Done", "d"), ("x", "Done", "break"), ("break", "Done", "t"), ("d", "Done", "child ended"))))).InstanceId!;
        await _host.PublishEventAsync("break", id);
        Assert.Equal("Faulted", _host.Instance(id).SubStatus);
        Assert.Equal("Suspended", _host.Store.Instances.Single(i => i.DefinitionId is "child").SubStatus);

        await _host.PublishEventAsync("go");
        await _host.DrainAsync();
        Assert.Equal("Faulted", _host.Instance(id).SubStatus);
        await RetryAsync(id);
        await _host.DrainAsync();

        Assert.Equal("Finished", _host.Instance(id).SubStatus);
        Assert.Equal(["x", "child ended"], _host.Lines(id));
    }

    [Fact]
    public async Task A_parent_told_of_a_fault_is_not_told_again_after_the_retry()
    {
        _world.FailuresLeft = 1;
        await _host.PublishAsync(Define.Workflow("child", Fragile("t")));
        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Activity(
            "Elsa.BulkDispatchWorkflows", "b", ("workflowDefinitionId", Define.Literal("child")), ("items", Define.Expression("Object", "[1,2]")),
            ("childCompleted", Define.Line("good")), ("childFaulted", Define.Line("bad")))))).InstanceId!;
        Assert.Equal(["bad", "good"], _host.Lines(id).Order(StringComparer.Ordinal));
        var child = _host.Store.Instances.Single(i => i.SubStatus is "Faulted").Id;

        await RetryAsync(child);
        await _host.DrainAsync();

        Assert.Equal("Finished", _host.Instance(child).SubStatus);
        Assert.Equal(2, _host.Lines(id).Count);
        Assert.DoesNotContain(_host.Store.DueWork, d => d.Kind is DueWorkKinds.Resume);
    }

    [Fact]
    public async Task A_policy_tries_again_by_itself_and_its_waits_are_due_work()
    {
        _world.FailuresLeft = 2;
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence(
            "s", Patient("f", """{"maxRetryAttempts":3,"delay":"00:00:10","backoffType":"Exponential"}"""), Define.Line("after"))))).InstanceId!;

        Assert.Equal(("Suspended", 1), (_host.Instance(id).SubStatus, _world.Calls));
        await _host.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, _world.Calls);
        await _host.AdvanceAsync(TimeSpan.FromSeconds(19));
        Assert.Equal(2, _world.Calls);
        await _host.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(("Finished", 3), (_host.Instance(id).SubStatus, _world.Calls));
        Assert.Single(_host.Store.Outbox);
        Assert.Empty(_host.Store.Incidents);
    }

    [Fact]
    public async Task A_policy_that_gives_up_leaves_one_incident_and_an_operator_starts_it_afresh()
    {
        _world.FailuresLeft = 3;
        var id = (await _host.RunAsync(Define.Workflow("w", Patient("f", """{"maxRetryAttempts":2,"delay":"00:00:01","backoffType":"Constant"}""")))).InstanceId!;
        await _host.AdvanceAsync(TimeSpan.FromSeconds(1));
        await _host.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(("Faulted", 3), (_host.Instance(id).SubStatus, _world.Calls));
        Assert.Single(_host.Store.Incidents);

        Assert.Equal("Finished", (await RetryAsync(id)).SubStatus);
    }

    [Fact]
    public async Task A_policy_for_other_failures_does_not_apply()
    {
        _world.FailuresLeft = 1;
        var id = (await _host.RunAsync(Define.Workflow("w", Patient("f", """{"exceptions":["System.IO.IOException"]}""")))).InstanceId!;

        Assert.Equal("Faulted", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task With_the_other_strategy_one_failed_branch_is_retried_while_the_others_run()
    {
        _world.FailuresLeft = 1;
        var id = (await _host.RunAsync(Define.Workflow(
            "w",
            Define.Flowchart("f", [Define.Line("x"), Fragile("t"), Define.Event("e"), Define.Line("after")], ("x", "Done", "t"), ("x", "Done", "e"), ("t", "Done", "after")),
            incidents: Continue))).InstanceId!;
        Assert.Equal("Suspended", _host.Instance(id).SubStatus);

        Assert.Equal(StepKind.NoMatch, (await _host.Runtime.RetryAsync(new RetryWorkflow { InstanceId = id, By = "an", ContextId = 999 })).Kind);
        var context = Assert.Single(_host.Store.Incidents).ContextId;
        Assert.Equal(StepKind.Executed, (await _host.Runtime.RetryAsync(new RetryWorkflow { InstanceId = id, By = "an", ContextId = context })).Kind);
        await _host.PublishEventAsync("e", id);

        Assert.Equal(["x", "after"], _host.Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    private Task<StepResult> RetryAsync(string id) => _host.Runtime.RetryAsync(new RetryWorkflow { InstanceId = id, By = "an" });

    private JsonObject Fragile(string id, string? world = null) => Define.Activity("Test.Fragile", id, ("world", Define.Literal(world ?? _name)));

    private JsonObject Patient(string id, string policy) => Define.Activity(
        "Test.Fragile", id, ("world", Define.Literal(_name)), ("customProperties", new JsonObject { ["resilienceStrategy"] = JsonNode.Parse(policy) }));
}
