using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Retention;

/// <summary>
/// Once a day removes what is older than the host keeps it: instances that finished longer ago than
/// <see cref="EngineOptions.KeepFinishedFor"/>, and the rows of each <see cref="IRecordSweep"/> by
/// <see cref="EngineOptions.KeepRecordsFor"/>. A batch is a short transaction of its own; a full one plans a row for the next, so
/// that nothing waits behind a large clearance and a host that dies on the way costs at most one batch done again.
/// </summary>
internal sealed class RetentionHandler(
    IInstanceStore instances, IEnumerable<IRecordSweep> sweeps, IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider time, EngineOptions options)
    : IDueWorkHandler
{
    /// <summary>Finished instances of one transaction; each takes its journal and incidents along.</summary>
    public const int Instances = 50;

    /// <summary>Single rows of one transaction.</summary>
    public const int Records = 1000;

    public string Kind => DueWorkKinds.Retention;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var request = JsonSerializer.Deserialize<RetentionRequest>(item.Payload, JsonValues.Options)!;
        var isDaily = request.Number == 0;
        List<RetentionRequest> next = [];
        if ((isDaily || request.Name is null) && await RemoveInstancesAsync(now, request, cancellationToken) is { } instancesLeft)
        {
            next.Add(instancesLeft);
        }

        foreach (var sweep in sweeps)
        {
            if ((isDaily || string.Equals(sweep.Name, request.Name, StringComparison.Ordinal))
                && options.KeepRecordsFor.TryGetValue(sweep.Name, out var age)
                && await sweep.RemoveAsync(now - age, Records, cancellationToken) >= Records)
            {
                next.Add(new RetentionRequest(sweep.Name, null, request.Number + 1));
            }
        }

        await using var unit = units.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        plan.Complete(item);
        next.ForEach(left => plan.Add(left.ToItem(ids.NewGuid(), now)));
        if (isDaily && options.RemovesAnything
            && (await plan.FindAsync(DueWorkKinds.Retention, RetentionRequest.DailyOwner, cancellationToken)).Count == 0)
        {
            // Never the day of this row, whose key is still taken.
            plan.Add(RetentionRequest.Daily.ToItem(ids.NewGuid(), (item.DueAt > now ? item.DueAt : now).AddDays(1)));
        }

        await unit.CommitAsync(cancellationToken);
    }

    /// <summary>Removes one batch; answers where to go on when there may be more.</summary>
    private async Task<RetentionRequest?> RemoveInstancesAsync(DateTimeOffset now, RetentionRequest request, CancellationToken cancellationToken)
    {
        if (options.KeepFinishedFor is not { } age)
        {
            return null;
        }

        var over = await instances.FinishedBeforeAsync(now - age, request.After, Instances, cancellationToken);
        await instances.PurgeAsync([.. over.Select(i => i.Id)], cancellationToken);
        return over.Count == Instances
            ? new RetentionRequest(null, new InstanceCursor(over[^1].CreatedAt, over[^1].Id), request.Number + 1) : null;
    }
}
