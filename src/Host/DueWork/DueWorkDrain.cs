using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Operations;

namespace DirectiveFlow.Host.DueWork;

/// <summary>
/// Claims what is due in bounded batches and hands each row to the handler of its kind. Safe to call from anywhere and from
/// any number of hosts: a row is claimed by one of them per lease, and its handler completes it in the transaction of its
/// effect, so a row that is handed out twice (a host died, or was slow) still acts once.
/// </summary>
internal sealed class DueWorkDrain(
    IDueWorkStore store, IServiceScopeFactory scopes, TimeProvider time, HostIdentity host, ILogger<DueWorkDrain> logger)
    : IDisposable
{
    private const int Batch = 200;
    private const int Parallel = 8;

    // How soon another host takes over what this one had claimed when it died.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>
    /// Runs everything due now, including what the work itself makes due at once; answers how many rows were handed out.
    /// When <paramref name="cancellationToken"/> asks to stop, rows in hand are finished and the rest is given back.
    /// </summary>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var total = 0;
            while (!cancellationToken.IsCancellationRequested)
            {
                var items = await store.ClaimAsync(host.Name, time.GetUtcNow(), Batch, Lease, cancellationToken);
                if (items.Count == 0)
                {
                    break;
                }

                total += items.Count;
                await System.Threading.Tasks.Parallel.ForEachAsync(
                    items,
                    new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = CancellationToken.None },
                    async (item, _) => await RunAsync(item, cancellationToken));
            }

            return total;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task RunAsync(DueWorkItem item, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            await ReleaseAsync(item, time.GetUtcNow(), "The host stopped before it came to this row.");
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var handler = scope.ServiceProvider.GetServices<IDueWorkHandler>()
                .FirstOrDefault(candidate => string.Equals(candidate.Kind, item.Kind, StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"No handler runs due work of kind '{item.Kind}'.");

            // A step is never interrupted half way: it is short, and the host waits for it when it stops.
            await handler.HandleAsync(item, CancellationToken.None);
            FlowMetrics.DueWorkHandled.Add(1, new KeyValuePair<string, object?>("kind", item.Kind));
        }
        catch (StaleStateException exception)
        {
            logger.LogDebug(exception, "Due work {Kind} {Key} was run by another host", item.Kind, item.Key);
            await ReleaseAsync(item, time.GetUtcNow() + ShortestRetry, exception.Message);
        }
#pragma warning disable CA1031 // Whatever a handler throws, the row must be given back and the others must go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var retryAt = time.GetUtcNow() + RetryDelay(item);
            logger.LogError(exception, "Due work {Kind} {Key} failed; it runs again at {RetryAt:O}", item.Kind, item.Key, retryAt);
            FlowMetrics.DueWorkFailed.Add(1, new KeyValuePair<string, object?>("kind", item.Kind));
            await ReleaseAsync(item, retryAt, exception.Message);
        }
    }

    /// <summary>As long again as the row is late already: doubles from try to try without counting.</summary>
    private TimeSpan RetryDelay(DueWorkItem item)
    {
        var late = time.GetUtcNow() - item.DueAt;
        return late < ShortestRetry ? ShortestRetry : late > LongestRetry ? LongestRetry : late;
    }

    private async Task ReleaseAsync(DueWorkItem item, DateTimeOffset retryAt, string error)
    {
        try
        {
            await store.ReleaseAsync(item.Id, retryAt, error, CancellationToken.None);
        }
#pragma warning disable CA1031 // The lease runs out by itself; nothing is lost when the database is away just now.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogWarning(exception, "Due work {Kind} {Key} could not be given back; its lease will run out", item.Kind, item.Key);
        }
    }
}
