using System.Text.Json;
using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>Alterations of many instances.</summary>
public sealed class AlterationPlanTests
{
    [Fact]
    public async Task A_plan_says_what_it_would_do_does_it_and_keeps_the_outcome_of_each_instance()
    {
        var host = new EngineHost();
        var ids = await StartAsync(host, 130);
        await host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Line("a"), Define.Event("go"), Define.Line("new"))));
        await host.PublishEventAsync("go", ids[0]);
        var plans = host.Services.GetRequiredService<AlterationPlans>();
        var plan = new AlterationPlan("to version 2", [new Alteration { Type = AlterationKind.Migrate }], new InstanceQuery { DefinitionId = "w" }, "an");

        var dry = await plans.TryAsync(plan);
        Assert.Equal(100, dry.Count);
        Assert.All(dry, o => Assert.Equal(AlterationJobStatus.Applied, o.Status));
        Assert.Equal(130, host.Store.Instances.Count(i => i.Sequence == 1));

        var id = await plans.StartAsync(plan);
        Assert.Equal(new AlterationProgress(AlterationPlanStatus.Pending, 0, 0, 0), await plans.ProgressAsync(id));
        await host.DrainAsync();

        Assert.Equal(new AlterationProgress(AlterationPlanStatus.Completed, 0, 130, 1), await plans.ProgressAsync(id));
        var refused = (await host.Store.JobsAsync(id, null, 1000, CancellationToken.None)).Single(j => j.Status == AlterationJobStatus.Refused);
        Assert.Equal((ids[0], "[\"The instance is finished (Finished).\"]"), (refused.InstanceId, refused.Log));
        Assert.Equal(130, host.Store.Instances.Count(i => i.DefinitionVersion == 2));
        await host.PublishEventAsync("go", ids[1]);
        Assert.Equal(["a", "new"], host.Lines(ids[1]));
        Assert.Null(await plans.ProgressAsync("unknown"));
    }

    [Fact]
    public async Task A_plan_goes_on_after_a_crash_anywhere_and_changes_no_instance_twice()
    {
        for (var crash = 1; ; crash++)
        {
            var calm = new EngineHost(seed: 1);
            var ids = await StartAsync(calm, 3);
            var plan = new AlterationPlan(
                null, [new Alteration { Type = AlterationKind.ModifyVariable, VariableId = "n", Value = JsonElement.Parse("2") }], new InstanceQuery { DefinitionId = "w" }, "an");
            var id = await calm.Services.GetRequiredService<AlterationPlans>().StartAsync(plan);
            var faults = new FaultInjector(crash);
            try
            {
                await new EngineHost(calm.Store, calm.Definitions, calm.Time, seed: 2, faults: faults).DrainAsync();
            }
            catch (SimulatedCrash)
            {
                await calm.AdvanceAsync(TimeSpan.FromHours(1));
            }

            Assert.Equal(
                new AlterationProgress(AlterationPlanStatus.Completed, 0, 3, 0), await calm.Services.GetRequiredService<AlterationPlans>().ProgressAsync(id));
            Assert.All(ids, i => Assert.Equal(2, calm.Instance(i).Sequence));
            if (!faults.HasCrashed)
            {
                Assert.True(crash > 10);
                return;
            }
        }
    }

    private static async Task<List<string>> StartAsync(EngineHost host, int count)
    {
        await host.PublishAsync(Define.Workflow("w", Define.Sequence("s", Define.Line("a"), Define.Event("go")), [Define.Variable("n", "Int32", 1)]));
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add((await host.StartAndDrainAsync("w")).InstanceId!);
        }

        return ids;
    }
}
