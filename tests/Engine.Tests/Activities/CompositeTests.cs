using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>Workflows used as activities.</summary>
public sealed class CompositeTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task An_instance_keeps_the_version_it_started_with_and_a_new_one_takes_the_published_one()
    {
        await _host.PublishAsync(Child("one"));
        var parent = Define.Workflow("parent", Define.Sequence("s", Define.Activity("MyChild", "c"), Define.Activity("MyChild", "d")));
        var old = (await _host.RunAsync(parent)).InstanceId!;
        await _host.PublishAsync(Child("two"));
        var another = new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2);
        var young = (await another.StartAndDrainAsync("parent")).InstanceId!;

        foreach (var host in new[] { another, _host, another, _host })
        {
            await host.PublishEventAsync("go");
        }

        Assert.Equal(["one", "one"], _host.Lines(old));
        Assert.Equal(["two", "two"], _host.Lines(young));
    }

    [Fact]
    public async Task Ids_inside_do_not_clash_and_nested_ones_wait_and_go_on()
    {
        await _host.PublishAsync(Child("inner"));
        await _host.PublishAsync(Usable("Middle One", Define.Sequence("s", Define.Activity("MyChild", "l"), Define.Line("m"))));
        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Sequence("s", Define.Activity("MiddleOne", "l"), Define.Activity("MyChild", "m"))))).InstanceId!;
        await _host.PublishEventAsync("go");
        await _host.PublishEventAsync("go");

        Assert.Equal(["inner", "m", "inner"], _host.Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task Values_go_in_by_declared_type_and_come_out_into_variables()
    {
        var child = JsonNode.Parse(Usable("Adder", Define.Activity("Elsa.SetOutput", "o", ("outputName", Define.Literal("Sum")), ("outputValue", Define.Script("getA() + getB()")))))!.AsObject();
        child["inputs"] = new JsonArray(new JsonObject { ["name"] = "A", ["type"] = "Int32" }, new JsonObject { ["name"] = "B", ["type"] = "Int32", ["defaultValue"] = "4" });
        child["outputs"] = new JsonArray(new JsonObject { ["name"] = "Sum", ["type"] = "Int32" });
        await _host.PublishAsync(child.ToJsonString());
        var id = (await _host.RunAsync(Define.Workflow(
            "parent",
            Define.Sequence(
                "s", Define.Activity("Adder", "c", ("a", Define.Literal("3")), ("sum", new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "id-Got" } })),
                Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("'' + getGot()")))),
            [Define.Variable("Got", "Int32", null)]))).InstanceId!;

        Assert.Equal(["7"], _host.Lines(id));
    }

    [Fact]
    public async Task A_workflow_that_uses_itself_is_refused_where_it_does()
    {
        await _host.PublishAsync(Usable("A", Define.Line("l")));
        await _host.PublishAsync(Usable("B", Define.Sequence("s", Define.Activity("A", "a"))));
        await _host.PublishAsync(Usable("A", Define.Sequence("s", Define.Activity("B", "b"))));

        var entry = await _host.Catalog.FindPublishedAsync("A", CancellationToken.None);

        Assert.Contains(entry!.Graph.Problems, p => p.IsError && p.Message.Contains("uses itself", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_definition_that_uses_a_workflow_by_its_name_is_published_and_one_that_uses_nobody_knows_is_refused()
    {
        var library = _host.Services.GetRequiredService<WorkflowDefinitionLibrary>();
        await _host.PublishAsync(Child("one"));
        await library.SaveAsync(new SaveDefinition { Json = Define.Workflow("good", Define.Sequence("s", Define.Activity("MyChild", "c"))) }, TestContext.Current.CancellationToken);
        await library.SaveAsync(new SaveDefinition { Json = Define.Workflow("bad", Define.Sequence("s", Define.Activity("YourChild", "c"))) }, TestContext.Current.CancellationToken);

        Assert.NotNull(await library.PublishAsync("good", "An", TestContext.Current.CancellationToken));
        var refusal = await Assert.ThrowsAsync<DefinitionException>(() => library.PublishAsync("bad", "An", TestContext.Current.CancellationToken));

        Assert.Contains("YourChild", Assert.Single(refusal.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_usable_workflow_stands_in_the_toolbox_with_its_inputs_outputs_and_outcomes()
    {
        var child = JsonNode.Parse(Child("one"))!.AsObject();
        child["inputs"] = new JsonArray(new JsonObject { ["name"] = "Units", ["type"] = "String[]", ["uiHint"] = "multitext" });
        child["outputs"] = new JsonArray(new JsonObject { ["name"] = "Sum", ["type"] = "Int32" });
        child["outcomes"] = new JsonArray("Good", "Bad");
        var record = await _host.PublishAsync(child.ToJsonString());
        await _host.PublishAsync(Define.Workflow("plain", Define.Line("l")));

        var descriptor = Assert.Single(await _host.Services.GetRequiredService<CompositeDescriptors>().DescribeAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("MyChild", "My child", record.Version), (descriptor.TypeName, descriptor.DisplayName, descriptor.Version));
        Assert.Equal(("Units", "List<String>", "multitext"), (descriptor.Inputs[0].Name, descriptor.Inputs[0].TypeName, descriptor.Inputs[0].UIHint));
        Assert.Equal(["Good", "Bad"], descriptor.Ports.Select(p => p.Name));
        Assert.Equal(record.Id, descriptor.ConstructionProperties["WorkflowDefinitionVersionId"].GetString());
    }

    [Theory]
    [InlineData("Subworkflow test", "SubworkflowTest")]
    [InlineData("Input Output Logging 3 - Child", "InputOutputLogging 3Child")]
    [InlineData("atom_activity", "AtomActivity")]
    [InlineData("Provider", "Provider")]
    public void A_definition_name_makes_the_type_name_that_Elsa_makes(string name, string typeName) => Assert.Equal(typeName, CompositeNames.TypeName(name));

    private static string Child(string line) => Usable("My child", Define.Sequence("s", Define.Event("e", "go"), Define.Line("l", line)));

    private static string Usable(string name, JsonObject root)
    {
        var definition = JsonNode.Parse(Define.Workflow(CompositeNames.TypeName(name), root))!.AsObject();
        definition["name"] = name;
        definition["options"] = new JsonObject { ["usableAsActivity"] = true };
        return definition.ToJsonString();
    }
}
