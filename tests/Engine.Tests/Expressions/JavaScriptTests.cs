using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.Engine.Tests.Sandbox;

namespace DirectiveFlow.Engine.Tests.Expressions;

/// <summary>The functions and accessors of Elsa's JavaScript, and that values come and go exactly.</summary>
public sealed class JavaScriptTests
{
    private static readonly (string Name, object? Value)[] s_input = [("City", "Vinh"), ("Order", new { id = 7 })];

    [Theory]
    [InlineData("getWorkflowDefinitionId()", "\"probe\"")]
    [InlineData("getWorkflowDefinitionVersion()", "1")]
    [InlineData("typeof getWorkflowDefinitionVersionId()", "\"string\"")]
    [InlineData("getWorkflowInstanceId().length", "16")]
    [InlineData("getWorkflowInstanceName()", "null")]
    [InlineData("setWorkflowInstanceName('n'); getWorkflowInstanceName()", "\"n\"")]
    [InlineData("setCorrelationId('c'); getCorrelationId()", "\"c\"")]
    [InlineData("getInput('City') + getCity() + input.City + getInput('none')", "\"VinhVinhVinhnull\"")]
    [InlineData("input.Order.id + getOrder().id", "14")]
    [InlineData("Object.keys(input).join()", "\"City,Order\"")]
    [InlineData("getName() + variables.Name + getVariable('Name')", "\"Trà VinhTrà VinhTrà Vinh\"")]
    [InlineData("getcount() + getCount()", "6")]
    [InlineData("setCount(4); variables.count + getCount() + getVariable('count')", "12")]
    [InlineData("variables.count = 5; getCount() + getVariable('count')", "10")]
    [InlineData("variables.count++; variables.count += 2; getcount()", "6")]
    [InlineData("setVariable('count', 8); variables.count", "8")]
    [InlineData("variables.List.push(3); getList().length", "3")]
    [InlineData("variables.Fresh = 1; getVariable('Fresh')", "1")]
    [InlineData("Object.keys(variables).sort().join()", "\"List,Name,count\"")]
    [InlineData("variables.none === undefined", "true")]
    [InlineData("[isNullOrEmpty(''), isNullOrEmpty(null), isNullOrEmpty(undefined), isNullOrEmpty(' '), isNullOrWhiteSpace(' '), isNullOrWhiteSpace('a')]", "[true,true,true,false,true,false]")]
    [InlineData("[newGuid(), newGuidString(), getGuid(), getGuidString()].every(x => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(x))", "true")]
    [InlineData("newGuid() !== newGuid() && /^[A-Za-z0-9]{10,22}$/.test(newShortGuid()) && getShortGuid().length > 0", "true")]
    [InlineData("parseGuid('{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}')", "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"")]
    [InlineData("toJson({ a: [1, 'é', null] }) + toJson(undefined)", "\"{\\\"a\\\":[1,\\\"é\\\",null]}null\"")]
    [InlineData("fromJson('{\"a\":1}').a + parseJson('[2]')[0]", "3")]
    [InlineData("bytesFromString('ữ')", "[225,187,175]")]
    [InlineData("bytesToString(bytesFromString('Trà'))", "\"Trà\"")]
    [InlineData("bytesToBase64(bytesFromString('ab')) + bytesToString(bytesFromBase64('Y2Q='))", "\"YWI=cd\"")]
    [InlineData("stringToBase64('Trà') + stringFromBase64('VHLDoA==')", "\"VHLDoA==Trà\"")]
    [InlineData("new Date().toISOString() + Date.now()", "\"2026-11-22T08:00:00.000Z1795334400000\"")]
    [InlineData("new Date('2026-02-17T10:00:00+07:00')", "\"2026-02-17T03:00:00.000Z\"")]
    [InlineData("let r = Math.random(); r >= 0 && r < 1 && r !== Math.random()", "true")]
    [InlineData("const { Name, ...others } = variables; Object.keys(others).length", "2")]
    [InlineData("({ ...input, City: 1 }).City + `${1 + 1}${(1, 'b')}`", "\"12b\"")]
    [InlineData("let n = ''; for (const k in input) n += k; n", "\"CityOrder\"")]
    [InlineData("String.raw`a\\n${1}`", "\"a\\\\n1\"")]
    [InlineData("class Bad extends Error { constructor(m) { super(m); this.name = 'Bad'; } }; try { throw new Bad('x') } catch (e) { `${e.name}:${e.message}:${e instanceof Error}` }", "\"Bad:x:true\"")]
    [InlineData("const o = {}; o.toString = () => 'mine'; `${o}`", "\"mine\"")]
    [InlineData("[[1, [2]], 3].flat(Infinity)", "[1,2,3]")]
    [InlineData("[[1, [2]], 3].flat()", "[1,[2],3]")]
    [InlineData("JSON.stringify({ b: 1, a: [{}, []], c: undefined, d: () => 1, e: new Date(0) }, null, 1)", "\"{\\n \\\"b\\\": 1,\\n \\\"a\\\": [\\n  {},\\n  []\\n ],\\n \\\"e\\\": \\\"1970-01-01T00:00:00.000Z\\\"\\n}\"")]
    [InlineData("JSON.stringify({ a: 1, b: { a: 2, c: 3 } }, ['a', 'b']) + JSON.stringify({ a: 1, b: 2 }, (k, v) => k === 'a' ? undefined : v)", "\"{\\\"a\\\":1,\\\"b\\\":{\\\"a\\\":2}}{\\\"b\\\":2}\"")]
    [InlineData("JSON.stringify([new String('s'), new Number(1), new Boolean(false), NaN, '\\ud800'])", "\"[\\\"s\\\",1,false,null,\\\"\\\\ud800\\\"]\"")]
    [InlineData("return 1; 2", "1")]
    [InlineData("if (true) { 'branch' } else { 0 }", "\"branch\"")]
    public Task Elsas_functions_and_the_language_do_what_they_should(string code, string expected) => Check(code, expected);

    [Theory]
    [InlineData("null", "null")]
    [InlineData("undefined", "null")]
    [InlineData("({ a: null, b: undefined })", "{\"a\":null}")]
    [InlineData("[undefined, null]", "[null,null]")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("0.1", "0.1")]
    [InlineData("-0.5e-7", "-5e-8")]
    [InlineData("1e21", "1e+21")]
    [InlineData("true", "true")]
    [InlineData("'a\\u0300'", "\"à\"")]
    [InlineData("({ k: 'e\\u0301' })", "{\"k\":\"é\"}")]
    [InlineData("'\\u{1F600}'", "\"😀\"")]
    [InlineData("new Date(0)", "\"1970-01-01T00:00:00.000Z\"")]
    public Task Results_leave_exactly(string code, string expected) => Check(code, expected);

    [Theory]
    [InlineData("NaN", "JSON has")]
    [InlineData("({ a: [1 / 0] })", "JSON has")]
    [InlineData("'\\ud800'", "half of a character")]
    [InlineData("let a = {}; a.a = a; a", "contains itself")]
    [InlineData("getVariable('Long')", "'Long' is 9007199254740993")]
    [InlineData("variables.Long + 1", "'Long' is 9007199254740993")]
    [InlineData("getVariable('Money')", "more digits")]
    [InlineData("variables.Big.id", "'id' is 12345678901234567890")]
    [InlineData("getVariable('Ids')", "more digits")]
    [InlineData("parseGuid('x')", "GUID")]
    [InlineData("stringFromBase64('%')", "base64")]
    [InlineData("bytesToString([300])", "bytes")]
    [InlineData("nothing", "nothing is not defined")]
    [InlineData("variables.none.x", "Cannot read properties")]
    [InlineData("throw new Error('no')", "no")]
    [InlineData("await 1", "JavaScript:")]
    [InlineData("(", "JavaScript:")]
    public Task What_is_wrong_or_would_be_rounded_is_refused(string code, string expected) => Probe.RunAsync(
        (compiler, context) =>
        {
            foreach (var (name, json) in ((string, string)[])
                [("Long", "9007199254740993"), ("Money", "0.12345678901234567891"), ("Big", "{\"id\":12345678901234567890,\"n\":1}"), ("Ids", "[9007199254740993]")])
            {
                context.SetVariable(name, JsonElement.Parse(json));
            }

            Assert.Contains(expected, Stopped.Measure(compiler, context, "JavaScript", code).Error, StringComparison.Ordinal);
        });

    [Fact]
    public Task A_number_that_a_script_cannot_hold_passes_untouched_beside_what_it_uses() => Probe.RunAsync((compiler, context) =>
    {
        context.SetVariable("Big", JsonElement.Parse("{\"id\":12345678901234567890,\"n\":1}"));

        Assert.Equal("2", Evaluate(compiler, context, "variables.Big.n = 2; variables.Big.n"));
        Assert.Equal("{\"id\":12345678901234567890,\"n\":2}", context.GetVariable("Big").GetRawText());
        Assert.Equal("{\"id\":12345678901234567890,\"n\":2}", Evaluate(compiler, context, "getVariable('Big')"));
    });

    [Fact]
    public Task What_a_failing_script_assigned_is_not_kept() => Probe.RunAsync(
        (compiler, context) =>
        {
            Stopped.Measure(compiler, context, "JavaScript", "variables.count = 9; setVariable('x', 1); setCorrelationId('c'); throw 1");
            Stopped.Measure(compiler, context, "JavaScript", "setCount(9); for (;;) ;");

            Assert.Equal("3|undefined", Evaluate(compiler, context, "getCount() + '|' + variables.x").Trim('"'));
            Assert.NotEqual("c", context.CorrelationId);
        },
        Variables());

    [Fact]
    public Task Many_evaluations_at_once_see_each_their_own_values() => Probe.RunAsync((compiler, context) =>
    {
        var expression = compiler.Compile(JsonSerializer.SerializeToElement(new { type = "JavaScript", value = "let sum = n; for (let i = 0; i < 100; i++) sum += n; sum" }));
        Parallel.For(0, 2000, i =>
        {
            var arguments = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["n"] = JsonSerializer.SerializeToElement(i) };
            Assert.Equal(i * 101, expression.EvaluateAsync(context, arguments).AsTask().GetAwaiter().GetResult().GetInt32());
        });
    });

    private static Task Check(string code, string expected) => Probe.RunAsync(
        (compiler, context) => Assert.Equal(JsonElement.Parse(expected).GetRawText(), Evaluate(compiler, context, code)), Variables(), s_input);

    private static string Evaluate(ExpressionCompiler compiler, ActivityExecutionContext context, string code)
    {
        var result = Stopped.Measure(compiler, context, "JavaScript", code);
        Assert.Null(result.Error);
        return result.Value.GetRawText();
    }

    private static JsonArray Variables() =>
        new(Define.Variable("Name", "String", "Trà Vinh"), Define.Variable("List", "Object", new JsonArray(1, 2)), Define.Variable("count", "Int32", 3));
}
