using System.Globalization;
using System.Threading.RateLimiting;
using DirectiveFlow.Host.Elsa.Instances.Live;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Host.Settings;

namespace DirectiveFlow.Host.Operations;

/// <summary>
/// Refuses at the door what could only wait in memory: a bound on requests in work and waiting, and on sign-in tries per
/// address. Programs and pages have each their own share, so that neither starves the other. Health is always answered, and the
/// connection of an open page is no request that ends.
/// </summary>
internal static class Overload
{
    /// <summary>Policy of the endpoints that check passwords.</summary>
    public const string SignIn = "sign-in";

    public static void AddOverloadProtection(this IServiceCollection services, LimitSettings limits) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
        options.OnRejected = async (rejected, _) => await RefuseAsync(rejected.HttpContext, rejected.Lease);
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => ShareOf(context.Request.Path) is { } share
            ? RateLimitPartition.GetConcurrencyLimiter(share, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = limits.InWork,
                QueueLimit = limits.Waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })
            : RateLimitPartition.GetNoLimiter("always"));
        options.AddPolicy(SignIn, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }));
    });

    private static string? ShareOf(PathString path) =>
        path.IsUnder("/health") || path.IsUnder("/_blazor") || path.IsUnder(InstanceHub.Folder) ? null : ProblemServices.IsForPrograms(path) ? "programs" : "pages";

    private static Task RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        // Only the window of sign-in tries knows when the next try is allowed.
        var isRate = lease.TryGetMetadata(MetadataName.RetryAfter, out var after);
        var seconds = isRate ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var problem = isRate
            ? Problem.Describe(
                context, ProblemKind.TooMany,
                string.Create(CultureInfo.InvariantCulture, $"Thử lại sau {seconds} giây."),
                string.Create(CultureInfo.InvariantCulture, $"Try again in {seconds} seconds."))
            : Problem.Describe(
                context, ProblemKind.Busy, "Hệ thống đang xử lý nhiều yêu cầu; xin thử lại ngay sau đây.",
                "The service has many requests in work; try again in a moment.");
        return Problem.WriteAsync(context, problem);
    }
}
