using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Retention;

/// <summary>Payload of a <see cref="DueWorkKinds.Retention"/> row: the day's first look at everything, or the next batch of one kind.</summary>
/// <param name="Name">Which <see cref="IRecordSweep"/> goes on; null with <paramref name="Number"/> above 0: finished instances.</param>
/// <param name="Number">Batches of this kind before this one; 0 is the day's row.</param>
internal sealed record RetentionRequest(string? Name, InstanceCursor? After, int Number)
{
    public static readonly RetentionRequest Daily = new(null, null, 0);

    /// <summary>Owner of the day's row; there is one, whatever the number of hosts.</summary>
    public const string DailyOwner = "daily";

    public DueWorkItem ToItem(Guid rowId, DateTimeOffset dueAt) => new(
        rowId, dueAt, DueWorkKinds.Retention,
        Number == 0 ? $"{DailyOwner}/{Day(dueAt)}" : string.Create(CultureInfo.InvariantCulture, $"{Name ?? "finished"}/{Day(dueAt)}.{Number}"),
        JsonSerializer.Serialize(this, JsonValues.Options));

    private static string Day(DateTimeOffset at) => at.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

/// <summary>Plans the daily row of <see cref="RetentionHandler"/>.</summary>
public sealed class RetentionSchedule(IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider time, EngineOptions options)
{
    /// <summary>
    /// Called at the start of a host. Does nothing when a row is planned already, by any host, or when everything is kept for good.
    /// </summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!options.RemovesAnything)
        {
            return;
        }

        await using var unit = units.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        if ((await plan.FindAsync(DueWorkKinds.Retention, RetentionRequest.DailyOwner, cancellationToken)).Count > 0)
        {
            return;
        }

        plan.Add(RetentionRequest.Daily.ToItem(ids.NewGuid(), time.GetUtcNow()));
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
