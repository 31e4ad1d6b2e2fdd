using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Messages;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Retention;

/// <summary>Deletes old rows of one table, one statement a time, in no order: the next batch finds what this one left.</summary>
internal abstract class RecordSweep(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate) : IRecordSweep
{
    public abstract string Name { get; }

    public async Task<int> RemoveAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        return await DeleteAsync(context, before, limit, cancellationToken);
    }

    protected abstract Task<int> DeleteAsync(FlowDbContext context, DateTimeOffset before, int limit, CancellationToken cancellationToken);
}

internal sealed class CommandSweep(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate) : RecordSweep(contexts, gate)
{
    public override string Name => RecordKinds.Commands;

    protected override Task<int> DeleteAsync(FlowDbContext context, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        context.Set<CommandRecord>().Where(c => c.At < before).OrderBy(c => c.At).Take(limit).ExecuteDeleteAsync(cancellationToken);
}

internal sealed class InboxSweep(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate) : RecordSweep(contexts, gate)
{
    public override string Name => RecordKinds.ReceivedMessages;

    protected override Task<int> DeleteAsync(FlowDbContext context, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        context.Set<InboxRow>().Where(r => r.At < before).OrderBy(r => r.At).Take(limit).ExecuteDeleteAsync(cancellationToken);
}

internal sealed class NotificationSweep(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate) : RecordSweep(contexts, gate)
{
    public override string Name => RecordKinds.ReadNotifications;

    protected override Task<int> DeleteAsync(FlowDbContext context, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        context.Set<Notification>().Where(n => n.ReadAt < before).OrderBy(n => n.Id).Take(limit).ExecuteDeleteAsync(cancellationToken);
}

/// <summary>Decided jobs first; a plan goes with the last of them, when it is as old itself and no page of it is still to be listed.</summary>
internal sealed class AlterationSweep(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate) : RecordSweep(contexts, gate)
{
    public override string Name => RecordKinds.AlterationJobs;

    protected override async Task<int> DeleteAsync(FlowDbContext context, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var count = await context.Set<AlterationJobRecord>().Where(j => j.At < before).OrderBy(j => j.PlanId).ThenBy(j => j.InstanceId)
            .Take(limit).ExecuteDeleteAsync(cancellationToken);
        if (count < limit)
        {
            await context.Set<AlterationPlanRecord>()
                .Where(p => p.CreatedAt < before && p.Status != AlterationPlanStatus.Pending
                    && !context.Set<AlterationJobRecord>().Any(j => j.PlanId == p.Id))
                .ExecuteDeleteAsync(cancellationToken);
        }

        return count;
    }
}
