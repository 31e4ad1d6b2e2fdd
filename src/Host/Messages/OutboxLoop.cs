using DirectiveFlow.Host.DueWork;

namespace DirectiveFlow.Host.Messages;

/// <summary>
/// Runs the relay when a commit of this process wrote a message, and every few seconds for what other processes left.
/// Backs off while the broker is away; nothing is lost meanwhile, the outbox grows on disk. Its pauses are the machine's, not
/// the domain's, so they do not follow a replaced clock.
/// </summary>
internal sealed class OutboxLoop(OutboxRelay relay, WorkSignal signal, ILogger<OutboxLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backOff = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            var failure = await RelayAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            if (failure is null)
            {
                backOff = TimeSpan.Zero;
                await signal.Outbox.WaitAsync(Sweep, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                backOff = backOff == TimeSpan.Zero ? FirstBackOff : backOff * 2 > LongestBackOff ? LongestBackOff : backOff * 2;
                logger.LogWarning("The outbox waits {BackOff} because the transport refused: {Failure}", backOff, failure);
                await Task.Delay(backOff, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<string?> RelayAsync(CancellationToken stoppingToken)
    {
        try
        {
            RelayPass pass;
            do
            {
                pass = await relay.RelayAsync(stoppingToken);
            }
            while (pass is { Failure: null, Delivered: > 0 } && !stoppingToken.IsCancellationRequested);

            return pass.Failure;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // The loop outlives every failure of the database.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "The outbox could not be read");
            return exception.Message;
        }
    }
}
