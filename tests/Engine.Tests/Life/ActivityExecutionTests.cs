using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>What the journal tells of the runs of activities.</summary>
public sealed class ActivityExecutionTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task Counts_tell_what_started_completed_waits_and_failed()
    {
        var id = (await _host.RunAsync(Define.Workflow(
            "w",
            Define.Flowchart(
                "f", [Define.Line("x"), Define.Event("e"), Define.Activity("Elsa.Fault", "bad", ("message", Define.Literal("no"))), Define.Line("never")],
                ("x", "Done", "e"), ("x", "Done", "bad"), ("bad", "Done", "never")),
            incidents: "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core"))).InstanceId!;

        var runs = ActivityExecutions.Of(_host.Log(id));
        var waiting = (await _host.Store.BookmarksAsync(id, CancellationToken.None)).Select(b => b.ActivityId).ToHashSet(StringComparer.Ordinal);
        var counts = ActivityExecutions.Count(runs, waiting);

        Assert.Equal(
            [
                new ActivityCounts("Workflow1", 1, 0, 1, false, false, 1), new ActivityCounts("f", 1, 0, 1, false, false, 1),
                new ActivityCounts("x", 1, 1, 0, false, false, 0), new ActivityCounts("e", 1, 0, 1, true, false, 0),
                new ActivityCounts("bad", 1, 0, 1, false, true, 1),
            ],
            counts);
        Assert.Equal("no", runs.Single(r => r.ActivityId is "bad").Fault);
    }

    [Fact]
    public async Task A_call_stack_leads_from_the_workflow_to_the_run()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Activity(
            "Elsa.ForEach", "loop", ("items", Define.Expression("Object", "[1,2]")), ("body", Define.Sequence("body", Define.Line("l"))))))).InstanceId!;

        var runs = ActivityExecutions.Of(_host.Log(id));
        var last = runs.Last(r => r.ActivityId is "l");
        var stack = ActivityExecutions.CallStack(runs, last.ContextId);

        Assert.Equal(["Workflow1", "loop", "body", "body", "l"], stack.Select(r => r.ActivityId));
        Assert.Equal([0, 1, 2, 3, 4], stack.Select(r => r.CallStackDepth));
        Assert.Equal(runs.Where(r => r.ActivityId is "body").Select(r => r.ContextId), stack.Skip(2).Take(2).Select(r => r.ContextId));
        Assert.Equal([1L, 1L], stack.Skip(2).Take(2).Select(r => r.ParentContextId!.Value - runs[0].ContextId));
        Assert.Empty(ActivityExecutions.CallStack(runs, 999));
    }

    [Fact]
    public async Task A_run_ends_when_it_completes_or_is_cancelled()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("a"), Define.Event("b"))))).InstanceId!;
        _host.Time.Advance(TimeSpan.FromHours(1));
        await _host.PublishEventAsync("a", id);
        await _host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = id });

        var runs = ActivityExecutions.Of(_host.Log(id));
        var (a, b) = (runs.Single(r => r.ActivityId is "a"), runs.Single(r => r.ActivityId is "b"));

        Assert.Equal((ActivityExecutionStatus.Completed, TimeSpan.FromHours(1)), (a.Status, a.CompletedAt - a.StartedAt));
        Assert.Equal(["Done"], a.Outcomes);
        Assert.Equal((ActivityExecutionStatus.Canceled, _host.Time.GetUtcNow()), (b.Status, b.CompletedAt));
    }
}
