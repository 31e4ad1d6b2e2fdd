using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace DirectiveFlow.Browser.Tests.Running;

/// <summary>
/// The requests of a page that wait for their answer. Playwright's own "network idle" is a state that a page reaches once: whoever waits
/// for it after a later click waits for nothing.
/// </summary>
internal sealed class Traffic
{
    private const int Looks = 600;
    private const int Quiet = 3;

    /// <summary>Of a request that leaving its page cut off nothing more may be heard.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<IRequest, long> _open = new();
    private int _events;

    public Traffic(IPage page)
    {
        page.Request += (_, request) =>
        {
            // A long poll is answered when there is news.
            if (!request.Url.Contains("/hubs/", StringComparison.Ordinal))
            {
                Note(() => _open[request] = TimeProvider.System.GetTimestamp());
            }
        };
        page.Response += (_, answer) => Note(() => _open.TryRemove(answer.Request, out long _));
        page.RequestFinished += (_, request) => Note(() => _open.TryRemove(request, out long _)); // not told of an answer that nobody reads
        page.RequestFailed += (_, request) => Note(() => _open.TryRemove(request, out long _));
    }

    /// <summary>Waits until nothing went or came for three looks, 100 ms apart, and nothing waits for its answer.</summary>
    public async Task RestAsync()
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var (looks, quiet, seen) = (0, 0, -1); quiet < Quiet; looks++)
        {
            Assert.True(looks < Looks, $"After a minute these still wait for an answer: {string.Join(", ", _open.Keys.Select(request => request.Url))}");
            await look.WaitForNextTickAsync(CancellationToken.None);
            var now = Volatile.Read(ref _events);
            quiet = now == seen && !_open.Values.Any(sent => TimeProvider.System.GetElapsedTime(sent) < s_longest) ? quiet + 1 : 0;
            seen = now;
        }
    }

    private void Note(Action happened)
    {
        happened();
        Interlocked.Increment(ref _events);
    }
}
