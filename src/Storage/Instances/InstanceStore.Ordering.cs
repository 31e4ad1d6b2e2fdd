using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>
/// Orders of lists, each read from an index however many instances there are. There is no index on the time of the last step, because every
/// step would have to write it; PostgreSQL finds what moved lately through the journal, whose rows lie in the order of time.
/// </summary>
internal sealed partial class InstanceStore
{
    /// <summary>Instances that are looked at one by one for the order of their last steps.</summary>
    private const int MostMoved = 5_000;

    /// <summary>How far back the last steps are looked for, before all instances are sorted.</summary>
    private static readonly TimeSpan[] s_windows =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(12), TimeSpan.FromDays(2), TimeSpan.FromDays(10)];

    private static Task<List<InstanceSummary>> PageAsync(
        IQueryable<InstanceRecord> instances, InstanceQuery query, int skip, int take, CancellationToken cancellationToken)
    {
        var sorted = Sort(instances, query);
        return (skip > 0 ? sorted.Skip(skip) : sorted).Take(take).Select(s_summary).ToListAsync(cancellationToken);
    }

    /// <summary>Those of one kind in the order asked for, such as those that have what is sorted by; then those of the other, newest first.</summary>
    private static async Task<IReadOnlyList<InstanceSummary>> OneThenOtherAsync(
        IQueryable<InstanceRecord> one, IQueryable<InstanceRecord> other, InstanceQuery query, CancellationToken cancellationToken)
    {
        var page = await PageAsync(one, query, query.Skip, query.Limit, cancellationToken);
        if (page.Count == query.Limit)
        {
            return page;
        }

        var passed = page.Count > 0 || query.Skip == 0 ? query.Skip : await one.CountAsync(cancellationToken);
        var rest = await PageAsync(
            other, query with { Order = InstanceOrder.Created, Ascending = false }, query.Skip - passed, query.Limit - page.Count, cancellationToken);
        return [.. page, .. rest];
    }

    private static async Task<IReadOnlyList<InstanceSummary>> LatestAsync(
        FlowDbContext context, IQueryable<InstanceRecord> instances, InstanceQuery query, CancellationToken cancellationToken)
    {
        // A new instance is the latest step there may be; what moved after it is in each of the windows anyway.
        if (query.Skip + query.Limit <= MostMoved
            && await context.Set<InstanceRecord>().MaxAsync(i => (DateTimeOffset?)i.CreatedAt, cancellationToken) is { } latest)
        {
            foreach (var window in s_windows)
            {
                var since = latest - window;
                var moved = await context.Set<JournalRecord>().Where(j => j.At >= since)
                    .Select(j => j.InstanceId).Distinct().Take(MostMoved + 1).ToListAsync(cancellationToken);
                if (moved.Count > MostMoved)
                {
                    break;
                }

                if (moved.Count < query.Skip + query.Limit)
                {
                    continue;
                }

                // The limit changes nothing but keeps PostgreSQL from looking for these ids in an index of something else.
                var known = context.Set<InstanceRecord>().AsNoTracking().Where(i => moved.Contains(i.Id)).Take(MostMoved);
                var page = await PageAsync(
                    Narrow(context, known, query).Where(i => i.UpdatedAt >= since), query, query.Skip, query.Limit, cancellationToken);
                if (page.Count == query.Limit)
                {
                    return page;
                }
            }
        }

        return await PageAsync(instances, query, query.Skip, query.Limit, cancellationToken);
    }

    /// <summary>The time of the last step of an instance is that of a row of its journal: looked for by steps since a time, it is found there.</summary>
    private static IQueryable<InstanceRecord> WithSteps(FlowDbContext context, IQueryable<InstanceRecord> instances, InstanceQuery query) =>
        context.Database.IsNpgsql() && StepsSince(query) is { } since
            ? instances.Where(i => context.Set<JournalRecord>().Any(j => j.InstanceId == i.Id && j.At >= EF.Constant(since))) : instances;

    /// <summary>
    /// Looked for by steps since a time, what was made since then is found by its creation, newest first, and only the rest through the journal.
    /// Null: nothing of the kind is looked for.
    /// </summary>
    private static (IQueryable<InstanceRecord> Made, IQueryable<InstanceRecord> Moved)? NewAndMoved(
        FlowDbContext context, IQueryable<InstanceRecord> instances, InstanceQuery query) => context.Database.IsNpgsql() && StepsSince(query) is { } since
            ? (instances.Where(i => i.CreatedAt >= EF.Constant(since)), WithSteps(context, instances.Where(i => i.CreatedAt < EF.Constant(since)), query)) : null;

    private static DateTimeOffset? StepsSince(InstanceQuery query) => query.Times
        .Where(filter => filter is { Column: InstanceTime.UpdatedAt, Operator: TimeComparison.GreaterThan or TimeComparison.GreaterThanOrEqual or TimeComparison.Is })
        .Max(filter => (DateTimeOffset?)filter.Timestamp);

    private static IOrderedQueryable<InstanceRecord> Sort(IQueryable<InstanceRecord> instances, InstanceQuery query) => (query.Order, query.Ascending) switch
    {
        (InstanceOrder.Updated, false) => instances.OrderByDescending(i => i.UpdatedAt).ThenByDescending(i => i.Id),
        (InstanceOrder.Updated, true) => instances.OrderBy(i => i.UpdatedAt).ThenBy(i => i.Id),
        (InstanceOrder.Finished, false) => instances.OrderByDescending(i => i.FinishedAt).ThenByDescending(i => i.Id),
        (InstanceOrder.Finished, true) => instances.OrderBy(i => i.FinishedAt).ThenBy(i => i.Id),
        (InstanceOrder.Name, false) => instances.OrderByDescending(i => i.Name).ThenByDescending(i => i.Id),
        (InstanceOrder.Name, true) => instances.OrderBy(i => i.Name).ThenBy(i => i.Id),
        (_, true) => instances.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id),
        _ => instances.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id),
    };
}
