using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.Engine.Simulation;

/// <summary>The tables of one dry run. Used by one thread, so there are no conflicts; gone when the run ends.</summary>
internal sealed class SimulatedStore(IDefinitionStore definitions) : IUnitOfWorkFactory, IInstanceFamily, IStimulusStore
{
    public Dictionary<string, InstanceRecord> Instances { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, BookmarkRecord> Bookmarks { get; } = new(StringComparer.Ordinal);

    public List<JournalRecord> Journal { get; } = [];

    public List<IncidentRecord> Incidents { get; } = [];

    public List<DueWorkItem> DueWork { get; } = [];

    public List<OutboxMessage> Messages { get; } = [];

    public Task<IReadOnlyList<BookmarkRecord>> FindBookmarksAsync(BookmarkQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BookmarkRecord>>([.. Bookmarks.Values
            .Where(b => query.Hashes.Contains(b.Hash, StringComparer.Ordinal)
                && (query.InstanceId is null || string.Equals(b.InstanceId, query.InstanceId, StringComparison.Ordinal))
                && (query.CorrelationId is null || string.Equals(Instances[b.InstanceId].CorrelationId, query.CorrelationId, StringComparison.Ordinal))
                && (query.CreatedUntil is null || b.CreatedAt <= query.CreatedUntil)
                && (query.Before is not { } before || b.CreatedAt < before.CreatedAt
                    || (b.CreatedAt == before.CreatedAt && string.CompareOrdinal(b.Id, before.Id) < 0)))
            .OrderByDescending(b => b.CreatedAt).ThenByDescending(b => b.Id, StringComparer.Ordinal).Take(query.Limit)]);

    /// <summary>None: what a publication of the real definitions would start is not part of a dry run.</summary>
    public Task<IReadOnlyList<TriggerRecord>> FindTriggersAsync(IReadOnlyCollection<string> hashes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TriggerRecord>>([]);

    /// <inheritdoc cref="FindTriggersAsync"/>
    public Task<IReadOnlyList<TriggerRecord>> ListTriggersAsync(string? definitionId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TriggerRecord>>([]);

    public IUnitOfWork Open() => new Unit(this);

    public Task<IReadOnlyList<string>> RunningChildrenAsync(string parentId, string? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Instances.Values
            .Where(i => i.Status is "Running" && string.Equals(i.ParentInstanceId, parentId, StringComparison.Ordinal))
            .Select(i => i.Id).Where(id => after is null || string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(limit)]);

    private async Task<string?> PublishedOfAsync(string? definitionId, CancellationToken cancellationToken) =>
        definitionId is null ? null : (await definitions.FindPublishedAsync(definitionId, cancellationToken))?.Id;

    /// <summary>One transaction. It offers what the engine itself needs and nothing of the domain.</summary>
    private sealed class Unit(SimulatedStore store) : IUnitOfWork, IServiceProvider, IDueWorkPlan, IOutbox, IActivationSlots
    {
        private readonly List<Action> _writes = [];

        public IServiceProvider Services => this;

        public bool HasChanges => _writes.Count > 0;

        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : null;

        public async Task<LoadedStep> LoadAsync(StepAddress address, CancellationToken cancellationToken)
        {
            var bookmark = address.BookmarkId is { } id ? store.Bookmarks.GetValueOrDefault(id)
                : address.StimulusHash is { } hash ? store.Bookmarks.Values.FirstOrDefault(b => string.Equals(b.Hash, hash, StringComparison.Ordinal)
                    && (address.InstanceId is null || string.Equals(b.InstanceId, address.InstanceId, StringComparison.Ordinal))) : null;
            var instance = (address.InstanceId ?? bookmark?.InstanceId) is { } instanceId ? store.Instances.GetValueOrDefault(instanceId) : null;
            return new LoadedStep(null, instance, bookmark, await store.PublishedOfAsync(address.PublishedOf, cancellationToken));
        }

        public bool ChecksAssumptions => false;

        public void Stage(StepChanges changes) => _writes.Add(() =>
        {
            store.Instances[changes.Instance.Id] = changes.Instance;
            store.Journal.Add(changes.Journal);
            store.Incidents.AddRange(changes.Incidents);
            foreach (var id in changes.BookmarksRemoved)
            {
                store.Bookmarks.Remove(id);
            }

            foreach (var bookmark in changes.BookmarksAdded)
            {
                store.Bookmarks[bookmark.Id] = bookmark;
            }
        });

        /// <summary>A dry run repeats no command.</summary>
        public void StageCommand(CommandRecord command)
        {
        }

        public void Add(DueWorkItem item) => _writes.Add(() => store.DueWork.Add(item));

        public void CancelOwner(string kind, string owner) => _writes.Insert(0, () => store.DueWork.RemoveAll(
            i => string.Equals(i.Kind, kind, StringComparison.Ordinal) && i.Key.StartsWith(owner + "/", StringComparison.Ordinal)));

        public Task<IReadOnlyList<DueWorkItem>> FindAsync(string kind, string owner, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<DueWorkItem>>([.. store.DueWork.Where(
                i => string.Equals(i.Kind, kind, StringComparison.Ordinal) && i.Key.StartsWith(owner + "/", StringComparison.Ordinal))]);

        /// <summary>A dry run stands for itself: what runs elsewhere does not forbid it.</summary>
        public Task<string?> HolderAsync(string key, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<string?> RunningWithCorrelationAsync(string correlationId, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public void Complete(DueWorkItem item) => _writes.Insert(0, () => store.DueWork.RemoveAll(i => i.Id == item.Id));

        public void Add(OutboxMessage message) => _writes.Add(() => store.Messages.Add(message));

        public Task CommitAsync(CancellationToken cancellationToken)
        {
            foreach (var write in _writes)
            {
                write();
            }

            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
