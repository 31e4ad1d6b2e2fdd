using System.Collections.Concurrent;
using Hangfire;

namespace DirectiveFlow.Host.DueWork;

/// <summary>
/// Keeps one Hangfire job per minute in which work comes due. The rows are the truth: a job that is lost is made up for by
/// the sweep, one too many finds nothing to do.
/// </summary>
internal sealed class DueMinuteJobs(IBackgroundJobClient client, TimeProvider time, ILogger<DueMinuteJobs> logger)
{
    private readonly ConcurrentDictionary<long, bool> _planned = new();

    /// <summary>Plans the job of the minute in which <paramref name="dueAt"/> has passed, once per process.</summary>
    public void Ensure(DateTimeOffset dueAt)
    {
        var now = time.GetUtcNow();
        if (dueAt <= now)
        {
            return;
        }

        var minute = CeilingMinute(dueAt);
        if (!_planned.TryAdd(minute, true))
        {
            return;
        }

        try
        {
            client.Schedule<DueWorkJob>(job => job.RunAsync(CancellationToken.None), DateTimeOffset.UnixEpoch.AddMinutes(minute));
        }
        catch (BackgroundJobClientException exception)
        {
            _planned.TryRemove(minute, out _);
            logger.LogWarning(exception, "Hangfire could not plan the job of {DueAt:O}; the sweep will find its rows", dueAt);
        }

        Forget(now);
    }

    private void Forget(DateTimeOffset now)
    {
        var past = CeilingMinute(now) - 1;
        foreach (var minute in _planned.Keys.Where(minute => minute < past))
        {
            _planned.TryRemove(minute, out _);
        }
    }

    private static long CeilingMinute(DateTimeOffset at) =>
        (long)Math.Ceiling((at - DateTimeOffset.UnixEpoch).TotalMinutes);
}
