using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.ControlFlow;

/// <summary>Loops and what ends them.</summary>
public sealed class LoopTests
{
    private readonly EngineHost _host = new();

    [Theory]
    [InlineData(1, 3, 1, true, "1:0 2:1 3:2 end")]
    [InlineData(1, 3, 1, false, "1:0 2:1 end")]
    [InlineData(3, 1, -1, true, "3:0 2:1 1:2 end")]
    [InlineData(3, 1, -1, false, "3:0 2:1 end")]
    [InlineData(0, 5, 2, true, "0:0 2:1 4:2 end")]
    [InlineData(5, 5, 1, true, "5:0 end")]
    [InlineData(5, 1, 1, true, "end")]
    [InlineData(1, 5, -1, true, "end")]
    [InlineData(2147483646, 2147483647, 1, true, "2147483646:0 2147483647:1 end")]
    [InlineData(-2147483648, -2147483648, 1, false, "end")]
    public async Task A_for_counts_up_or_down_to_its_end(int start, int end, int step, bool inclusive, string lines)
    {
        var loop = For(start, end, step, Text("n", "`${getCurrentValue()}:${getCurrentIndex()}`"));
        loop["outerBoundInclusive"] = Define.Literal(inclusive);

        Assert.Equal(lines, await RunAsync(loop));
    }

    [Fact]
    public async Task A_for_without_a_step_is_an_incident_and_no_endless_loop()
    {
        await RunAsync(For(1, 3, 0, Define.Line("n")));

        Assert.Contains("step", Assert.Single(_host.Store.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_for_gives_its_number_to_a_variable_too()
    {
        var loop = For(1, 2, 1, Text("n", "`v=${getV()}`"));
        loop["currentValue"] = new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "id-V" } };

        Assert.Equal("v=1 v=2 end", await RunAsync(loop));
    }

    [Fact]
    public async Task A_while_asks_before_each_round_and_waits_within_one()
    {
        var loop = While("getV() < 2", Define.Sequence("b", Define.Event("go"), Add("add"), Text("n", "`v=${getV()}`")));
        var id = await StartAsync(loop);
        Assert.Equal("", Lines(id));

        await _host.PublishEventAsync("go");
        Assert.Equal("v=1", Lines(id));
        await _host.PublishEventAsync("go");

        Assert.Equal("v=1 v=2 end", Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task Loops_without_a_body_are_done_at_once()
    {
        Assert.Equal("end", await RunAsync(Define.Activity("Elsa.While", "w", ("condition", Define.Literal(true)))));
        Assert.Equal("end", await RunAsync(Define.Activity("Elsa.For", "w", ("end", Define.Literal(9)))));
        Assert.Equal("end", await RunAsync(Define.Activity("Elsa.ForEach", "w", ("items", Define.Expression("Object", "[1]")))));
        Assert.Equal("end", await RunAsync(Define.Activity("Elsa.ParallelForEach", "w", ("items", Define.Expression("Object", "[1]")))));
    }

    [Theory]
    [InlineData("Elsa.While")]
    [InlineData("Elsa.For")]
    [InlineData("Elsa.ForEach")]
    public async Task A_break_in_a_sequence_ends_the_loop_and_nothing_after_it_runs(string type)
    {
        var loop = Define.Activity(
            type, "w", ("condition", Define.Literal(true)), ("end", Define.Literal(100)), ("items", Define.Expression("Object", "[1,2,3,4,5,6]")),
            ("body", Define.Sequence("b", Add("add"), Define.Sequence("inner", If("getV() == 3", Define.Activity("Elsa.Break", "brk")), Text("n", "getV()")), Define.Line("."))));

        Assert.Equal("1 . 2 . end", await RunAsync(loop));
        Assert.Equal("Finished", _host.Store.Instances.Single().SubStatus);
    }

    [Fact]
    public async Task A_break_in_a_flowchart_leaves_it_and_cancels_its_other_branches()
    {
        var loop = While("true", Define.Flowchart(
            "f", [Define.Line("l"), Define.Event("never"), Define.Activity("Elsa.Break", "brk")], ("l", "Done", "never"), ("l", "Done", "brk")));

        Assert.Equal("l end", await RunAsync(loop));
        Assert.Empty(_host.Store.Bookmarks);
    }

    [Fact]
    public async Task A_break_ends_the_innermost_loop_only()
    {
        var loop = For(1, 2, 1, Define.Sequence("o", While("true", Define.Sequence("i", Define.Line("in"), Define.Activity("Elsa.Break", "brk"))), Define.Line("out")));

        Assert.Equal("in out in out end", await RunAsync(loop));
    }

    [Fact]
    public async Task A_break_under_a_resume_ends_the_loop_too()
    {
        var id = await StartAsync(While("true", Define.Sequence("b", Define.Event("go"), Define.Activity("Elsa.Break", "brk"), Define.Line("never"))));

        await _host.PublishEventAsync("go");

        Assert.Equal("end", Lines(id));
    }

    [Fact]
    public async Task A_break_outside_of_a_loop_ends_the_sequence_it_stands_in()
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Line("a"), Define.Activity("Elsa.Break", "brk"), Define.Line("b"))));

        Assert.Equal("a", Lines(result.InstanceId!));
        Assert.Equal("Finished", result.SubStatus);
    }

    private static JsonObject For(int start, int end, int step, JsonObject body) => Define.Activity(
        "Elsa.For", "loop", ("start", Define.Literal(start)), ("end", Define.Literal(end)), ("step", Define.Literal(step)), ("body", body));

    private static JsonObject While(string condition, JsonObject body) =>
        Define.Activity("Elsa.While", "loop" + body["id"], ("condition", Define.Script(condition)), ("body", body));

    private static JsonObject If(string condition, JsonObject then) =>
        Define.Activity("Elsa.If", "if", ("condition", Define.Script(condition)), ("then", then));

    private static JsonObject Text(string id, string script) => Define.Activity("Elsa.WriteLine", id, ("text", Define.Script(script)));

    private static JsonObject Add(string id) => Define.Activity(
        "Elsa.SetVariable", id, ("variable", new JsonObject { ["id"] = "id-V" }), ("value", Define.Script("getV() + 1")));

    private async Task<string> StartAsync(JsonObject loop) => (await _host.RunAsync(Define.Workflow(
        "w", Define.Sequence("s", loop, Define.Line("end")), [Define.Variable("V", "Int32", 0)]))).InstanceId!;

    private async Task<string> RunAsync(JsonObject loop) => Lines(await StartAsync(loop));

    private string Lines(string id) => string.Join(' ', _host.Lines(id));
}
