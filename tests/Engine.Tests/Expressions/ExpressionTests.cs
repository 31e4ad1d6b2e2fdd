using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Expressions;

/// <summary>What expressions compute and what they may not do.</summary>
public sealed class ExpressionTests
{
    private readonly EngineHost _host = new();

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("return getName() + '!'", "Trà Vinh!")]
    [InlineData("variables.Name", "Trà Vinh")]
    [InlineData("getVariable('Name')", "Trà Vinh")]
    [InlineData("variables.List.map(x => x * 2).join()", "2,4")]
    [InlineData("JSON.stringify({ a: getInput('City'), b: [1] })", "{\"a\":\"Vinh\",\"b\":[1]}")]
    [InlineData("getCity()", "Vinh")]
    [InlineData("({ a: 1 })", "{\"a\":1}")]
    [InlineData("setName('x'); getName()", "x")]
    [InlineData("variables.Name = 'y'; setVariable('Other', 1); 0", "0")]
    [InlineData("getCorrelationId() === null", "true")]
    [InlineData("getWorkflowInstanceId().length", "16")]
    [InlineData("null", "")]
    public async Task JavaScript_computes(string code, string expected) => Assert.Equal(expected, await LineAsync(Define.Script(code)));

    [Theory]
    [InlineData("{{ Variables.Name | upcase }}", "TRÀ VINH")]
    [InlineData("{% for x in Variables.List %}[{{ x }}]{% endfor %}", "[1][2]")]
    [InlineData("{% if Input.City == 'Vinh' %}yes{% else %}no{% endif %}", "yes")]
    [InlineData("{{ '2026-02-17' | date: '%d/%m/%Y' }}", "17/02/2026")]
    [InlineData("{{ Variables.Nothing }}", "")]
    public async Task Liquid_renders(string template, string expected) =>
        Assert.Equal(expected, await LineAsync(Define.Expression("Liquid", template)));

    [Theory]
    [InlineData("Variable", "{\"id\":\"id-Name\"}", "Trà Vinh")]
    [InlineData("Input", "City", "Vinh")]
    [InlineData("Object", "{\"a\": 1}", "{\"a\": 1}")]
    [InlineData("Literal", "plain", "plain")]
    public async Task Simple_expressions_give_their_value(string type, string value, string expected) =>
        Assert.Equal(expected, await LineAsync(Define.Expression(type, type is "Variable" ? JsonNode.Parse(value) : value)));

    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("function f() { f() } f()")]
    [InlineData("let a = []; for (;;) a.push('x'.repeat(1000))")]
    [InlineData("new Array(1e9).fill(0)")]
    [InlineData("'x'.repeat(2e6)")]
    [InlineData("eval('1')")]
    [InlineData("new Function('return 1')()")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')")]
    [InlineData("importNamespace('System')")]
    [InlineData("/(a+)+$/.test('a'.repeat(40) + 'b')")]
    [InlineData("throw new Error('no')")]
    public async Task A_script_that_breaks_out_or_takes_too_much_is_an_incident_and_the_next_one_is_clean(string code)
    {
        var result = await _host.RunAsync(Define.Workflow("bad", Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script(code)))));

        Assert.Equal("Faulted", result.SubStatus);
        Assert.StartsWith("JavaScript:", Assert.Single(_host.Store.Incidents).Message, StringComparison.Ordinal);
        Assert.Equal("2", await LineAsync(Define.Script("1 + 1")));
    }

    [Theory]
    [InlineData("{% for i in (1..100000000) %}x{% endfor %}")]
    [InlineData("{% for i in (1..9999) %}{% for j in (1..9999) %}xxxxxxxxxx{% endfor %}{% endfor %}")]
    public async Task A_template_that_takes_too_much_is_an_incident(string template)
    {
        var result = await _host.RunAsync(Define.Workflow("bad", Define.Activity("Elsa.WriteLine", "l", ("text", Define.Expression("Liquid", template)))));

        Assert.Equal("Faulted", result.SubStatus);
    }

    private async Task<string> LineAsync(JsonObject text)
    {
        var variables = new JsonArray(Define.Variable("Name", "String", "Trà Vinh"), Define.Variable("List", "Object", new JsonArray(1, 2)));
        var result = await _host.RunAsync(
            Define.Workflow("x", Define.Activity("Elsa.WriteLine", "l", ("text", text)), variables), ("City", "Vinh"));
        Assert.True(result.SubStatus is "Finished", string.Join(" ", _host.Store.Incidents));
        return Assert.Single(_host.Lines(result.InstanceId!));
    }
}
