using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.Engine.Tests.Sandbox;

namespace DirectiveFlow.Engine.Tests.Expressions;

/// <summary>Templates see what Elsa gives them, and filters mean what Liquid says.</summary>
public sealed class LiquidTests
{
    [Theory]
    [InlineData("{{ Variables.Name }} {{ Input.City }} {{ Input.Order.id }}", "Trà Vinh Vinh 7")]
    [InlineData("{{ WorkflowDefinitionId }} {{ WorkflowDefinitionVersion }} {{ WorkflowInstanceId | size }}", "probe 1 16")]
    [InlineData("{% if CorrelationId != nil and WorkflowDefinitionVersionId != nil %}y{% endif %}", "y")]
    [InlineData("{{ Variables.Nothing }}{{ Variables.Nothing.deeper }}{{ nothing }}", "")]
    [InlineData("{{ Input.Order | json }} {{ Variables.Name | json }} {{ nil | json }}", "{\"id\":7} \"Trà Vinh\" null")]
    [InlineData("{{ Variables.Name | base64 }} {{ 'VHLDoA==' | base64_decode }}", "VHLDoCBWaW5o Trà")]
    [InlineData("{{ Input | keys | join: ',' }}", "City,Order")]
    [InlineData("{{ '2026-02-17T10:05:09+07:00' | date: '%d/%m/%Y %H:%M:%S %z' }} {{ 'now' | date: '%F %T' }}", "17/02/2026 10:05:09 +07:00 2026-11-22 08:00:00")]
    [InlineData("{{ 'not a date' | date: '%Y' }}", "not a date")]
    [InlineData("{{ 5 | divided_by: 2 }} {{ 5.0 | divided_by: 2 }} {{ -5 | modulo: 3 }} {{ '3' | plus: 4 }} {{ 0.1 | plus: 0.2 }}", "2 2.5 1 7 0.3")]
    [InlineData("{{ 1.5 | ceil }} {{ 1.5 | floor }} {{ 1.565 | round: 2 }} {{ 2.5 | round }} {{ -3 | abs }} {{ 3 | at_least: 5 }} {{ 9 | at_most: 5 }}", "2 1 1.57 3 3 5 5")]
    [InlineData("{{ Variables.Long }} {{ Variables.Long | plus: 1 }} {{ Variables.Money }}", "9007199254740993 9007199254740994 1234567890.12345678901")]
    [InlineData("{{ 'ab' | split: '' | join: '-' }} {{ 'a,b' | split: ',' | last }} {{ Variables.List | concat: Variables.List | size }}", "a-b b 4")]
    [InlineData("{% assign x = 'b,A,c' | split: ',' %}{{ x | sort | join: '' }} {{ x | sort_natural | join: '' }} {{ x | reverse | join: '' }} {{ x[0] }} {{ x.size }}", "Abc Abc cAb b 3")]
    [InlineData("{{ Variables.People | where: 'lead', true | map: 'name' | join: ',' }} {{ Variables.People | sort: 'age' | map: 'name' | join: ',' }} {{ Variables.People | sum: 'age' }}", "An Bình,An 71")]
    [InlineData("{{ 'a b/c' | url_encode }} {{ '<b>' | escape }} {{ '<b>x</b>' | strip_html }} {{ 'a' | append: 'b' | prepend: 'c' | capitalize }}", "a+b%2Fc &lt;b&gt; x Cab")]
    [InlineData("{{ 'aXbX' | replace: 'X', '-' }} {{ 'Trà' | upcase }} {{ 'a  ' | strip }}| {{ 'Hello' | slice: 1, 3 }} {{ nil | default: 'd' }}", "a-b- TRÀ a| ell d")]
    [InlineData("{% for x in Variables.List %}{{ forloop.index }}:{{ x }}{% unless forloop.last %},{% endunless %}{% endfor %}", "1:1,2:2")]
    [InlineData("{% for i in (1..9) limit: 2 offset: 3 %}{{ i }}{% endfor %}{% for i in (1..5) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}", "4513")]
    [InlineData("{% case Variables.Name %}{% when 'Trà Vinh' %}yes{% else %}no{% endcase %}{% raw %}{{ x }}{% endraw %}{% comment %}z{% endcomment %}", "yes{{ x }}")]
    [InlineData("{%- if 'abc' contains 'b' and 1 < 2 -%}  trimmed  {%- endif -%}", "trimmed")]
    [InlineData("{{ 'b,a,b' | split: ',' | uniq | join: '' }} {{ 'b,a' | split: ',' | first }} {{ 'TRÀ' | downcase }} {{ 'aXbX' | remove: 'X' }} {{ 'aXbX' | remove_first: 'X' }} {{ 'aXbX' | replace_first: 'X', '-' }}", "ba b trà ab abX a-bX")]
    [InlineData("|{{ '  a ' | lstrip }}|{{ ' a  ' | rstrip }}|{{ 'một hai ba' | truncatewords: 2 }}|{{ 'một hai ba' | truncate: 6 }}|{{ 'abc' | contains: 'b' }}|{{ '&lt;<' | escape_once }}|", "|a | a|một hai...|một...|true|&lt;&lt;|")]
    [InlineData("a\u0300", "à")]
    public Task Templates_render(string template, string expected) => Probe.RunAsync(
        (compiler, context) =>
        {
            context.SetVariable("Long", JsonElement.Parse("9007199254740993"));
            context.SetVariable("Money", JsonElement.Parse("1234567890.12345678901"));
            var result = Stopped.Measure(compiler, context, "Liquid", template);
            Assert.Null(result.Error);
            Assert.Equal(expected, result.Value.GetString());
        },
        new(Define.Variable("Name", "String", "Trà Vinh"), Define.Variable("List", "Object", new JsonArray(1, 2)), Define.Variable("People", "Object", JsonNode.Parse("""
            [{ "name": "An", "age": 40, "lead": true }, { "name": "Bình", "age": 31, "lead": false }]
            """))),
        ("City", "Vinh"), ("Order", new { id = 7 }));

    [Theory]
    [InlineData("{{ 'a' | nosuch }}", "nosuch")]
    [InlineData("{{ 1 | divided_by: 0 }}", "Liquid:")]
    [InlineData("{{ '%' | base64_decode }}", "Liquid:")]
    [InlineData("{% if %}", "Liquid:")]
    [InlineData("{{ 'a", "Liquid:")]
    public Task What_is_wrong_is_an_error(string template, string expected) => Probe.RunAsync((compiler, context) =>
        Assert.Contains(expected, Stopped.Measure(compiler, context, "Liquid", template).Error, StringComparison.Ordinal));
}
