using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.DueWork;

/// <summary>Due work of one unit. Nothing is written before the unit commits.</summary>
internal sealed class DueWorkPlan(FlowDbContext context) : IDueWorkPlan
{
    private readonly List<(string Kind, string Owner)> _cancelled = [];
    private readonly HashSet<Guid> _completed = [];

    /// <summary>Owners whose rows go before anything else of the unit is written.</summary>
    public bool HasCancellations => _cancelled.Count > 0;

    public DateTimeOffset? EarliestAdded => context.ChangeTracker.Entries<DueWorkRow>()
        .Where(e => e.State == EntityState.Added).Min(e => (DateTimeOffset?)e.Entity.DueAt);

    public void Add(DueWorkItem item) => context.Add(new DueWorkRow
    {
        Id = item.Id,
        DueAt = item.DueAt,
        Kind = item.Kind,
        Key = item.Key,
        Payload = item.Payload,
    });

    public void CancelOwner(string kind, string owner)
    {
        _cancelled.Add((kind, owner));
        var prefix = owner + "/";
        foreach (var entry in context.ChangeTracker.Entries<DueWorkRow>().Where(e => e.State == EntityState.Added).ToList())
        {
            if (string.Equals(entry.Entity.Kind, kind, StringComparison.Ordinal) && entry.Entity.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                entry.State = EntityState.Detached;
            }
        }
    }

    public void Complete(DueWorkItem item)
    {
        if (!_completed.Add(item.Id))
        {
            return;
        }

        if (context.Database.IsNpgsql())
        {
            context.Add(new DueWorkGuard { Id = item.Id });
        }

        context.Remove(new DueWorkRow { Id = item.Id, DueAt = item.DueAt, Kind = item.Kind, Key = item.Key, Payload = item.Payload });
    }

    /// <summary>Deletes the rows of cancelled owners, except those this unit completes, inside the caller's transaction.</summary>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        foreach (var (kind, owner) in _cancelled)
        {
            // '0' follows '/': every key that starts with "owner/", by the index, in byte order.
            var from = owner + "/";
            var to = owner + "0";
#pragma warning disable CA1309 // Compared by the database, in the byte order of the column.
            await context.Set<DueWorkRow>()
                .Where(r => r.Kind == kind && string.Compare(r.Key, from) >= 0 && string.Compare(r.Key, to) < 0)
                .Where(r => !_completed.Contains(r.Id))
                .ExecuteDeleteAsync(cancellationToken);
#pragma warning restore CA1309
        }
    }
}
