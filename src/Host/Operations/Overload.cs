using System.Globalization;
using System.Threading.RateLimiting;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Operations;

/// <summary>
/// Refuses at the door what could only wait in memory: a bound on requests in work, and on sign-in tries per address. Health
/// is always answered.
/// </summary>
internal static class Overload
{
    /// <summary>Policy of the endpoints that check passwords.</summary>
    public const string SignIn = "sign-in";

    private const int InWork = 256;
    private const int Waiting = 512;
    private const int TriesPerMinute = 60;

    public static void AddOverloadProtection(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
        options.OnRejected = async (rejected, _) => await RefuseAsync(rejected.HttpContext, rejected.Lease);
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Request.Path.IsUnder("/api") || context.Request.Path.IsUnder("/elsa")
                ? RateLimitPartition.GetConcurrencyLimiter("api", _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = InWork,
                    QueueLimit = Waiting,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                })
                : RateLimitPartition.GetNoLimiter("other"));
        options.AddPolicy(SignIn, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesPerMinute, Window = TimeSpan.FromMinutes(1) }));
    });

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
