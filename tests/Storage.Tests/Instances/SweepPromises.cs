using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Instances;

/// <summary>What only grows is removed by age, a bounded number of rows at a time, and nothing younger with it.</summary>
public abstract class SweepPromises(StorageUnderTest storage)
{
    private static readonly DateTimeOffset Cut = Given.At.AddDays(-30);

    [Fact]
    public async Task Command_ids_go_when_they_are_old_and_not_before()
    {
        var old = Enumerable.Range(0, 5).Select(_ => Given.Command() with { At = Cut.AddTicks(-10) }).ToArray();
        var young = Given.Command() with { At = Cut };
        await CommitAsync(unit => Array.ForEach([.. old, young], unit.StageCommand));

        Assert.Equal([3, 2, 0], await SweepAsync(RecordKinds.Commands, limit: 3, times: 3));

        Assert.NotNull(await SeenAsync(young.CommandId));
        Assert.Null(await SeenAsync(old[0].CommandId));
    }

    [Fact]
    public async Task Received_message_ids_go_when_they_are_old_and_not_before()
    {
        var (old, young) = (Given.Guid(), Given.Guid());
        var now = storage.Time.GetUtcNow();
        await ReceiveAsync(old);
        storage.Time.Advance(TimeSpan.FromDays(1));
        await ReceiveAsync(young);

        Assert.Equal(1, await Sweep(RecordKinds.ReceivedMessages).RemoveAsync(now.AddHours(1), 10, CancellationToken.None));

        Assert.False(await IsSeenAsync(old));
        Assert.True(await IsSeenAsync(young));
    }

    [Fact]
    public async Task Notifications_go_some_time_after_they_were_read_and_unread_ones_never()
    {
        var person = Given.Guid();
        var all = Enumerable.Range(0, 3)
            .Select(_ => new Notification(Given.Guid(), person, new NotificationText("k", "t", "b"), null, null, Cut.AddYears(-1))).ToArray();
        all[0].MarkRead(Cut.AddDays(-1));
        all[1].MarkRead(Cut.AddDays(1));
        await CommitAsync(unit => Array.ForEach(all, unit.Services.GetRequiredService<INotificationRepository>().Add));

        Assert.Equal([1, 0], await SweepAsync(RecordKinds.ReadNotifications, limit: 1, times: 2));

        await using var reading = storage.Open();
        var store = reading.Services.GetRequiredService<INotificationRepository>();
        Assert.Null(await store.FindAsync(all[0].Id, CancellationToken.None));
        Assert.NotNull(await store.FindAsync(all[1].Id, CancellationToken.None));
        Assert.NotNull(await store.FindAsync(all[2].Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_plan_of_alterations_goes_with_its_last_job()
    {
        var (over, open) = (Plan(), Plan());
        await CommitAsync(unit =>
        {
            var log = unit.Services.GetRequiredService<IAlterationLog>();
            log.Add(over);
            log.Add(open);
            log.Add(Job(over, Cut.AddDays(-1)));
            log.Add(Job(over, Cut.AddDays(-1)));
            log.Add(Job(open, Cut.AddDays(-1)));
            log.Add(Job(open, null));
        });

        Assert.Equal([2, 1], await SweepAsync(RecordKinds.AlterationJobs, limit: 2, times: 2));

        var store = storage.Get<IAlterationStore>();
        Assert.Null(await store.FindPlanAsync(over.Id, CancellationToken.None));
        Assert.NotNull(await store.FindPlanAsync(open.Id, CancellationToken.None));
        Assert.Single(await store.JobsAsync(open.Id, null, 10, CancellationToken.None));
    }

    private static AlterationPlanRecord Plan() => new(
        Given.Id("plan"), null, "[]", "{}", AlterationPlanStatus.Running, Cut.AddDays(-2), "an", null);

    private static AlterationJobRecord Job(AlterationPlanRecord plan, DateTimeOffset? at) => new(
        plan.Id, Given.Id("inst"), at is null ? AlterationJobStatus.Pending : AlterationJobStatus.Applied, "[]", at);

    private IRecordSweep Sweep(string name) =>
        storage.Services.GetServices<IRecordSweep>().Single(s => string.Equals(s.Name, name, StringComparison.Ordinal));

    private async Task<IReadOnlyList<int>> SweepAsync(string name, int limit, int times)
    {
        var removed = new List<int>();
        while (removed.Count < times)
        {
            removed.Add(await Sweep(name).RemoveAsync(Cut, limit, CancellationToken.None));
        }

        return removed;
    }

    private async Task<CommandRecord?> SeenAsync(string commandId)
    {
        await using var unit = storage.Open();
        return (await unit.LoadAsync(new StepAddress(commandId), CancellationToken.None)).Seen;
    }

    private Task ReceiveAsync(Guid messageId) => CommitAsync(
        unit => unit.Services.GetRequiredService<IInbox>().SeenAsync("endpoint", messageId, CancellationToken.None));

    private async Task<bool> IsSeenAsync(Guid messageId)
    {
        await using var unit = storage.Open();
        return await unit.Services.GetRequiredService<IInbox>().SeenAsync("endpoint", messageId, CancellationToken.None);
    }

    private Task CommitAsync(Action<IUnitOfWork> stage) => CommitAsync(unit =>
    {
        stage(unit);
        return Task.CompletedTask;
    });

    private async Task CommitAsync(Func<IUnitOfWork, Task> stage)
    {
        await using var unit = storage.Open();
        await stage(unit);
        await unit.CommitAsync(CancellationToken.None);
    }
}

public sealed class SweepPromisesOnSqlite(SqliteStorage storage) : SweepPromises(storage), IClassFixture<SqliteStorage>;

public sealed class SweepPromisesOnPostgreSql(PostgreSqlStorage storage) : SweepPromises(storage), IClassFixture<PostgreSqlStorage>;
