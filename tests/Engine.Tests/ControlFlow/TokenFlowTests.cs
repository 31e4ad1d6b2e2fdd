using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.ControlFlow;

/// <summary>Flowcharts in token mode, and how the mode is chosen.</summary>
public sealed class TokenFlowTests
{
    private static readonly (string, string, string)[] s_diamond =
        [("s", "Done", "a"), ("s", "Done", "b"), ("a", "Done", "j"), ("b", "Done", "j"), ("j", "Done", "end")];

    private readonly EngineHost _host = new(configure: o => o.FlowchartMode = FlowchartExecutionMode.TokenBased);

    [Theory]
    [InlineData(null, "s a", "s a j end")]
    [InlineData("None", "s a", "s a j end")]
    [InlineData("Stream", "s a", "s a j end")]
    [InlineData("Merge", "s a", "s a j end")]
    [InlineData("Converge", "s a", "s a j end")]
    [InlineData("Cascade", "s a j end", "s a j end j end")]
    [InlineData("Race", "s a j end", "s a j end")]
    public async Task An_activity_merges_two_branches_as_its_mode_says(string? mode, string before, string after)
    {
        var id = await StartAsync(Merging(mode, Define.Line("s"), Define.Line("a"), Define.Event("b"), Define.Line("j"), Define.Line("end")), s_diamond);
        Assert.Equal(before, Lines(id));

        await _host.PublishEventAsync("b");

        Assert.Equal(after, Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
        Assert.Empty(_host.Store.Bookmarks);
    }

    [Theory]
    [InlineData("Stream", "a j end")]
    [InlineData("Merge", "a")]
    [InlineData("Converge", "a")]
    [InlineData("Cascade", "a j end")]
    [InlineData("Race", "a j end")]
    public async Task A_way_that_is_not_taken_holds_up_only_those_who_want_all(string mode, string lines)
    {
        var decision = Define.Activity("Elsa.FlowDecision", "s", ("condition", Define.Literal(true)));
        var id = await StartAsync(
            Merging(mode, decision, Define.Line("a"), Define.Line("b"), Define.Line("j"), Define.Line("end")),
            ("s", "True", "a"), ("s", "False", "b"), ("a", "Done", "j"), ("b", "Done", "j"), ("j", "Done", "end"));

        Assert.Equal(lines, Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Theory]
    [InlineData("WaitAll", "s a")]
    [InlineData("WaitAllActive", "s a")]
    [InlineData("WaitAny", "s a end")]
    public async Task An_explicit_join_keeps_its_meaning(string mode, string before)
    {
        var join = Define.Activity("Elsa.FlowJoin", "j", ("mode", Define.Literal(mode)));
        var id = await StartAsync([Define.Line("s"), Define.Line("a"), Define.Event("b"), join, Define.Line("end")], s_diamond);
        Assert.Equal(before, Lines(id));

        await _host.PublishEventAsync("b");

        Assert.Equal("s a end", Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task The_loser_of_one_round_may_win_the_next()
    {
        var gate = Define.Activity(
            "Elsa.RunJavaScript", "g", ("script", Define.Literal("variables.N = variables.N + 1; setOutcome(variables.N < 3 ? 'Again' : 'Done')")));
        var id = await StartAsync(
            [Define.Line("s"), Define.Event("e1"), Define.Event("e2"), Define.Activity("Elsa.FlowJoin", "j"), gate, Define.Line("out")],
            ("s", "Done", "e1"), ("s", "Done", "e2"), ("e1", "Done", "j"), ("e2", "Done", "j"), ("j", "Done", "g"), ("g", "Again", "s"), ("g", "Done", "out"));
        foreach (var winner in new[] { "e1", "e2", "e1" })
        {
            Assert.Equal(2, _host.Store.Bookmarks.Count);
            await _host.PublishEventAsync(winner);
        }

        Assert.Equal("s s s out", Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Theory]
    [InlineData("Merge")]
    [InlineData("Converge")]
    public async Task An_activity_with_one_way_to_it_does_not_wait_for_others_even_when_it_comes_from_itself(string mode)
    {
        var gate = Define.Activity(
            "Elsa.RunJavaScript", "j", ("script", Define.Literal("variables.N = variables.N + 1; setOutcome(variables.N < 3 ? 'Again' : 'Done')")));
        var id = await StartAsync(Merging(mode, gate, Define.Line("out")), ("j", "Again", "j"), ("j", "Done", "out"));

        Assert.Equal("out", Lines(id));
        Assert.Equal(3, _host.Log(id).Count(e => e is { Event: JournalEvent.Completed, ActivityId: "j" }));
    }

    [Fact]
    public async Task End_leaves_the_flowchart_at_once()
    {
        var id = await StartAsync(
            [Define.Line("s"), Define.Event("never"), Define.Activity("Elsa.End", "x"), Define.Line("not")],
            ("s", "Done", "never"), ("s", "Done", "x"), ("x", "Done", "not"));

        Assert.Equal("s", Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Theory]
    [InlineData(FlowchartExecutionMode.CounterBased, "tokenbased", true)]
    [InlineData(FlowchartExecutionMode.TokenBased, "CounterBased", false)]
    [InlineData(FlowchartExecutionMode.TokenBased, "Default", true)]
    [InlineData(FlowchartExecutionMode.CounterBased, "nonsense", false)]
    [InlineData(FlowchartExecutionMode.TokenBased, null, true)]
    [InlineData(FlowchartExecutionMode.Default, null, false)]
    public async Task The_definition_chooses_before_the_host(FlowchartExecutionMode hosts, string? definitions, bool isToken)
    {
        var host = new EngineHost(configure: o => o.FlowchartMode = hosts);
        var json = JsonNode.Parse(Define.Workflow("w", Define.Flowchart(
            "f", Merging("Cascade", Define.Line("s"), Define.Line("a"), Define.Line("b"), Define.Line("j"), Define.Line("end")), s_diamond)))!;
        json["customProperties"] = new JsonObject { ["Flowchart:ExecutionMode"] = definitions };
        var id = (await host.RunAsync(json.ToJsonString())).InstanceId!;

        Assert.Equal(isToken ? 2 : 1, host.Lines(id).Count(l => l is "j"));
    }

    [Fact]
    public async Task A_flowchart_that_runs_keeps_its_mode_when_the_host_changes_its_own()
    {
        var id = await StartAsync(Merging("Cascade", Define.Event("s"), Define.Line("a"), Define.Line("b"), Define.Line("j"), Define.Line("end")), s_diamond);
        var next = new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2);

        await next.PublishEventAsync("s");

        Assert.Equal("a b j j end end", Lines(id));
    }

    [Fact]
    public void A_merge_mode_that_does_not_exist_is_told_with_its_place()
    {
        var graph = _host.Catalog.Compile(Define.Workflow("w", Define.Flowchart("f", Merging("Sometimes", Define.Line("j")))));

        Assert.Equal("$.root.activities[0].customProperties.mergeMode", Assert.Single(graph.Problems).Path);
    }

    private static JsonObject[] Merging(string? mode, params JsonObject[] activities)
    {
        foreach (var activity in activities.Where(a => a["id"]!.GetValue<string>() is "j"))
        {
            activity["customProperties"] = new JsonObject { ["mergeMode"] = mode };
        }

        return activities;
    }

    private async Task<string> StartAsync(JsonObject[] activities, params (string, string, string)[] connections) => (await _host.RunAsync(Define.Workflow(
        "w", Define.Flowchart("f", activities, connections), [Define.Variable("N", "Int32", 0)]))).InstanceId!;

    private string Lines(string id) => string.Join(' ', _host.Lines(id));
}
