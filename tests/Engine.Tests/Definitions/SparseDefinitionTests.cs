using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.Engine.Tests.Steps;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Definitions;

/// <summary>Definitions that leave out, or leave empty, what Elsa's files may leave out.</summary>
public sealed class SparseDefinitionTests
{
    private readonly EngineHost _host = new(configure: o => o.AddActivitiesFrom(typeof(Throw).Assembly));

    [Theory]
    [InlineData("null", "Faulted")]
    [InlineData("\"text\"", "Faulted")]
    [InlineData("{}", "Faulted")]
    [InlineData("{\"incidentStrategyType\":\"Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core\"}", "Suspended")]
    public async Task Without_a_strategy_for_incidents_an_instance_fails_as_a_whole(string options, string subStatus)
    {
        var json = JsonNode.Parse(Define.Workflow("w", Define.Flowchart(
            "f", [Define.Line("x"), Define.Event("e"), Define.Activity("Test.Throw", "t")], ("x", "Done", "e"), ("x", "Done", "t"))))!;
        json["options"] = JsonNode.Parse(options);

        Assert.Equal(subStatus, (await _host.RunAsync(json.ToJsonString())).SubStatus);
    }

    [Fact]
    public async Task An_input_with_a_type_but_no_expression_keeps_its_default()
    {
        var decision = Define.Activity("Elsa.FlowDecision", "d", ("condition", new JsonObject { ["typeName"] = "Boolean" }));
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f", [decision, Define.Line("yes"), Define.Line("no")], ("d", "True", "yes"), ("d", "False", "no"))))).InstanceId!;

        Assert.Equal(["no"], _host.Lines(id));
    }
}
