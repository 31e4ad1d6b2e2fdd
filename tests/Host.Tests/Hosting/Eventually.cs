using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.Hosting;

/// <summary>Waits, bounded, for what a background loop or a broker brings about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Waits while <paramref name="clock"/> goes on by a second at each look. A loop that read the clock just before the test
    /// moved it sleeps to a time counted from the later reading: with a clock that stands still it would never wake.
    /// </summary>
    public static Task TrueAsync(FakeTimeProvider clock, Func<Task<bool>> condition, string what) => TrueAsync(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Limit, $"Not within {Limit}: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
