using System.Globalization;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DirectiveFlow.Host.Operations;

/// <summary>Without the database nothing works: the host takes no requests until it is back.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<FlowDbContext> contexts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
    }
}

/// <summary>Work that should have been done by now. Late is degraded, not dead: taking the host away would make it later.</summary>
internal sealed class DueWorkHealth(IDueWorkStore store, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (count, lag) = await store.LagAsync(time.GetUtcNow(), cancellationToken);
        return Lag.Describe(count, lag, Limit);
    }
}

/// <summary>Messages that wait for the broker.</summary>
internal sealed class OutboxHealth(IOutboxStore store) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (count, age) = await store.LagAsync(cancellationToken);
        return Lag.Describe(count, age, Limit);
    }
}

file static class Lag
{
    public static HealthCheckResult Describe(long count, TimeSpan lag, TimeSpan limit)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["count"] = count,
            ["lagSeconds"] = Math.Round(lag.TotalSeconds, 1),
        };
        return lag <= limit
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded(
                string.Create(CultureInfo.InvariantCulture, $"{count} wait, the oldest for {lag.TotalSeconds:0} s."), data: data);
    }
}
