using System.Text.Json;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.Caching.Memory;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>
/// How many instances match a question. Counted exactly each time, except that a count that was above <see cref="Large"/> may be up to
/// <see cref="s_age"/> old: Studio asks again each ten seconds, and counting a million rows each time would cost more than it tells.
/// </summary>
internal sealed class InstanceCounts(IInstanceStore instances) : IDisposable
{
    private const long Large = 20_000;
    private const int MostKept = 1_000;
    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(10);

    private readonly MemoryCache _large = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <param name="found">Rows of the page that is shown: a page that is not full is the last one, and nothing need be counted.</param>
    public async Task<long> CountAsync(InstanceQuery query, int found, CancellationToken cancellationToken)
    {
        if (found < query.Limit && (found > 0 || query.Skip == 0))
        {
            return query.Skip + found;
        }

        var key = JsonSerializer.Serialize(query with { Skip = 0, Limit = 0, Order = InstanceOrder.Created, Ascending = false }, JsonValues.Options);
        if (_large.TryGetValue<long>(key, out var known))
        {
            return Math.Max(known, query.Skip + found);
        }

        var count = await instances.CountAsync(query, cancellationToken);
        if (count > Large)
        {
            _large.Set(key, count, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_age });
        }

        return count;
    }

    public void Dispose() => _large.Dispose();
}
