using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Retention;

/// <summary>Payload of a <see cref="DueWorkKinds.Purge"/> row: one instance that was deleted.</summary>
internal sealed record PurgeRequest(string InstanceId)
{
    /// <summary>Longer than any step takes: whoever loaded the instance before it was deleted has lost its commit by then.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public string ToJson() => JsonSerializer.Serialize(this, JsonValues.Options);
}

/// <summary>Removes the rows of a deleted instance. What the domain refers to stays, marked as deleted.</summary>
internal sealed class PurgeHandler(IInstanceStore instances, IUnitOfWorkFactory units) : IDueWorkHandler
{
    public string Kind => DueWorkKinds.Purge;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<PurgeRequest>(item.Payload, JsonValues.Options)!;
        await instances.PurgeAsync([request.InstanceId], cancellationToken);
        await using var unit = units.Open();
        unit.Services.GetRequiredService<IDueWorkPlan>().Complete(item);
        await unit.CommitAsync(cancellationToken);
    }
}

/// <summary>Plans the daily sweep of <see cref="RetentionHandler"/>.</summary>
public sealed class RetentionSchedule(IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider time, EngineOptions options)
{
    /// <summary>One row for all hosts; there already is one: nothing happens. Called at the start of a host.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (options.KeepFinishedFor is null)
        {
            return;
        }

        await using var unit = units.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        if ((await plan.FindAsync(DueWorkKinds.Retention, RetentionHandler.Owner, cancellationToken)).Count > 0)
        {
            return;
        }

        plan.Add(RetentionHandler.Row(ids, time.GetUtcNow(), null));
        try
        {
            await unit.CommitAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            // Another host planned it in the same moment.
            return;
        }
    }
}

/// <summary>
/// Removes instances that finished longer ago than <see cref="EngineOptions.KeepFinishedFor"/>, a batch per row of due work; after
/// the last batch of a day it plans the next day's first one.
/// </summary>
internal sealed class RetentionHandler(
    IInstanceStore instances, IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider time, EngineOptions options) : IDueWorkHandler
{
    public const int Batch = 200;
    public const string Owner = "finished";

    public string Kind => DueWorkKinds.Retention;

    public static DueWorkItem Row(IIdGenerator ids, DateTimeOffset dueAt, InstanceCursor? after) => new(
        ids.NewGuid(), dueAt, DueWorkKinds.Retention, Owner + "/" + (after?.Id ?? dueAt.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture)),
        JsonSerializer.Serialize(after, JsonValues.Options));

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        InstanceCursor? last = null;
        if (options.KeepFinishedFor is { } age)
        {
            var after = JsonSerializer.Deserialize<InstanceCursor?>(item.Payload, JsonValues.Options);
            var over = await instances.FinishedBeforeAsync(now - age, after, Batch, cancellationToken);
            await instances.PurgeAsync([.. over.Select(i => i.Id)], cancellationToken);
            last = over.Count == Batch ? new InstanceCursor(over[^1].CreatedAt, over[^1].Id) : null;
        }

        await using var unit = units.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        plan.Complete(item);
        if (options.KeepFinishedFor is not null)
        {
            plan.Add(Row(ids, last is null ? now.AddDays(1) : now, last));
        }

        await unit.CommitAsync(cancellationToken);
    }
}
