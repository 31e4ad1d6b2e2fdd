using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Instances;

/// <summary>Plans of alterations as they are kept; the same on every database.</summary>
public abstract class AlterationPromises(StorageUnderTest storage)
{
    [Fact]
    public async Task A_plan_and_its_instances_are_read_back_counted_and_paged()
    {
        var plan = new AlterationPlanRecord(Given.Id("plan"), "move", "[]", "{}", AlterationPlanStatus.Pending, Given.At, "an", null);
        var jobs = Enumerable.Range(0, 5).Select(_ => new AlterationJobRecord(plan.Id, Given.Id("inst"), AlterationJobStatus.Pending, "[]", null)).ToArray();
        await WriteAsync(log =>
        {
            log.Add(plan);
            Array.ForEach(jobs, log.Add);
        });
        var done = jobs[1] with { Status = AlterationJobStatus.Refused, Log = "[\"không mở\"]", At = Given.At.AddHours(1) };
        await WriteAsync(log =>
        {
            log.Update(plan with { Status = AlterationPlanStatus.Running });
            log.Update(done);
        });

        var store = storage.Get<IAlterationStore>();
        Assert.Equal(plan with { Status = AlterationPlanStatus.Running }, await store.FindPlanAsync(plan.Id, CancellationToken.None));
        Assert.Contains(await store.ListPlansAsync(100, CancellationToken.None), p => string.Equals(p.Id, plan.Id, StringComparison.Ordinal));
        var counts = await store.ProgressAsync(plan.Id, CancellationToken.None);
        Assert.Equal((4, 1), (counts[AlterationJobStatus.Pending], counts[AlterationJobStatus.Refused]));
        var first = await store.JobsAsync(plan.Id, null, 2, CancellationToken.None);
        var rest = await store.JobsAsync(plan.Id, first[^1].InstanceId, 10, CancellationToken.None);
        Assert.Equal([jobs[0], done, .. jobs[2..]], first.Concat(rest));
    }

    private async Task WriteAsync(Action<IAlterationLog> write)
    {
        await using var unit = storage.Open();
        write(unit.Services.GetRequiredService<IAlterationLog>());

        // What guards these rows in the product is the due work or the step they come with.
        unit.StageCommand(Given.Command());
        await unit.CommitAsync(CancellationToken.None);
    }
}

public sealed class AlterationPromisesOnSqlite(SqliteStorage storage) : AlterationPromises(storage), IClassFixture<SqliteStorage>;

public sealed class AlterationPromisesOnPostgreSql(PostgreSqlStorage storage) : AlterationPromises(storage), IClassFixture<PostgreSqlStorage>;
