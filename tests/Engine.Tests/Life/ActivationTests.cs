using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>Which instances may run beside which.</summary>
public sealed class ActivationTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task Of_a_singleton_one_instance_runs_and_the_next_one_starts_after_its_end()
    {
        await PublishAsync("w", "SingletonStrategy");
        var first = await StartAsync("w");

        var second = await StartAsync("w");
        Assert.Equal((StepKind.CannotStart, first.InstanceId), (second.Kind, second.InstanceId));

        await _host.PublishEventAsync("go");
        Assert.Empty(_host.Store.Slots);
        Assert.Equal(StepKind.Executed, (await StartAsync("w")).Kind);
    }

    [Fact]
    public async Task Two_hosts_that_start_a_singleton_at_once_start_one()
    {
        await PublishAsync("w", "SingletonStrategy");
        var other = new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2);
        for (var round = 0; round < 50; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
                (i % 2 == 0 ? _host : other).Runtime.StartAsync(new StartWorkflow { DefinitionId = "w" }))));

            Assert.Equal(1, results.Count(r => r.Kind == StepKind.Executed));
            Assert.Equal(5, results.Count(r => r.Kind == StepKind.CannotStart));
            Assert.Equal(StepKind.Executed, (await _host.PublishEventAsync("go")).Kind);
        }
    }

    [Fact]
    public async Task A_correlated_singleton_runs_once_per_case()
    {
        await PublishAsync("w", "CorrelatedSingletonStrategy");

        Assert.Equal(StepKind.Executed, (await StartAsync("w", "1")).Kind);
        Assert.Equal(StepKind.Executed, (await StartAsync("w", "2")).Kind);
        Assert.Equal(StepKind.CannotStart, (await StartAsync("w", "1")).Kind);
    }

    [Fact]
    public async Task The_correlation_strategy_looks_at_instances_of_every_definition()
    {
        await PublishAsync("w", "CorrelationStrategy");
        await _host.PublishAsync(Define.Workflow("other", Define.Event("go")));
        await StartAsync("other", "1");

        Assert.Equal(StepKind.CannotStart, (await StartAsync("w", "1")).Kind);
        Assert.Equal(StepKind.Executed, (await StartAsync("w", "2")).Kind);
        Assert.Equal(StepKind.Executed, (await StartAsync("w")).Kind);
        Assert.Equal(StepKind.Executed, (await StartAsync("w")).Kind);
    }

    [Fact]
    public async Task A_parent_whose_child_may_not_start_does_not_wait_for_ever()
    {
        await PublishAsync("child", "SingletonStrategy");
        await StartAsync("child");

        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Sequence(
            "s",
            Define.Activity("Elsa.DispatchWorkflow", "d", ("workflowDefinitionId", Define.Literal("child")), ("waitForCompletion", Define.Literal(true))),
            Define.Line("after"))))).InstanceId!;

        Assert.Equal(["after"], _host.Lines(id));
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task A_start_repeated_under_its_command_answers_as_the_first_time()
    {
        await PublishAsync("w", "SingletonStrategy");
        var first = await _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "w", CommandId = "c" });
        var again = await _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "w", CommandId = "c" });

        Assert.Equal((StepKind.AlreadyDone, first.InstanceId), (again.Kind, again.InstanceId));
    }

    private Task<DirectiveFlow.Engine.Persistence.DefinitionRecord> PublishAsync(string id, string strategy)
    {
        var json = JsonNode.Parse(Define.Workflow(id, Define.Event("go")))!;
        json["options"]!["activationStrategyType"] = $"Elsa.Workflows.ActivationValidators.{strategy}, Elsa.Workflows.Core";
        return _host.PublishAsync(json.ToJsonString());
    }

    private Task<StepResult> StartAsync(string definition, string? correlationId = null) =>
        _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = definition, CorrelationId = correlationId });
}
