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

    [Fact]
    public async Task Odd_shapes_are_tolerated()
    {
        await _host.PublishAsync("""{"definitionId":"x","variables":5,"inputs":[1,{}],"outcomes":null,"root":{"type":5,"activities":7}}""");
        var result = await _host.RunAsync("""{"definitionId":"y","garbage":1}""");

        Assert.Equal("Finished", result.SubStatus);
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
