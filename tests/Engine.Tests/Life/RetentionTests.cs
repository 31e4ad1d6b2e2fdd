using DirectiveFlow.Engine.Retention;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>Instances that go: on demand, and by age.</summary>
public sealed class RetentionTests
{
    private readonly EngineHost _host = new(configure: o => o.KeepFinishedFor = TimeSpan.FromDays(30));

    [Fact]
    public async Task A_running_instance_is_cancelled_with_its_children_before_it_goes()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Event("go")));
        var id = (await _host.RunAsync(Define.Workflow("parent", Define.Activity(
            "Elsa.DispatchWorkflow", "d", ("workflowDefinitionId", Define.Literal("child")), ("waitForCompletion", Define.Literal(true)))))).InstanceId!;

        Assert.Equal(StepKind.Executed, (await _host.Runtime.DeleteAsync(new DeleteWorkflow { InstanceId = id, By = "an" })).Kind);
        await _host.DrainAsync();
        Assert.Equal("Deleted", _host.Instance(id).SubStatus);
        Assert.Equal(StepKind.AlreadyDone, (await _host.Runtime.DeleteAsync(new DeleteWorkflow { InstanceId = id, By = "an" })).Kind);
        await _host.AdvanceAsync(TimeSpan.FromHours(1));

        var child = Assert.Single(_host.Store.Instances);
        Assert.Equal(("child", "Cancelled", null), (child.DefinitionId, child.SubStatus, child.ParentInstanceId));
        Assert.All(_host.Store.Journal, j => Assert.Equal(child.Id, j.InstanceId));
        Assert.Empty(_host.Store.DueWork);
        Assert.Equal(StepKind.NoMatch, (await _host.Runtime.DeleteAsync(new DeleteWorkflow { InstanceId = id, By = "an" })).Kind);
    }

    [Fact]
    public async Task A_finished_instance_is_deleted_with_its_history()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Activity("Elsa.Fault", "f")))).InstanceId!;

        await _host.Runtime.DeleteAsync(new DeleteWorkflow { InstanceId = id, By = "an" });
        Assert.Equal(StepKind.AlreadyDone, (await _host.Runtime.RetryAsync(new RetryWorkflow { InstanceId = id, By = "an" })).Kind);
        await _host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Empty(_host.Store.Instances);
        Assert.Empty(_host.Store.Journal);
        Assert.Empty(_host.Store.Incidents);
    }

    [Fact]
    public async Task Old_finished_instances_go_in_batches_and_the_next_sweep_is_planned()
    {
        await _host.PublishAsync(Define.Workflow("w", Define.Line("l")));
        await _host.PublishAsync(Define.Workflow("long", Define.Event("go")));
        for (var i = 0; i < 200 + 20; i++)
        {
            await _host.StartAndDrainAsync("w");
        }

        var running = (await _host.StartAndDrainAsync("long")).InstanceId!;
        await _host.Services.GetRequiredService<RetentionSchedule>().EnsureAsync(CancellationToken.None);
        await _host.Services.GetRequiredService<RetentionSchedule>().EnsureAsync(CancellationToken.None);
        await _host.DrainAsync();
        Assert.Equal(200 + 21, _host.Store.Instances.Count);

        for (var day = 0; day < 31; day++)
        {
            await _host.AdvanceAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal(running, Assert.Single(_host.Store.Instances).Id);
        Assert.Single(_host.Store.DueWork);
    }
}
