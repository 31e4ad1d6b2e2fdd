using DirectiveFlow.Engine.DueWork;

namespace DirectiveFlow.Host.DueWork;

/// <summary>
/// Drains at start (overdue rows are found by query), when a commit of this process made something due, and when the next
/// known row comes due. What other processes planned is found by the Hangfire jobs and by this loop's own look-around.
/// </summary>
internal sealed class DueWorkLoop(
    DueWorkDrain drain, IDueWorkStore store, WorkSignal signal, DueMinuteJobs jobs, TimeProvider time, ILogger<DueWorkLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    // A row that is due but held by another host's lease must not make this loop spin.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (wake <= time.GetUtcNow())
                {
                    wake = await DrainAsync(stoppingToken);
                }

                await signal.DueWork.WaitAsync(wake - time.GetUtcNow(), time, stoppingToken);
                if (signal.TakeEarliest() is { } earliest)
                {
                    jobs.Ensure(earliest);
                    wake = earliest < wake ? earliest : wake;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop outlives every failure of the database; the rows are still there.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.LogError(exception, "Due work could not be drained; the next try is in {Delay}", AfterFailure);
                wake = time.GetUtcNow();
                await Task.Delay(AfterFailure, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<DateTimeOffset> DrainAsync(CancellationToken stoppingToken)
    {
        await drain.DrainAsync(stoppingToken);
        var next = await store.NextDueAsync(stoppingToken);
        if (next is { } due)
        {
            jobs.Ensure(due);
        }

        var now = time.GetUtcNow();
        var wake = next is { } at && at < now + LookAround ? at : now + LookAround;
        return wake < now + ShortestWait ? now + ShortestWait : wake;
    }
}
