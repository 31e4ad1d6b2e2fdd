using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>Operators who stop an instance for a while.</summary>
public sealed class HoldTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task A_held_instance_takes_nothing_and_gets_everything_on_release_in_its_order()
    {
        var id = (await _host.RunAsync(Define.Workflow("two", Define.Flowchart(
            "f", [Define.Line("x"), Define.Event("a"), Define.Event("b"), Define.Line("after a"), Define.Line("after b")],
            ("x", "Done", "a"), ("x", "Done", "b"), ("a", "Done", "after a"), ("b", "Done", "after b"))))).InstanceId!;
        await HoldAsync(id);

        Assert.Equal(StepKind.Kept, (await _host.PublishEventAsync("b", id)).Kind);
        Assert.Equal(StepKind.Kept, (await _host.PublishEventAsync("a", id)).Kind);
        Assert.Equal(StepKind.NoMatch, (await _host.PublishEventAsync("a", id)).Kind);
        Assert.Equal(["x"], _host.Lines(id));
        Assert.Equal(("Suspended", "operator"), (_host.Instance(id).SubStatus, _host.Instance(id).HeldBy));

        var released = await _host.Runtime.ReleaseAsync(new ReleaseWorkflow { InstanceId = id, By = "operator" });

        Assert.Equal((StepKind.Executed, "Finished"), (released.Kind, released.SubStatus));
        Assert.Equal(["x", "after b", "after a"], _host.Lines(id));
        Assert.Null(_host.Instance(id).HeldBy);
        Assert.Contains(_host.Log(id), e => e is { Event: JournalEvent.Held, Text: "operator: audit" });
    }

    [Fact]
    public async Task A_delay_that_ends_during_a_hold_is_not_lost()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Activity("Elsa.Delay", "d"), Define.Line("after"))))).InstanceId!;
        await HoldAsync(id);

        await _host.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Empty(_host.Lines(id));
        await _host.Runtime.ReleaseAsync(new ReleaseWorkflow { InstanceId = id, By = "operator" });

        Assert.Equal(["after"], _host.Lines(id));
        Assert.Empty(_host.Store.DueWork);
        Assert.Empty(_host.Store.Bookmarks);
    }

    [Fact]
    public async Task A_held_instance_can_be_cancelled_with_what_was_kept_for_it()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Event("go")))).InstanceId!;
        await HoldAsync(id);
        await _host.PublishEventAsync("go", id);

        Assert.Equal("Cancelled", (await _host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = id })).SubStatus);
        Assert.Equal(StepKind.AlreadyDone, (await _host.Runtime.ReleaseAsync(new ReleaseWorkflow { InstanceId = id, By = "operator" })).Kind);
        Assert.Empty(_host.Store.Bookmarks);
    }

    [Fact]
    public async Task Holding_twice_and_releasing_what_is_not_held_change_nothing()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Event("go")))).InstanceId!;
        Assert.Equal(StepKind.AlreadyDone, (await _host.Runtime.ReleaseAsync(new ReleaseWorkflow { InstanceId = id, By = "x" })).Kind);
        await HoldAsync(id);
        Assert.Equal(StepKind.AlreadyDone, (await _host.Runtime.HoldAsync(new HoldWorkflow { InstanceId = id, By = "another" })).Kind);
        Assert.Equal("operator", _host.Instance(id).HeldBy);
        Assert.Equal(StepKind.NoMatch, (await _host.Runtime.HoldAsync(new HoldWorkflow { InstanceId = "nobody", By = "x" })).Kind);
    }

    private Task<StepResult> HoldAsync(string id) =>
        _host.Runtime.HoldAsync(new HoldWorkflow { InstanceId = id, By = "operator", Reason = "audit" });
}
