using System.Text.Json;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.Caching.Memory;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>
/// Pages of instances with the number of all that match. Studio asks again each ten seconds, so that number may be <see cref="s_age"/> old when
/// it is <see cref="Large"/>. What cannot be counted in an index - searches, times of last steps and of ends - is counted up to
/// <see cref="CountedExactly"/>; above it the number is what the database expects, until one looks further than <see cref="Large"/>.
/// </summary>
internal sealed class InstancePages(IInstanceStore instances) : IDisposable
{
    private const int CountedExactly = 2_000;
    private const int Large = 20_000;
    private const int MostKept = 1_000;
    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(10);

    private readonly MemoryCache _large = new(new MemoryCacheOptions { SizeLimit = MostKept });

    public async Task<(IReadOnlyList<InstanceSummary> Page, long Count)> PageAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        if (query is { Skip: > Large, Order: InstanceOrder.Created })
        {
            return await FromNearerEndAsync(query, cancellationToken);
        }

        var page = await instances.ListAsync(query, cancellationToken);

        // A page that is not full is the last one, and nothing need be counted.
        return (page, page.Count < query.Limit && (page.Count > 0 || query.Skip == 0)
            ? query.Skip + page.Count : Math.Max(
                IsCountedInAnIndex(query) ? await CountAsync(query, cancellationToken) : await instances.CountAboutAsync(query, CountedExactly, cancellationToken),
                query.Skip + page.Count));
    }

    public void Dispose() => _large.Dispose();

    private static bool IsCountedInAnIndex(InstanceQuery query) =>
        string.IsNullOrWhiteSpace(query.SearchTerm) && query.Times.All(filter => filter.Column == InstanceTime.CreatedAt);

    /// <summary>The last page is as near as the first when one comes from the other side.</summary>
    private async Task<(IReadOnlyList<InstanceSummary> Page, long Count)> FromNearerEndAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        var count = await CountAsync(query, cancellationToken);
        var left = count - query.Skip;
        if (left <= 0 || left > count / 2)
        {
            return (left <= 0 ? [] : await instances.ListAsync(query, cancellationToken), count);
        }

        var take = (int)Math.Min(left, query.Limit);
        var page = await instances.ListAsync(query with { Ascending = !query.Ascending, Skip = (int)(left - take), Limit = take }, cancellationToken);
        return ([.. page.Reverse()], count);
    }

    private async Task<long> CountAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        var key = JsonSerializer.Serialize(query with { Skip = 0, Limit = 0, Order = InstanceOrder.Created, Ascending = false }, JsonValues.Options);
        if (_large.TryGetValue<long>(key, out var known))
        {
            return known;
        }

        var count = await instances.CountAsync(query, cancellationToken);
        if (count > Large)
        {
            _large.Set(key, count, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_age });
        }

        return count;
    }
}
