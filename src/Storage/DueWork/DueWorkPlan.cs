using System.Data.Common;
using System.Globalization;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DirectiveFlow.Storage.DueWork;

/// <summary>Due work of one unit. Nothing is written before the unit commits.</summary>
internal sealed class DueWorkPlan(FlowDbContext context) : IDueWorkPlan
{
    private readonly List<(string Kind, string Owner)> _cancelled = [];
    private readonly HashSet<Guid> _completed = [];

    /// <summary>Rows of cancelled owners go before anything else of the unit is written.</summary>
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

    public async Task<IReadOnlyList<DueWorkItem>> FindAsync(string kind, string owner, CancellationToken cancellationToken)
    {
        if (_cancelled.Contains((kind, owner)))
        {
            return [];
        }

        var rows = await OfOwner(kind, owner).AsNoTracking().OrderBy(r => r.Key).ToListAsync(cancellationToken);
        return [.. rows.Where(r => !_completed.Contains(r.Id)).Select(r => r.ToItem())];
    }

    /// <summary>Puts the deletion of the rows of cancelled owners in front of the command's first statement, an insert.</summary>
    public void Prepend(DbCommand command)
    {
        var parts = new List<string>(_cancelled.Count);
        foreach (var (kind, owner) in _cancelled)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"cancelled{parts.Count}");
            Add(command, name + "_kind", kind);
            Add(command, name + "_from", owner + "/");
            Add(command, name + "_to", owner + "0");
            parts.Add($"{name} as (delete from due_work where kind = @{name}_kind and key >= @{name}_from and key < @{name}_to and id <> all(@completed))");
        }

        Add(command, "completed", _completed.ToArray());
        command.CommandText = $"with {string.Join(", ", parts)}\n{command.CommandText}";
    }

    /// <summary>Adds the same deletions to a batch, each as a statement of its own.</summary>
    public void AddCancellations(NpgsqlBatch batch)
    {
        foreach (var (kind, owner) in _cancelled)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from due_work where kind = $1 and key >= $2 and key < $3 and id <> all($4)")
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = kind }, new NpgsqlParameter { Value = owner + "/" }, new NpgsqlParameter { Value = owner + "0" },
                    new NpgsqlParameter { Value = _completed.ToArray() },
                },
            });
        }
    }

    /// <summary>Deletes the rows of cancelled owners, except those this unit completes, inside the caller's transaction.</summary>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        foreach (var (kind, owner) in _cancelled)
        {
            await OfOwner(kind, owner).Where(r => !_completed.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private IQueryable<DueWorkRow> OfOwner(string kind, string owner)
    {
        // '0' follows '/': every key that starts with "owner/", by the index, in byte order.
        var from = owner + "/";
        var to = owner + "0";
#pragma warning disable CA1309 // Compared by the database, in the byte order of the column.
        return context.Set<DueWorkRow>()
            .Where(r => r.Kind == kind && string.Compare(r.Key, from) >= 0 && string.Compare(r.Key, to) < 0);
#pragma warning restore CA1309
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
