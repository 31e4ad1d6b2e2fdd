using System.Text;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Steps;

/// <summary>What a waiting instance keeps is stored compressed, and comes back whole.</summary>
public sealed class CompactStateTests
{
    private readonly EngineHost _host = new();

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(1_000_000)]
    public async Task A_variable_of_any_length_comes_back_after_a_wait(int length)
    {
        var text = string.Concat(Enumerable.Repeat("nhiệm vụ ", length));
        var started = await _host.RunAsync(Waiting(text));
        Assert.Equal("Suspended", started.SubStatus);

        var stored = Assert.Single(_host.Store.Instances).State.Length;
        Assert.True(length < 500 || stored < Encoding.UTF8.GetByteCount(text) / 4, $"{stored} bytes are stored.");
        Assert.Equal(StepKind.Executed, (await _host.PublishEventAsync("go")).Kind);
        Assert.Equal([$"{text.Length}"], _host.Lines(started.InstanceId!));
    }

    [Fact]
    public async Task A_repeated_command_gets_the_first_answer_with_its_output()
    {
        await _host.RunAsync(Define.Workflow("w", Define.Sequence(
            "s", Define.Event("go"),
            Define.Activity("Elsa.SetOutput", "o", ("outputName", Define.Literal("answer")), ("outputValue", Define.Script("'đã xong '.repeat(100)"))))));
        var first = await _host.PublishEventAsync("go", commandId: "c");
        var again = await _host.PublishEventAsync("go", commandId: "c");

        Assert.Equal((StepKind.AlreadyDone, first.InstanceId, first.Status, first.SubStatus), (again.Kind, again.InstanceId, again.Status, again.SubStatus));
        Assert.Equal(first.Output["answer"].GetString(), again.Output["answer"].GetString());
    }

    private static string Waiting(string text) => Define.Workflow(
        "w",
        Define.Sequence(
            "s", Define.Event("go"), Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("`${getText().length}`")))),
        [Define.Variable("Text", "String", text)]);
}
