using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.ControlFlow;

/// <summary>Flowcharts in counter mode.</summary>
public sealed class CounterFlowTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task A_loop_around_a_fork_deep_in_the_flow_is_a_loop_and_its_head_does_not_wait_for_it()
    {
        var gate = Define.Activity(
            "Elsa.RunJavaScript", "g", ("script", Define.Literal("variables.N = variables.N + 1; setOutcome(variables.N < 3 ? 'Again' : 'Done')")));
        var id = (await _host.RunAsync(Define.Workflow(
            "w",
            Define.Flowchart(
                "f",
                [
                    Define.Line("s"), Define.Line("n"), Define.Line("head"), Define.Line("a"), Define.Line("b"),
                    Define.Activity("Elsa.FlowJoin", "j", ("mode", Define.Literal("WaitAll"))), gate, Define.Line("out"),
                ],
                ("s", "Done", "n"), ("n", "Done", "head"), ("head", "Done", "a"), ("head", "Done", "b"), ("a", "Done", "j"), ("b", "Done", "j"),
                ("j", "Done", "g"), ("g", "Again", "head"), ("g", "Done", "out")),
            [Define.Variable("N", "Int32", 0)]))).InstanceId!;

        Assert.Equal("s n head a b head a b head a b out", string.Join(' ', _host.Lines(id)));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_decision_takes_one_way_and_the_implicit_join_behind_it_still_runs()
    {
        var id = await RunAsync(Define.Flowchart(
            "f", [Decision("d", "1 > 2"), Define.Line("yes"), Define.Line("no"), Define.Line("join")],
            ("d", "True", "yes"), ("d", "False", "no"), ("yes", "Done", "join"), ("no", "Done", "join")));

        Assert.Equal(["no", "join"], _host.Lines(id));
    }

    [Theory]
    [InlineData("WaitAll", "a")]
    [InlineData("WaitAllActive", "a,after")]
    [InlineData("WaitAny", "a,after")]
    public async Task An_explicit_join_whose_branch_was_not_taken_follows_its_mode(string mode, string lines)
    {
        var id = await RunAsync(Define.Flowchart(
            "f", [Decision("d", "true"), Define.Line("a"), Define.Line("b"), Join("j", mode), Define.Line("after")],
            ("d", "True", "a"), ("d", "False", "b"), ("a", "Done", "j"), ("b", "Done", "j"), ("j", "Done", "after")));

        Assert.Equal(lines, string.Join(',', _host.Lines(id)));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_wait_any_join_cancels_what_still_waits_on_the_other_branches()
    {
        var id = await RunAsync(Define.Flowchart(
            "f", [Define.Line("s"), Define.Event("e1"), Define.Event("e2"), Join("j", "WaitAny"), Define.Line("after")],
            ("s", "Done", "e1"), ("s", "Done", "e2"), ("e1", "Done", "j"), ("e2", "Done", "j"), ("j", "Done", "after")));

        await _host.PublishEventAsync("e2");

        Assert.Equal(["s", "after"], _host.Lines(id));
        Assert.Empty(_host.Store.Bookmarks);
        Assert.Contains(_host.Log(id), e => e is { Event: JournalEvent.Cancelled, ActivityId: "e1" });
    }

    [Fact]
    public async Task A_loop_repeats_its_body_until_the_decision_leaves_it()
    {
        var id = await RunAsync(
            Define.Flowchart(
                "f",
                [
                    Define.Line("s"), Decision("d", "getN() < 3"),
                    Define.Activity("Elsa.SetVariable", "set", ("variable", new JsonObject { ["id"] = "id-N" }), ("value", Define.Script("getN() + 1"))),
                    Define.Activity("Elsa.WriteLine", "n", ("text", Define.Script("`n=${getN()}`"))), Define.Line("out"),
                ],
                ("s", "Done", "d"), ("d", "True", "set"), ("set", "Done", "n"), ("n", "Done", "d"), ("d", "False", "out")),
            [Define.Variable("N", "Int32", 0)]);

        Assert.Equal(["s", "n=1", "n=2", "n=3", "out"], _host.Lines(id));
    }

    [Fact]
    public async Task Forks_inside_a_loop_join_in_every_round()
    {
        var id = await RunAsync(
            Define.Flowchart(
                "f",
                [
                    Define.Line("s"), Define.Event("go"), Define.Line("a"), Define.Event("b"),
                    Define.Activity("Elsa.RunJavaScript", "j", ("script", Define.Literal("variables.N = variables.N + 1; setOutcome(variables.N < 3 ? 'Again' : 'Done')"))),
                    Define.Line("out"),
                ],
                ("s", "Done", "go"), ("go", "Done", "a"), ("go", "Done", "b"), ("a", "Done", "j"), ("b", "Done", "j"),
                ("j", "Again", "go"), ("j", "Done", "out")),
            [Define.Variable("N", "Int32", 0)]);
        for (var round = 0; round < 3; round++)
        {
            await _host.PublishEventAsync("go");
            await _host.PublishEventAsync("b");
        }

        Assert.Equal(["s", "a", "a", "a", "out"], _host.Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_way_back_past_a_join_is_refused_when_it_is_taken()
    {
        var id = await RunAsync(Define.Flowchart(
            "f", [Define.Line("s"), Define.Line("a"), Define.Line("b"), Define.Line("c")],
            ("s", "Done", "a"), ("s", "Done", "b"), ("a", "Done", "c"), ("b", "Done", "c"), ("c", "Done", "a")));

        Assert.Equal("Faulted", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_switch_takes_the_first_match_or_all_or_the_default()
    {
        static JsonObject Switch(string mode, params string[] conditions) => Define.Activity(
            "Elsa.FlowSwitch", "x", ("mode", Define.Literal(mode)),
            ("cases", new JsonArray([.. conditions.Select((c, i) => new JsonObject
            {
                ["label"] = $"c{i}",
                ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = c },
            })])));
        async Task<string> Lines(JsonObject activity) => string.Join(',', _host.Lines(await RunAsync(Define.Flowchart(
            "f", [activity, Define.Line("c0"), Define.Line("c1"), Define.Line("default")],
            ("x", "c0", "c0"), ("x", "c1", "c1"), ("x", "Default", "default")))));

        Assert.Equal("c0", await Lines(Switch("MatchFirst", "true", "true")));
        Assert.Equal("c0,c1", await Lines(Switch("MatchAny", "true", "true")));
        Assert.Equal("default", await Lines(Switch("MatchFirst", "false", "1 > 2")));
    }

    [Fact]
    public async Task End_ends_its_flowchart_and_Finish_ends_the_instance()
    {
        var inner = Define.Flowchart("inner", [Define.Line("i"), Define.Event("never"), Define.Activity("Elsa.End", "end")], ("i", "Done", "never"), ("i", "Done", "end"));
        var first = await RunAsync(Define.Sequence("s", inner, Define.Line("after")));
        Assert.Equal(["i", "after"], _host.Lines(first));

        var second = await RunAsync(Define.Sequence("s", Define.Flowchart(
            "f", [Define.Line("i"), Define.Event("never"), Define.Activity("Elsa.Finish", "end")], ("i", "Done", "never"), ("i", "Done", "end")), Define.Line("after")));
        Assert.Equal(("Finished", "Finished"), (_host.Instance(second).Status, _host.Instance(second).SubStatus));
        Assert.Empty(_host.Store.Bookmarks);
    }

    private static JsonObject Decision(string id, string condition) => Define.Activity("Elsa.FlowDecision", id, ("condition", Define.Script(condition)));

    private static JsonObject Join(string id, string mode) => Define.Activity("Elsa.FlowJoin", id, ("mode", Define.Literal(mode)));

    private async Task<string> RunAsync(JsonObject root, JsonArray? variables = null) =>
        (await _host.RunAsync(Define.Workflow("w" + root["id"], root, variables))).InstanceId!;
}
