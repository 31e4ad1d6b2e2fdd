using DirectiveFlow.Engine.Persistence;
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

    [Theory]
    [InlineData(false, "Finished")]
    [InlineData(true, "Cancelled")]
    public async Task An_instance_that_ended_without_variables_is_deleted_too(bool waits, string end)
    {
        var id = (await _host.RunAsync(Define.Workflow("w", waits ? Define.Event("go") : Define.Line("l")))).InstanceId!;
        await _host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = id });
        Assert.Equal(end, _host.Instance(id).SubStatus);

        Assert.Equal(StepKind.Executed, (await _host.Runtime.DeleteAsync(new DeleteWorkflow { InstanceId = id, By = "an" })).Kind);
        Assert.Equal("Deleted", _host.Instance(id).SubStatus);
        await _host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Empty(_host.Store.Instances);
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

    [Fact]
    public async Task Records_go_by_their_own_age_in_batches_of_their_own_and_what_has_no_age_stays()
    {
        var (old, kept) = (new Records("commands", 2500), new Records("other", 5000));
        var host = new EngineHost(
            configure: o => o.KeepRecordsFor["commands"] = TimeSpan.FromDays(30),
            more: services => services.AddSingleton<IRecordSweep>(old).AddSingleton<IRecordSweep>(kept));
        await host.Services.GetRequiredService<RetentionSchedule>().EnsureAsync(CancellationToken.None);

        await host.DrainAsync();

        Assert.Equal([1000, 1000, 500], old.Removed);
        Assert.All(old.Asked, before => Assert.Equal(host.Time.GetUtcNow().AddDays(-30), before));
        Assert.Empty(kept.Asked);
        var next = Assert.Single(host.Store.DueWork);
        Assert.Equal(host.Time.GetUtcNow().AddDays(1), next.DueAt);
        await host.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal([1000, 1000, 500, 0], old.Removed);
    }

    [Fact]
    public async Task Two_hosts_that_start_at_once_plan_one_sweep_and_two_that_run_it_go_on_with_one()
    {
        var other = new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2, configure: o => o.KeepFinishedFor = TimeSpan.FromDays(30));
        await Task.WhenAll(Hosts().Select(h => h.Services.GetRequiredService<RetentionSchedule>().EnsureAsync(CancellationToken.None)));
        for (var day = 0; day < 3; day++)
        {
            await Task.WhenAll(Hosts().Select(h => h.DrainAsync()));
            Assert.Single(_host.Store.DueWork);
            _host.Time.Advance(TimeSpan.FromDays(1));
        }

        EngineHost[] Hosts() => [_host, other];
    }

    private sealed class Records(string name, int count) : IRecordSweep
    {
        private int _left = count;

        public List<int> Removed { get; } = [];

        public List<DateTimeOffset> Asked { get; } = [];

        public string Name => name;

        public Task<int> RemoveAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
        {
            Asked.Add(before);
            Removed.Add(Math.Min(limit, _left));
            _left -= Removed[^1];
            return Task.FromResult(Removed[^1]);
        }
    }
}
