using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Expressions;

/// <summary>Outputs that later expressions ask for by activity.</summary>
public sealed class KeptOutputTests
{
    private readonly EngineHost _host = new();

    [Theory]
    [InlineData("getOutputFrom('step', 'Result')")]
    [InlineData("getOutputFrom('step')")]
    [InlineData("getOutputFrom('First')")]
    [InlineData("getResultFromFirst()")]
    [InlineData("getOutputFrom('st' + 'ep')")]
    public async Task A_later_expression_reads_the_output_of_an_earlier_activity_also_after_a_wait(string code)
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Sequence(
            "s", Script("step", "({ n: 7 })", "First"), Define.Event("go"), Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script($"'' + {code}.n"))))));
        await _host.PublishEventAsync("go");

        Assert.Equal(["7"], _host.Lines(result.InstanceId!));
    }

    [Fact]
    public async Task The_last_result_is_that_of_the_last_activity_that_has_one()
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Sequence(
            "s", Script("one", "1"), Script("two", "2"), Define.Line("no result"), Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("'' + getLastResult()"))))));

        Assert.Equal(["no result", "2"], _host.Lines(result.InstanceId!));
    }

    [Fact]
    public async Task Each_iteration_reads_its_own()
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Activity(
            "Elsa.ParallelForEach", "p", ("items", Define.Expression("Object", "[1,2,3]")),
            ("body", Define.Sequence(
                "s", Script("step", "getVariable('CurrentValue') * 10"), Define.Event("go"),
                Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("'' + getOutputFrom('step')"))))))));
        await _host.PublishEventAsync("go");
        await _host.PublishEventAsync("go");
        await _host.PublishEventAsync("go");

        Assert.Equal(["10", "20", "30"], _host.Lines(result.InstanceId!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_nobody_asks_for_is_not_in_the_state()
    {
        static JsonObject Flow(string text) => Define.Sequence(
            "s", Script("step", "Array(100).fill(0).map(newGuid)"), Define.Event("go"), Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script(text))));
        var asked = await _host.RunAsync(Define.Workflow("asked", Flow("getOutputFrom('step')[0]")));
        var not = await _host.RunAsync(Define.Workflow("not", Flow("getOutputFrom('other')[0]")));

        Assert.InRange(_host.Instance(asked.InstanceId!).State.Length - _host.Instance(not.InstanceId!).State.Length, 100, 6000);
    }

    private static JsonObject Script(string id, string code, string? name = null) =>
        Define.Activity("Elsa.RunJavaScript", id, ("name", name), ("script", Define.Literal(code)));
}
