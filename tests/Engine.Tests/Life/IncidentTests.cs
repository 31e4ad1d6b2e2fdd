using DirectiveFlow.Engine.Incidents;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>Incidents that an operator closes in words of his own.</summary>
public sealed class IncidentTests
{
    private const string Continue = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core";
    private readonly EngineHost _host = new(configure: o => o.AddActivitiesFrom(typeof(Fragile).Assembly));
    private readonly string _name = "incident world " + Interlocked.Increment(ref s_worlds).ToString(System.Globalization.CultureInfo.InvariantCulture);
    private static int s_worlds;

    public IncidentTests() => World.ByName[_name] = new World { FailuresLeft = 1 };

    private IncidentDesk Desk => _host.Services.GetRequiredService<IncidentDesk>();

    [Fact]
    public async Task A_resolved_incident_leaves_the_instance_as_it_is_and_what_failed_can_still_be_retried()
    {
        var id = await FailAsync();
        var incident = Assert.Single(await OpenAsync());
        Assert.Equal((id, "w"), (incident.Instance.Id, incident.Instance.DefinitionId));

        Assert.Equal(StepKind.Executed, (await ResolveAsync(incident.Incident.Id)).Kind);

        Assert.Empty(await OpenAsync());
        var closed = Assert.Single(_host.Store.Incidents);
        Assert.Equal(("an", "đã xử lý bằng tay"), (closed.ClosedBy, closed.Resolution));
        Assert.Equal("Faulted", _host.Instance(id).SubStatus);
        Assert.Contains(JournalReader.Expand(_host.Store.Journal), e => e is { Event: JournalEvent.Resolved, Text: "an: đã xử lý bằng tay" });

        await _host.Runtime.RetryAsync(new RetryWorkflow { InstanceId = id, By = "an" });
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
        Assert.Equal("đã xử lý bằng tay", Assert.Single(_host.Store.Incidents).Resolution);
    }

    [Fact]
    public async Task Of_two_operators_who_resolve_one_incident_the_first_closing_stands()
    {
        await FailAsync();
        var incident = Assert.Single(await OpenAsync()).Incident.Id;
        await ResolveAsync(incident);

        Assert.Equal(StepKind.AlreadyDone, (await Desk.ResolveAsync(new ResolveIncident { IncidentId = incident, By = "binh", Resolution = "khác" })).Kind);
        Assert.Equal("an", Assert.Single(_host.Store.Incidents).ClosedBy);
        Assert.Equal(StepKind.NoMatch, (await ResolveAsync("none")).Kind);
    }

    [Fact]
    public async Task An_instance_that_waits_beside_a_failed_branch_goes_on_waiting_after_the_resolution()
    {
        var id = (await _host.RunAsync(Define.Workflow(
            "w", Define.Flowchart("f", [Define.Line("x"), Fragile(), Define.Event("e")], ("x", "Done", "t"), ("x", "Done", "e")), incidents: Continue))).InstanceId!;
        await ResolveAsync(Assert.Single(await OpenAsync()).Incident.Id);
        Assert.Equal("Suspended", _host.Instance(id).SubStatus);

        await _host.PublishEventAsync("e", id);
        Assert.Contains(JournalReader.Expand(_host.Store.Journal), e => e is { Event: JournalEvent.Completed, ActivityId: "e" });
    }

    private async Task<string> FailAsync() =>
        (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Fragile())))).InstanceId!;

    private Task<IReadOnlyList<OpenIncident>> OpenAsync() =>
        ((IIncidentStore)_host.Store).ListOpenAsync(new IncidentQuery { DefinitionId = "w" }, CancellationToken.None);

    private Task<StepResult> ResolveAsync(string incidentId) =>
        Desk.ResolveAsync(new ResolveIncident { IncidentId = incidentId, By = "an", Resolution = "đã xử lý bằng tay" });

    private System.Text.Json.Nodes.JsonObject Fragile() => Define.Activity("Test.Fragile", "t", ("world", Define.Literal(_name)));
}
