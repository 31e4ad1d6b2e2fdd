using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

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
