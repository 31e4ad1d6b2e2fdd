using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Steps;

/// <summary>A rule of the domain says no.</summary>
public sealed class RefusalException(string message) : Exception(message);

[Activity("Test", "Throw")]
public sealed class Throw : CodeActivity
{
    [Input]
    public Input<bool> AsRefusal { get; set; } = new(false);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        throw (await context.GetAsync(AsRefusal) ? new RefusalException("no") : new InvalidOperationException("broken"));
}

[Activity("Test", "Forget")]
public sealed class Forget : Activity;

/// <summary>Failures inside activities.</summary>
public sealed class IncidentTests
{
    private readonly EngineHost _host = new(configure: o =>
    {
        o.AddActivitiesFrom(typeof(Throw).Assembly);
        o.TreatAsRefusal<RefusalException>();
    });

    [Fact]
    public async Task A_failing_activity_faults_the_instance_and_leaves_an_incident()
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f", [Define.Line("a"), Define.Event("e"), Define.Activity("Test.Throw", "t")], ("a", "Done", "e"), ("a", "Done", "t"))));

        Assert.Equal(("Finished", "Faulted"), (result.Status, result.SubStatus));
        var incident = Assert.Single(_host.Store.Incidents);
        Assert.Equal(("t", "Test.Throw", "broken"), (incident.ActivityId, incident.ActivityType, incident.Message));
        Assert.Equal(1, _host.Instance(result.InstanceId!).IncidentCount);
        Assert.Empty(_host.Store.Bookmarks);
        Assert.Equal(StepKind.NoMatch, (await _host.PublishEventAsync("e")).Kind);
    }

    [Fact]
    public async Task With_the_other_strategy_the_other_branches_go_on()
    {
        var id = (await _host.RunAsync(Define.Workflow(
            "w",
            Define.Flowchart(
                "f", [Define.Line("a"), Define.Event("e"), Define.Activity("Test.Throw", "t"), Define.Line("after")],
                ("a", "Done", "t"), ("a", "Done", "e"), ("e", "Done", "after")),
            incidents: "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core"))).InstanceId!;
        Assert.Equal("Suspended", _host.Instance(id).SubStatus);

        var ended = await _host.PublishEventAsync("e");

        Assert.Equal(["a", "after"], _host.Lines(id));
        Assert.Equal(("Finished", "Finished"), (ended.Status, ended.SubStatus));
        Assert.Single(_host.Store.Incidents);
    }

    [Fact]
    public async Task A_refusal_goes_to_the_caller_and_nothing_is_committed()
    {
        await _host.RunAsync(Define.Workflow("w", Define.Sequence(
            "s", Define.Event("go"), Define.Activity("Test.Throw", "t", ("asRefusal", Define.Literal(true))))));

        await Assert.ThrowsAsync<RefusalException>(() => _host.PublishEventAsync("go"));

        Assert.Single(_host.Store.Journal);
        Assert.Single(_host.Store.Bookmarks);
        Assert.Empty(_host.Store.Incidents);
    }

    [Fact]
    public async Task An_unknown_activity_is_kept_and_is_an_incident_only_when_reached()
    {
        var json = Define.Workflow("w", Define.Sequence("s", Define.Event("go"), Define.Activity("Acme.Rocket", "r", ("fuel", 3.10))));
        var id = (await _host.RunAsync(json)).InstanceId!;
        Assert.Equal("Suspended", _host.Instance(id).SubStatus);

        await _host.PublishEventAsync("go");

        Assert.Equal("Faulted", _host.Instance(id).SubStatus);
        Assert.Contains("Acme.Rocket", Assert.Single(_host.Store.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_loop_is_an_incident()
    {
        var host = new EngineHost(configure: o => o.MaxActivitiesPerStep = 500);
        var result = await host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f", [Define.Line("a"), Define.Line("b")], ("a", "Done", "b"), ("b", "Done", "a"))));

        Assert.Equal("Faulted", result.SubStatus);
        Assert.Contains("endless", Assert.Single(host.Store.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activity_that_waits_for_nothing_is_an_incident_and_not_a_stuck_instance()
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Activity("Test.Forget", "x")));

        Assert.Equal("Faulted", result.SubStatus);
        Assert.Single(_host.Store.Incidents);
    }

    [Fact]
    public async Task A_bad_expression_value_is_an_incident_of_its_activity()
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Activity("Elsa.If", "i", ("condition", Define.Script("'maybe'")))));

        Assert.Equal("Faulted", result.SubStatus);
        Assert.Equal("i", Assert.Single(_host.Store.Incidents).ActivityId);
        Assert.Contains(_host.Log(result.InstanceId!), e => e.Event == JournalEvent.Faulted);
    }
}
