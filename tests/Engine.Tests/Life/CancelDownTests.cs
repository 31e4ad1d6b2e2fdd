using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>Cancelling an instance that waits for others.</summary>
public sealed class CancelDownTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task Children_that_are_waited_for_go_with_their_parent_down_to_the_last_one()
    {
        await _host.PublishAsync(Define.Workflow("leaf", Define.Event("go")));
        await _host.PublishAsync(Define.Workflow("middle", Bulk("leaf", 3)));
        var id = (await _host.RunAsync(Define.Workflow("top", Bulk("middle", 2)))).InstanceId!;
        Assert.Equal(9, _host.Store.Instances.Count(i => i.Status is "Running"));

        await CancelAsync(id);
        await _host.DrainAsync();

        Assert.All(_host.Store.Instances, i => Assert.Equal("Cancelled", i.SubStatus));
        Assert.Empty(_host.Store.Bookmarks);
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task Children_that_nobody_waits_for_live_on()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Event("go")));
        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Sequence(
            "s", Dispatch("forgotten", "child", false), Dispatch("awaited", "child", true))))).InstanceId!;

        await CancelAsync(id);
        await _host.DrainAsync();

        Assert.Equal(["Cancelled", "Suspended"], _host.Store.Instances.Where(i => i.DefinitionId is "child").Select(i => i.SubStatus).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_child_that_has_not_started_never_does()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Line("ran")));
        await _host.PublishAsync(Define.Workflow("parent", Bulk("child", 3)));
        var id = (await _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "parent" })).InstanceId!;
        Assert.Equal(3, _host.Store.DueWork.Count);

        await CancelAsync(id);
        await _host.DrainAsync();

        Assert.Single(_host.Store.Instances);
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task A_lost_race_in_a_running_parent_takes_the_losers_child_along()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Event("never")));
        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Flowchart(
            "f",
            [Define.Line("x"), Dispatch("d", "child", true), Define.Event("go"), Define.Activity("Elsa.FlowJoin", "j", ("mode", Define.Literal("WaitAny"))), Define.Event("end")],
            ("x", "Done", "d"), ("x", "Done", "go"), ("d", "Done", "j"), ("go", "Done", "j"), ("j", "Done", "end"))))).InstanceId!;

        await _host.PublishEventAsync("go", id);
        await _host.DrainAsync();

        Assert.Equal("Suspended", _host.Instance(id).SubStatus);
        Assert.Equal("Cancelled", _host.Store.Instances.Single(i => i.DefinitionId is "child").SubStatus);
    }

    [Fact]
    public async Task Many_children_are_cancelled_page_by_page()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Event("go")));
        var id = (await _host.RunAsync(Define.Workflow("parent", Bulk("child", 250)))).InstanceId!;

        await CancelAsync(id);
        Assert.Equal(3, await _host.DrainAsync() - 250);

        Assert.DoesNotContain(_host.Store.Instances, i => i.Status is "Running");
    }

    private Task<StepResult> CancelAsync(string id) => _host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = id });

    private static System.Text.Json.Nodes.JsonObject Dispatch(string id, string definition, bool waits) => Define.Activity(
        "Elsa.DispatchWorkflow", id, ("workflowDefinitionId", Define.Literal(definition)), ("waitForCompletion", Define.Literal(waits)));

    private static System.Text.Json.Nodes.JsonObject Bulk(string definition, int count) => Define.Activity(
        "Elsa.BulkDispatchWorkflows", "bulk", ("workflowDefinitionId", Define.Literal(definition)),
        ("items", Define.Expression("Object", "[" + string.Join(',', Enumerable.Range(0, count)) + "]")));
}
