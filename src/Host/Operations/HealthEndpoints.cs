using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DirectiveFlow.Host.Operations;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: 200 when it may be sent requests (healthy or degraded), else
/// 503; JSON per check, without secrets.
/// </summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    public static void AddFlowHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseHealth>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(5))
        .AddCheck<DueWorkHealth>("due-work", tags: [Ready], timeout: TimeSpan.FromSeconds(5))
        .AddCheck<OutboxHealth>("outbox", tags: [Ready], timeout: TimeSpan.FromSeconds(5));

    public static void MapFlowHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync })
            .AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),
            ResponseWriter = WriteAsync,
        }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new { status = entry.Value.Status.ToString(), entry.Value.Description, data = Figures(entry.Value) },
            StringComparer.Ordinal),
    });

    /// <summary>Counts and lags; not the names and addresses a check may know.</summary>
    private static Dictionary<string, object> Figures(HealthReportEntry entry) => entry.Data
        .Where(pair => pair.Value is long or double)
        .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
