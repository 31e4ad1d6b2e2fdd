using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Definitions;

/// <summary>Reading, checking and keeping definitions.</summary>
public sealed class DefinitionTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task What_the_engine_does_not_know_survives_byte_for_byte()
    {
        const string Json = """
            {"definitionId":"x", "version": 1,"future":{"b":1.50,"a":[1e3,"\u0110"]},
              "root":{"type":"Acme.Unknown","id":"u","speed":12345678901234567890.10}}
            """;

        Assert.Equal(Json, (await _host.PublishAsync(Json)).Json);
        Assert.Equal(Json, (await _host.Catalog.FindPublishedAsync("x", default))!.Graph.Definition.Text);
    }

    [Fact]
    public async Task Problems_name_the_place_and_nothing_is_stored()
    {
        var flow = Define.Flowchart(
            "f",
            [Define.Line("a"), Define.Line("a"), Define.Activity("Elsa.If", "i", ("condition", Define.Script("1 +")))],
            ("a", "Done", "nowhere"), ("a", "Done", "i"));
        flow["start"] = "missing";

        var error = await Assert.ThrowsAsync<DefinitionException>(() => _host.PublishAsync(Define.Workflow("x", flow)));

        Assert.Equal(
            ["$.root.activities[1].id", "$.root.activities[2].condition", "$.root.connections[0].target.activity", "$.root.start"],
            error.Problems.Select(p => p.Path));
        Assert.Empty(await _host.Definitions.ListLatestAsync(default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"root\":")]
    [InlineData("nonsense")]
    public async Task Text_that_is_no_definition_is_refused(string text) =>
        await Assert.ThrowsAsync<DefinitionException>(() => _host.PublishAsync(text));

    [Fact]
    public async Task Nesting_without_end_is_refused()
    {
        var text = string.Concat(Enumerable.Repeat("{\"root\":", 100_000)) + "1" + new string('}', 100_000);

        await Assert.ThrowsAsync<DefinitionException>(() => _host.PublishAsync(text));
    }

    [Fact]
    public async Task Odd_shapes_are_tolerated()
    {
        await _host.PublishAsync("""{"definitionId":"x","variables":5,"inputs":[1,{}],"outcomes":null,"root":{"type":5,"activities":7}}""");
        var result = await _host.RunAsync("""{"definitionId":"y","garbage":1}""");

        Assert.Equal("Finished", result.SubStatus);
    }

    [Fact]
    public void Ten_thousand_activities_and_fifty_thousand_connections_compile_in_seconds()
    {
        var random = new Random(7);
        var connections = Enumerable.Range(1, 9_999).SelectMany(i => Enumerable.Range(0, 5).Select(_ => (Source: random.Next(i), Target: i)))
            .Select(c => ($"l{c.Source}", "Done", $"l{c.Target}")).ToArray();
        var json = Define.Workflow("big", Define.Flowchart("f", [.. Enumerable.Range(0, 10_000).Select(i => Define.Line($"l{i}"))], connections));
        var watch = TimeProvider.System.GetTimestamp();

        var graph = _host.Catalog.Compile(json);

        Assert.False(graph.HasErrors);
        Assert.InRange(TimeProvider.System.GetElapsedTime(watch), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Initial_values_take_the_type_of_their_variable()
    {
        var variables = new JsonArray(
            Define.Variable("Count", "Int32", "5"), Define.Variable("Flag", "Boolean", "True"), Define.Variable("Text", "String", "7"));
        var id = (await _host.RunAsync(Define.Workflow(
            "x", Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("`${getCount() + 1} ${getFlag() === true} ${getText() + 1}`"))), variables))).InstanceId!;

        Assert.Equal(["6 true 71"], _host.Lines(id));
    }
}
