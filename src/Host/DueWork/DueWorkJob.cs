using Hangfire;

namespace DirectiveFlow.Host.DueWork;

/// <summary>What Hangfire runs: a drain. Running it twice, or on two hosts at once, does no harm.</summary>
public sealed class DueWorkJob
{
    private readonly DueWorkDrain _drain;

    internal DueWorkJob(DueWorkDrain drain) => _drain = drain;

    // The rows keep their own retries; a failed job is not worth repeating, the sweep comes anyway.
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => _drain.DrainAsync(cancellationToken);
}
