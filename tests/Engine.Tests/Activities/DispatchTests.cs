using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>Workflows that start others.</summary>
public sealed class DispatchTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task A_parent_waits_for_its_child_and_gets_its_output()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Sequence(
            "s", Define.Event("go"),
            Define.Activity("Elsa.SetOutput", "o", ("outputName", Define.Literal("Result")), ("outputValue", Define.Script("getInput('Base') * 2"))))));
        var id = (await _host.RunAsync(Define.Workflow(
            "parent",
            Define.Sequence(
                "s",
                Define.Activity(
                    "Elsa.DispatchWorkflow", "d", ("workflowDefinitionId", Define.Literal("child")), ("waitForCompletion", Define.Literal(true)),
                    ("correlationId", Define.Literal("key")), ("input", Define.Script("({ Base: 21 })")),
                    ("result", new System.Text.Json.Nodes.JsonObject { ["memoryReference"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "id-Got" } })),
                Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("`got ${getGot().Result}`")))),
            [Define.Variable("Got", "Object", null)]))).InstanceId!;
        var child = _host.Store.Instances.Single(i => i.DefinitionId is "child");
        Assert.Equal((id, "key", "Suspended"), (child.ParentInstanceId, child.CorrelationId, child.SubStatus));

        await _host.PublishEventAsync("go");
        Assert.Empty(_host.Lines(id));
        await _host.DrainAsync();

        Assert.Equal(["got 42"], _host.Lines(id));
    }

    [Fact]
    public async Task A_child_that_faults_runs_its_own_port_and_the_parent_still_ends()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Activity("Elsa.If", "i", ("condition", Define.Script("getItem() == 2")), ("then", Define.Activity("Elsa.Fault", "x")))));
        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Sequence(
            "s",
            Define.Activity(
                "Elsa.BulkDispatchWorkflows", "b", ("workflowDefinitionId", Define.Literal("child")), ("items", Define.Expression("Object", "[1,2,3]")),
                ("correlationIdFunction", Define.Script("'c' + Item")), ("childCompleted", Define.Line("good")), ("childFaulted", Define.Line("bad"))),
            Define.Line("end"))))).InstanceId!;

        Assert.Equal(["good", "bad", "good", "end"], _host.Lines(id));
        Assert.Equal(["c1", "c2", "c3"], _host.Store.Instances.Select(i => i.CorrelationId).OfType<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Dispatching_what_is_not_published_is_an_incident_at_the_dispatching_activity()
    {
        var result = await _host.RunAsync(Define.Workflow("parent", Define.Activity("Elsa.DispatchWorkflow", "d", ("workflowDefinitionId", Define.Literal("nothing")))));

        Assert.Equal("Faulted", result.SubStatus);
        Assert.Equal("d", Assert.Single(_host.Store.Incidents).ActivityId);
    }

    [Fact]
    public async Task What_another_host_retracts_is_not_dispatched_any_more_after_five_seconds_and_until_then_waits_for_its_return()
    {
        var other = new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2);
        await _host.PublishAsync(Define.Workflow("child", Define.Line("ran")));
        await _host.PublishAsync(Define.Workflow("parent", Define.Activity(
            "Elsa.DispatchWorkflow", "d", ("workflowDefinitionId", Define.Literal("child")), ("waitForCompletion", Define.Literal(true)))));
        Assert.Equal("Suspended", (await _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "parent" })).SubStatus);
        await _host.DrainAsync();
        await other.Services.GetRequiredService<WorkflowDefinitionLibrary>().RetractAsync("child", "an");

        var early = (await _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "parent" })).InstanceId!;
        await Assert.ThrowsAsync<DefinitionNotFoundException>(() => _host.DrainAsync());
        Assert.Single(_host.Store.DueWork);
        _host.Time.Advance(TimeSpan.FromSeconds(5));
        var late = await _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "parent" });

        Assert.Equal("Faulted", late.SubStatus);
        Assert.Equal(late.InstanceId, Assert.Single(_host.Store.Incidents).InstanceId);
        await other.Services.GetRequiredService<WorkflowDefinitionLibrary>().PublishAsync("child", "an");
        await _host.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("Finished", _host.Instance(early).SubStatus);
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task A_bulk_of_children_leads_on_by_both_of_its_outcomes_when_the_last_one_has_ended()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Event("go")));
        var bulk = Define.Activity(
            "Elsa.BulkDispatchWorkflows", "d", ("workflowDefinitionId", Define.Literal("child")), ("items", Define.Expression("Object", "[1,2]")),
            ("waitForCompletion", Define.Literal(true)));
        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Flowchart(
            "f", [bulk, Define.Line("completed"), Define.Line("done")], ("d", "Completed", "completed"), ("d", "Done", "done"))))).InstanceId!;

        await _host.PublishEventAsync("go");
        await _host.DrainAsync();
        Assert.Empty(_host.Lines(id));
        await _host.PublishEventAsync("go");
        await _host.DrainAsync();

        Assert.Equal(["completed", "done"], _host.Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_child_whose_parent_was_cancelled_ends_without_harm()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Event("go")));
        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Activity(
            "Elsa.DispatchWorkflow", "d", ("workflowDefinitionId", Define.Literal("child")), ("waitForCompletion", Define.Literal(true)))))).InstanceId!;

        await _host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = id });
        await _host.PublishEventAsync("go");
        await _host.DrainAsync();

        Assert.Empty(_host.Store.DueWork);
        Assert.Equal("Cancelled", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_loop_gives_each_round_its_own_value()
    {
        var loop = Define.Activity("Elsa.ForEach", "f", ("items", Define.Expression("Object", "[\"a\",\"b\"]")), ("body", Define.Sequence(
            "b", Define.Event("go"), Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("getCurrentValue() + getCurrentIndex()"))))));
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", loop, Define.Line("end"))))).InstanceId!;
        await _host.PublishEventAsync("go");
        await _host.PublishEventAsync("go");

        Assert.Equal(["a0", "b1", "end"], _host.Lines(id));
    }
}
