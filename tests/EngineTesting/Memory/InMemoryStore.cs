using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>
/// The store seam in memory, for tests: reads see what is committed, every unique key of the real schema is enforced at the
/// commit, and a commit is atomic. Any number of simulated hosts may share one.
/// </summary>
public sealed partial class InMemoryStore : IUnitOfWorkFactory, IDueWorkStore, IStimulusStore
{
    private readonly Dictionary<Type, Func<InMemoryUnit, object>> _services = [];
    private long _number;

    internal Lock Sync { get; } = new();

    internal Dictionary<string, InstanceRecord> InstanceRows { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, BookmarkRecord> BookmarkRows { get; } = new(StringComparer.Ordinal);

    internal OrderedDictionary<(string InstanceId, long Sequence), JournalRecord> JournalRows { get; } = [];

    internal Dictionary<string, CommandRecord> CommandRows { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, TriggerRecord> TriggerRows { get; } = new(StringComparer.Ordinal);

    internal List<IncidentRecord> IncidentRows { get; } = [];

    internal Dictionary<string, string> SlotRows { get; } = new(StringComparer.Ordinal);

    internal Dictionary<Guid, DueRow> DueRows { get; } = [];

    internal List<OutboxMessage> OutboxRows { get; } = [];

    internal HashSet<(string, Guid)> InboxRows { get; } = [];

    /// <summary>What this store does wrong on purpose.</summary>
    public PlantedDefect Planted { get; init; }

    /// <summary>The definitions of the same simulated database.</summary>
    public InMemoryDefinitions Definitions { get; set; } = new();

    public IReadOnlyList<InstanceRecord> Instances => Read(() => InstanceRows.Values.ToArray());

    public IReadOnlyList<BookmarkRecord> Bookmarks => Read(() => BookmarkRows.Values.ToArray());

    /// <summary>In the order of the commits, those of all instances together.</summary>
    public IReadOnlyList<JournalRecord> Journal => Read(() => JournalRows.Values.ToArray());

    public IReadOnlyList<IncidentRecord> Incidents => Read(() => IncidentRows.ToArray());

    /// <summary>Keys of the activation slots that are held.</summary>
    public IReadOnlyList<string> Slots => Read(() => SlotRows.Keys.ToArray());

    public IReadOnlyList<DueWorkItem> DueWork => Read(() => DueRows.Values.Select(r => r.Item).ToArray());

    public IReadOnlyList<OutboxMessage> Outbox => Read(() => OutboxRows.ToArray());

    /// <summary>Adds a service of the unit of work, for example a repository that enlists its changes.</summary>
    public void AddUnitService<T>(Func<InMemoryUnit, T> create)
        where T : class => _services[typeof(T)] = create;

    public IUnitOfWork Open() => new InMemoryUnit(this);

    public Task<IReadOnlyList<DueWorkItem>> ClaimAsync(
        string host, DateTimeOffset now, int batch, TimeSpan lease, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() =>
        {
            var claimed = DueRows.Values.Where(r => r.Item.DueAt <= now && r.RetryAt <= now && r.ClaimedUntil <= now)
                .OrderBy(r => r.Item.DueAt).ThenBy(r => r.Number).Take(batch).ToArray();
            foreach (var row in claimed)
            {
                row.ClaimedUntil = now + lease;
                if (Planted == PlantedDefect.AcknowledgedAtClaim)
                {
                    DueRows.Remove(row.Item.Id);
                }
            }

            return (IReadOnlyList<DueWorkItem>)[.. claimed.Select(r => r.Item)];
        }));

    public Task ReleaseAsync(Guid id, DateTimeOffset retryAt, string error, CancellationToken cancellationToken) => Task.FromResult(Read(() =>
    {
        if (DueRows.TryGetValue(id, out var row))
        {
            row.ClaimedUntil = DateTimeOffset.MinValue;
            row.RetryAt = retryAt;
            row.Error = error;
        }

        return true;
    }));

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => DueRows.Count == 0 ? (DateTimeOffset?)null : DueRows.Values.Min(r => r.Item.DueAt)));

    public Task<(long Count, TimeSpan Lag)> LagAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(Read(() =>
    {
        var overdue = DueRows.Values.Where(r => r.Item.DueAt <= now).ToArray();
        return ((long)overdue.Length, overdue.Length == 0 ? TimeSpan.Zero : now - overdue.Min(r => r.Item.DueAt));
    }));

    public Task<IReadOnlyList<BookmarkRecord>> FindBookmarksAsync(BookmarkQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => (IReadOnlyList<BookmarkRecord>)[.. BookmarkRows.Values
            .Where(b => query.Hashes.Contains(b.Hash, StringComparer.Ordinal)
                && (query.InstanceId is null || string.Equals(b.InstanceId, query.InstanceId, StringComparison.Ordinal))
                && (query.CorrelationId is null || string.Equals(InstanceRows[b.InstanceId].CorrelationId, query.CorrelationId, StringComparison.Ordinal))
                && (query.CreatedUntil is null || b.CreatedAt <= query.CreatedUntil)
                && (query.Before is not { } before || b.CreatedAt < before.CreatedAt
                    || (b.CreatedAt == before.CreatedAt && string.CompareOrdinal(b.Id, before.Id) < 0)))
            .OrderByDescending(b => b.CreatedAt).ThenByDescending(b => b.Id, StringComparer.Ordinal).Take(query.Limit)]));

    public Task<IReadOnlyList<TriggerRecord>> FindTriggersAsync(IReadOnlyCollection<string> hashes, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => (IReadOnlyList<TriggerRecord>)[.. TriggerRows.Values
            .Where(t => hashes.Contains(t.Hash, StringComparer.Ordinal)).OrderBy(t => t.Id, StringComparer.Ordinal)]));

    public Task<IReadOnlyList<TriggerRecord>> ListTriggersAsync(string? definitionId, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => (IReadOnlyList<TriggerRecord>)[.. TriggerRows.Values
            .Where(t => definitionId is null || string.Equals(t.DefinitionId, definitionId, StringComparison.Ordinal))
            .OrderBy(t => t.Id, StringComparer.Ordinal)]));

    internal void Replace(string definitionId, TriggerSet set) => Read(() =>
    {
        foreach (var old in TriggerRows.Values.Where(t => string.Equals(t.DefinitionId, definitionId, StringComparison.Ordinal)).ToArray())
        {
            TriggerRows.Remove(old.Id);
        }

        foreach (var row in DueRows.Values.Where(r => r.Item.Kind is DueWorkKinds.Trigger
            && r.Item.Key.StartsWith(set.CancelledOwner + "/", StringComparison.Ordinal)).ToArray())
        {
            DueRows.Remove(row.Item.Id);
        }

        foreach (var trigger in set.Triggers)
        {
            TriggerRows.Add(trigger.Id, trigger);
        }

        foreach (var item in set.DueWork)
        {
            DueRows.Add(item.Id, new DueRow(item, NextNumber()));
        }

        return true;
    });

    internal long NextNumber() => ++_number;

    internal object? CreateService(Type type, InMemoryUnit unit) => _services.TryGetValue(type, out var create) ? create(unit) : null;

    internal T Read<T>(Func<T> read)
    {
        lock (Sync)
        {
            return read();
        }
    }

    internal sealed class DueRow(DueWorkItem item, long number)
    {
        public DueWorkItem Item { get; } = item;

        public long Number { get; } = number;

        public DateTimeOffset ClaimedUntil { get; set; }

        public DateTimeOffset RetryAt { get; set; }

        public string? Error { get; set; }
    }
}
