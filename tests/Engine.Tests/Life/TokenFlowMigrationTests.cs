using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>Flowcharts with tokens that are moved to another version, or get work from an operator.</summary>
public sealed class TokenFlowMigrationTests
{
    private static readonly JsonObject s_join = Define.Activity("Elsa.FlowJoin", "j", ("mode", Define.Literal("WaitAll")));
    private readonly EngineHost _host = new(configure: o => o.FlowchartMode = FlowchartExecutionMode.TokenBased);

    [Fact]
    public async Task A_token_that_waits_at_a_join_is_still_there_in_the_new_version()
    {
        var id = await StartWithOneTokenAtTheJoinAsync();
        await _host.PublishAsync(Define.Workflow("w", Define.Flowchart(
            "f",
            [Define.Line("new"), Define.Line("new end"), Define.Event("later", "b"), (JsonObject)s_join.DeepClone(), Define.Event("a"), Define.Line("s")],
            ("s", "Done", "later"), ("later", "Done", "j"), ("s", "Done", "a"), ("a", "Done", "j"), ("j", "Done", "new end"))));

        var moved = await AlterAsync(id, new Alteration
        {
            Type = AlterationKind.Migrate, Mapping = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "later" },
        });
        await _host.PublishEventAsync("b", id);

        Assert.Equal("Moved to version 2.", Assert.Single(moved.Log));
        Assert.Equal(["s", "new end"], _host.Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_version_without_the_connection_a_token_stands_on_is_refused()
    {
        var id = await StartWithOneTokenAtTheJoinAsync();
        await _host.PublishAsync(Define.Workflow("w", Define.Flowchart(
            "f", [Define.Line("s"), Define.Event("a"), Define.Event("b"), (JsonObject)s_join.DeepClone(), Define.Line("end")],
            ("s", "Done", "a"), ("s", "Done", "b"), ("b", "Done", "j"), ("j", "Done", "end"))));

        var refused = await AlterAsync(id, new Alteration { Type = AlterationKind.Migrate });

        Assert.Equal(AlterationJobStatus.Refused, refused.Status);
        Assert.Equal("The connection from 'a' (Done) to 'j' carries a token, but the target version does not have it.", Assert.Single(refused.Log));
        await _host.PublishEventAsync("b", id);
        Assert.Equal(["s", "end"], _host.Lines(id));
    }

    [Fact]
    public async Task An_activity_started_by_an_operator_is_followed_by_what_is_connected_to_it()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f", [Define.Event("a"), Define.Line("alone"), Define.Line("behind")], ("a", "Never", "alone"), ("alone", "Done", "behind"))))).InstanceId!;

        await AlterAsync(id, new Alteration { Type = AlterationKind.ScheduleActivity, ActivityId = "alone" });

        Assert.Equal(["alone", "behind"], _host.Lines(id));
        await _host.PublishEventAsync("a", id);
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    private async Task<string> StartWithOneTokenAtTheJoinAsync()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f", [Define.Line("s"), Define.Event("a"), Define.Event("b"), (JsonObject)s_join.DeepClone(), Define.Line("end")],
            ("s", "Done", "a"), ("s", "Done", "b"), ("a", "Done", "j"), ("b", "Done", "j"), ("j", "Done", "end"))))).InstanceId!;
        await _host.PublishEventAsync("a", id);
        return id;
    }

    private Task<AlterationOutcome> AlterAsync(string id, params Alteration[] alterations) =>
        _host.Runtime.AlterAsync(new AlterWorkflow { InstanceId = id, By = "an", Alterations = alterations });
}
