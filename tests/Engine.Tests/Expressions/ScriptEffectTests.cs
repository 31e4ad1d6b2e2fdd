using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Expressions;

/// <summary>What a script reads of its instance, and what it leaves there.</summary>
public sealed class ScriptEffectTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task A_script_reads_the_correlation_and_the_name_of_its_instance_until_it_sets_them()
    {
        await _host.PublishAsync(Define.Workflow("w", Define.Sequence(
            "s",
            Define.Activity("Elsa.WriteLine", "before", ("text", Define.Script("getCorrelationId() + ' ' + getWorkflowInstanceName()"))),
            Define.Activity("Elsa.RunJavaScript", "set", ("script", Define.Literal("setCorrelationId('new key'); setWorkflowInstanceName('new name'); getCorrelationId() + getWorkflowInstanceName()"))),
            Define.Activity("Elsa.WriteLine", "after", ("text", Define.Script("getCorrelationId() + ' ' + getWorkflowInstanceName()"))))));

        var id = (await _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "w", CorrelationId = "key", Name = "name" })).InstanceId!;

        Assert.Equal(["key name", "new key new name"], _host.Lines(id));
        Assert.Equal(("new key", "new name"), (_host.Instance(id).CorrelationId, _host.Instance(id).Name));
    }

    [Fact]
    public async Task A_script_may_leave_by_several_outcomes_at_once()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f",
            [
                Define.Activity("Elsa.RunJavaScript", "j", ("script", Define.Literal("setOutcomes(['A', 'C'])"))),
                Define.Line("a"), Define.Line("b"), Define.Line("c"), Define.Line("done"),
            ],
            ("j", "A", "a"), ("j", "B", "b"), ("j", "C", "c"), ("j", "Done", "done"))))).InstanceId!;

        Assert.Equal(["a", "c"], _host.Lines(id));
    }
}
