using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>What is kept of values: variables between steps, inputs and outputs in the journal.</summary>
public sealed class ValueTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task A_variable_in_memory_has_its_first_value_again_after_a_wait()
    {
        var memory = Define.Variable("Mem", "Object", "first");
        memory["storageDriverTypeName"] = "Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core";
        var id = (await _host.RunAsync(Define.Workflow(
            "w",
            Define.Sequence(
                "s", Set("a", "Mem"), Set("b", "Kept"), Say("x"), Define.Event("go"), Say("y")),
            [memory, Define.Variable("Kept", "Object", "first")]))).InstanceId!;
        await _host.PublishEventAsync("go");

        Assert.Equal(["set set", "first set"], _host.Lines(id));

        static JsonObject Set(string id, string name) =>
            Define.Activity("Elsa.SetVariable", id, ("variable", new JsonObject { ["id"] = "id-" + name }), ("value", Define.Literal("set")));

        static JsonObject Say(string id) => Define.Activity("Elsa.WriteLine", id, ("text", Define.Script("getMem() + ' ' + getKept()")));
    }

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData(null, "Exclude", null, false)]
    [InlineData(null, "Exclude", "Include", true)]
    [InlineData(null, "Include", "Exclude", false)]
    [InlineData("Exclude", null, null, false)]
    [InlineData("Exclude", "Inherit", "Inherit", false)]
    [InlineData("Exclude", "Include", "Inherit", true)]
    [InlineData("Exclude", "Inherit", "Include", true)]
    public async Task Evaluated_inputs_are_kept_as_the_persistence_modes_say(string? workflow, string? activity, string? input, bool isKept)
    {
        foreach (var isOld in new[] { true, false })
        {
            var host = new EngineHost();
            var line = Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("'computed'")));
            line["customProperties"] = Modes(isOld, activity, input);
            var definition = JsonNode.Parse(Define.Workflow("w", line))!.AsObject();
            definition["customProperties"] = Modes(isOld, workflow, null);
            await host.RunAsync(definition.ToJsonString());

            var values = host.Store.Journal.SelectMany(JournalReader.Values).Select(v => $"{v.Kind} {v.Name} {v.Value}").ToArray();
            Assert.Equal(isKept ? ["Input Text computed"] : [], values);
        }
    }

    [Fact]
    public async Task A_very_long_value_is_kept_as_its_length()
    {
        await _host.RunAsync(Define.Workflow("w", Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("'x'.repeat(20000)")))));

        var value = Assert.Single(_host.Store.Journal.SelectMany(JournalReader.Values)).Value;
        Assert.Equal(20002, value.GetProperty(JournalValue.OmittedLength).GetInt32());
    }

    [Theory]
    [InlineData("String[]", "List<String>")]
    [InlineData("System.String", "String")]
    [InlineData("IDictionary<String, Object>", "ObjectDictionary")]
    [InlineData("Int32", "Int32")]
    [InlineData("Int32[][]", "List<List<Int32>>")]
    public void A_declared_type_is_given_back_in_Elsas_form(string declared, string normal) => Assert.Equal(normal, TypeAliases.Normalize(declared));

    [Theory]
    [InlineData("\"5\"", "Int32", "5")]
    [InlineData("5", "String", "\"5\"")]
    [InlineData("\"True\"", "Boolean", "true")]
    [InlineData("\"[1,\\\"2\\\"]\"", "Int32[]", "[1,2]")]
    [InlineData("7", "List<Int32>", "[7]")]
    [InlineData("\"00:05:00\"", "TimeSpan", "\"00:05:00\"")]
    [InlineData("\"{\\\"a\\\":1}\"", "ObjectDictionary", "{\"a\":1}")]
    [InlineData("\"any\"", "Object", "\"any\"")]
    [InlineData("9007199254740993", "Int64", "9007199254740993")]
    [InlineData("null", "Int32", "null")]
    public void A_value_becomes_what_its_declaration_says(string value, string type, string expected) =>
        Assert.Equal(expected, DeclaredTypes.Convert(JsonElement.Parse(value), type).GetRawText());

    [Theory]
    [InlineData("5.5", "Int32")]
    [InlineData("3000000000", "Int32")]
    [InlineData("\"many\"", "Double")]
    [InlineData("\"maybe\"", "Boolean")]
    public void A_value_that_does_not_fit_is_refused(string value, string type) =>
        Assert.Throws<ValueConversionException>(() => DeclaredTypes.Convert(JsonElement.Parse(value), type));

    private static JsonObject Modes(bool isOld, string? activity, string? input)
    {
        var inputs = new JsonObject();
        if (input is not null)
        {
            inputs["text"] = Mode(isOld, input);
        }

        return new JsonObject
        {
            [isOld ? "logPersistenceMode" : "logPersistenceConfig"] =
                new JsonObject { ["default"] = activity is null ? null : Mode(isOld, activity), ["inputs"] = inputs, ["outputs"] = new JsonObject() },
        };
    }

    private static JsonNode Mode(bool isOld, string mode) => isOld ? JsonValue.Create(mode) : new JsonObject
    {
        ["evaluationMode"] = "Strategy",
        ["strategyType"] = $"Elsa.Workflows.LogPersistence.Strategies.{mode}, Elsa.Workflows.Core",
        ["expression"] = null,
    };
}
