namespace DirectiveFlow.Torture.Installation;

/// <summary>Waits for what another process does. The only place where these tests wait.</summary>
internal static class Eventually
{
    /// <summary>Asks until the answer satisfies, every 100 ms. What it last saw is in the failure.</summary>
    public static async Task<T> SeeAsync<T>(string what, Func<Task<T>> look, Func<T, bool> satisfies, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromMinutes(2);
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (satisfies(seen))
            {
                return seen;
            }

            if (TimeProvider.System.GetElapsedTime(began) > limit)
            {
                throw new TimeoutException($"{what} did not happen within {limit}. Last seen: {seen}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    public static Task IsTrueAsync(string what, Func<Task<bool>> holds, TimeSpan? within = null) =>
        SeeAsync(what, holds, yes => yes, within);
}
