using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Expressions.JavaScript;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Expressions;

/// <summary>What a designer is told about expressions, beside what a real Elsa server answered.</summary>
public sealed class DesignerTests
{
    /// <summary>Run host code, or cannot be written into a definition.</summary>
    private static readonly string[] s_notOffered = ["CSharp", "Delegate"];

    /// <summary>No stream is ever a value here.</summary>
    private static readonly string[] s_withoutStreams = ["streamToBytes", "streamToBase64"];

    private readonly EngineHost _host = new();

    [Fact]
    [Trait("Needs", "shared")]
    public void Expression_descriptors_are_Elsas_without_host_code()
    {
        var elsa = Record("005-descriptors-expression-descriptors.json").GetProperty("items").EnumerateArray()
            .Where(d => !s_notOffered.Contains(d.GetProperty("type").GetString(), StringComparer.Ordinal)).Select(d => d.ToString());
        var ours = JsonSerializer.SerializeToElement(
            _host.Services.GetRequiredService<ExpressionCompiler>().Descriptors.Where(d => d.Type is not "Output"), JsonSerializerOptions.Web);

        Assert.Equal(
            elsa.Select(d => JsonNode.Parse(d)!.ToJsonString()), ours.EnumerateArray().Select(d => JsonNode.Parse(d.GetRawText())!.ToJsonString()));
    }

    [Fact]
    [Trait("Needs", "shared")]
    public void Type_definitions_declare_every_function_of_Elsas_with_its_signature()
    {
        var elsa = Record("081-javascript-type-definitions.json").GetProperty("$text").GetString()!;
        var ours = Render(Define.Workflow("w", Define.Line("l"), [Define.Variable("Amount", "Int32", 1), Define.Variable("Colour", "String", "red")]))
            .Split('\n');

        Assert.DoesNotContain(
            elsa.Split('\n').Where(l => l.StartsWith("declare function", StringComparison.Ordinal)
                && !s_withoutStreams.Any(s => l.Contains(s, StringComparison.Ordinal))),
            l => !ours.Contains(l, StringComparer.Ordinal));
    }

    [Fact]
    public void Type_definitions_name_variables_inputs_and_outputs_of_the_definition()
    {
        var definition = JsonNode.Parse(Define.Workflow(
            "w",
            Define.Sequence(
                "s",
                Define.Activity("Elsa.RunJavaScript", "j", ("name", "Step1"), ("script", Define.Literal("1"))),
                Define.Activity("Elsa.RunJavaScript", "not a name", ("script", Define.Literal("1")))),
            [Define.Variable("amounts", "Int64[]", null), Define.Variable("Who", "My.Own.Type", null), Define.Variable("not a name", "String", null)]))!.AsObject();
        definition["inputs"] = new JsonArray(new JsonObject { ["name"] = "City", ["type"] = "String" });
        definition["outputs"] = new JsonArray(new JsonObject { ["name"] = "Total", ["type"] = "Decimal" });
        var text = Render(definition.ToJsonString());

        foreach (var line in (string[])
            ["declare function getAmounts(): Int64[];", "declare function setAmounts(value: Int64[]);", "amounts: Int64[];", "Who: any;", "declare function getCity(): String;",
             "City: String;", "Total: Decimal;", "declare var variables: WorkflowVariables;", "declare var input: WorkflowInput;"])
        {
            Assert.Contains(line + "\n", text, StringComparison.Ordinal);
        }

        Assert.Matches(new Regex(@"declare function getResultFromStep1\(\): \w+;", RegexOptions.None, TimeSpan.FromSeconds(1)), text);
        Assert.DoesNotContain("not a name", text, StringComparison.Ordinal);
        Assert.Equal(text, Render(definition.ToJsonString()));
    }

    private static JsonElement Record(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "shared", "elsa", "record")))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "The folder ../shared with Elsa's recorded answers is not here.");
        return JsonElement.Parse(File.ReadAllText(Path.Combine(folder.FullName, "shared", "elsa", "record", name))).GetProperty("responseBody");
    }

    private string Render(string json) => _host.Services.GetRequiredService<JavaScriptTypeDefinitions>().Render(_host.Catalog.Compile(json));
}
