using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>One transaction on an <see cref="InMemoryStore"/>.</summary>
public sealed class InMemoryUnit : IUnitOfWork, IServiceProvider, IDueWorkPlan, IOutbox, IInbox, IActivationSlots
{
    private readonly InMemoryStore _store;
    private readonly Dictionary<Type, object> _services = [];
    private readonly List<StepChanges> _steps = [];
    private readonly List<CommandRecord> _commands = [];
    private readonly List<DueWorkItem> _due = [];
    private readonly List<DueWorkItem> _completed = [];
    private readonly List<(string Kind, string Owner)> _cancelled = [];
    private readonly List<OutboxMessage> _messages = [];
    private readonly List<(string, Guid)> _inbox = [];
    private readonly List<(Action Check, Action Apply)> _enlisted = [];
    private bool _isCommitted;

    internal InMemoryUnit(InMemoryStore store) => _store = store;

    public IServiceProvider Services => this;

    public bool HasChanges => _due.Count + _completed.Count + _cancelled.Count + _messages.Count + _inbox.Count + _enlisted.Count > 0;

    /// <summary>Lets a fake repository take part in the commit.</summary>
    /// <param name="check">Throws <see cref="StaleStateException"/> when somebody else was first; runs before anything is applied.</param>
    public void Enlist(Action check, Action apply) => _enlisted.Add((check, apply));

    public object? GetService(Type serviceType)
    {
        if (serviceType.IsInstanceOfType(this))
        {
            return this;
        }

        if (serviceType == typeof(IAlterationLog))
        {
            return new InMemoryAlterationLog(_store, this);
        }

        if (!_services.TryGetValue(serviceType, out var service) && _store.CreateService(serviceType, this) is { } created)
        {
            _services[serviceType] = service = created;
        }

        return service;
    }

    public Task<LoadedStep> LoadAsync(StepAddress address, CancellationToken cancellationToken) => Task.FromResult(_store.Read(() =>
    {
        var seen = address.CommandId is { } command ? _store.CommandRows.GetValueOrDefault(command) : null;
        var bookmark = address.BookmarkId is { } id ? _store.BookmarkRows.GetValueOrDefault(id)
            : address.StimulusHash is { } hash ? _store.BookmarkRows.Values
                .Where(b => string.Equals(b.Hash, hash, StringComparison.Ordinal)
                    && (address.CorrelationId is null || string.Equals(b.CorrelationId, address.CorrelationId, StringComparison.Ordinal))
                    && (address.InstanceId is null || string.Equals(b.InstanceId, address.InstanceId, StringComparison.Ordinal)))
                .OrderBy(b => b.CreatedAt).ThenBy(b => b.Id, StringComparer.Ordinal).FirstOrDefault() : null;
        var instanceId = address.InstanceId ?? bookmark?.InstanceId;
        var published = address.PublishedOf is { } definition ? _store.Definitions.PublishedVersionOf(definition) : null;
        return new LoadedStep(seen, instanceId is null ? null : _store.InstanceRows.GetValueOrDefault(instanceId), bookmark, published)
        {
            HasKeptStimuli = _store.DueRows.Values.Any(r => r.Item.Kind is DueWorkKinds.KeptStimulus),
        };
    }));

    public bool ChecksAssumptions => true;

    public void Stage(StepChanges changes) => _steps.Add(changes);

    public void StageCommand(CommandRecord command) => _commands.Add(command);

    public void Add(DueWorkItem item) => _due.Add(item);

    public void CancelOwner(string kind, string owner)
    {
        _cancelled.Add((kind, owner));
        _due.RemoveAll(d => IsOwnedBy(d, kind, owner));
    }

    public Task<IReadOnlyList<DueWorkItem>> FindAsync(string kind, string owner, CancellationToken cancellationToken) =>
        Task.FromResult(_store.Read(() => (IReadOnlyList<DueWorkItem>)
        [
            .. _store.DueRows.Values.OrderBy(r => r.Number).Select(r => r.Item)
                .Where(d => IsOwnedBy(d, kind, owner) && !_completed.Exists(c => c.Id == d.Id) && !_cancelled.Contains((kind, owner))),
        ]));

    public Task<string?> HolderAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(_store.Read(() => _store.SlotRows.GetValueOrDefault(key)));

    public Task<string?> RunningWithCorrelationAsync(string correlationId, CancellationToken cancellationToken) =>
        Task.FromResult(_store.Read(() => _store.InstanceRows.Values.FirstOrDefault(i => i.Status is "Running"
            && string.Equals(i.CorrelationId, correlationId, StringComparison.Ordinal))?.Id));

    public void Complete(DueWorkItem item) => _completed.Add(item);

    public void Add(OutboxMessage message) => _messages.Add(message);

    public Task<bool> SeenAsync(string endpoint, Guid messageId, CancellationToken cancellationToken)
    {
        _inbox.Add((endpoint, messageId));
        return Task.FromResult(_store.Read(() => _store.InboxRows.Contains((endpoint, messageId))));
    }

    public Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_isCommitted)
        {
            throw new InvalidOperationException("A unit of work commits once.");
        }

        _isCommitted = true;
        _store.Read(() =>
        {
            Check();
            Apply();
            return true;
        });
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Check()
    {
        foreach (var step in _steps)
        {
            if (_store.Planted != PlantedDefect.JournalKeyForgotten)
            {
                Require(!_store.JournalRows.ContainsKey((step.Journal.InstanceId, step.Journal.Sequence)), "journal");
                Require(step.IsNew != _store.InstanceRows.ContainsKey(step.Instance.Id), "instance");
            }

            Require(step.Assumed is not { } assumed || _store.Planted == PlantedDefect.AssumptionsUnchecked || Holds(assumed), "assumed");
            Require(step.Instance.Sequence == step.Journal.Sequence, "sequence");
            Require(step.BookmarksAdded.All(b => !_store.BookmarkRows.ContainsKey(b.Id)), "bookmark");
            Require(step.SlotTaken is null || !_store.SlotRows.ContainsKey(step.SlotTaken.Key), "slot");
        }

        var commands = _steps.Select(s => s.Command).OfType<CommandRecord>().Concat(_commands).Select(c => c.CommandId).ToArray();
        Require(commands.Distinct(StringComparer.Ordinal).Count() == commands.Length && !commands.Any(_store.CommandRows.ContainsKey), "command");
        Require(
            _store.Planted is PlantedDefect.CompletionUnguarded or PlantedDefect.AcknowledgedAtClaim || _completed.All(c => _store.DueRows.ContainsKey(c.Id)),
            "due work completed elsewhere");
        Require(!_inbox.Any(_store.InboxRows.Contains), "inbox");
        var keys = _store.DueRows.Values.Select(r => (r.Item.Kind, r.Item.Key)).ToHashSet();
        Require(!_due.Any(d => keys.Contains((d.Kind, d.Key))), "due work key");
        foreach (var (check, _) in _enlisted)
        {
            check();
        }
    }

    private bool Holds(StepAssumptions assumed) =>
        (assumed.PublishedOf is not { } definition
            || string.Equals(_store.Definitions.PublishedVersionOf(definition), assumed.PublishedVersionId, StringComparison.Ordinal))
        && !(assumed.NothingKept && _store.DueRows.Values.Any(r => r.Item.Kind is DueWorkKinds.KeptStimulus));

    private void Apply()
    {
        foreach (var step in _steps)
        {
            _store.InstanceRows[step.Instance.Id] = step.Instance;
            foreach (var row in step.EarlierJournal)
            {
                _store.JournalRows.Add((row.InstanceId, row.Sequence), row);
            }

            _store.JournalRows[(step.Journal.InstanceId, step.Journal.Sequence)] = step.Journal;
            ApplyExtras(step);
            foreach (var id in _store.Planted == PlantedDefect.BookmarksNotBurned ? [] : step.BookmarksRemoved)
            {
                _store.BookmarkRows.Remove(id);
            }

            foreach (var bookmark in step.BookmarksAdded)
            {
                _store.BookmarkRows.Add(bookmark.Id, bookmark);
            }
        }

        foreach (var command in _steps.Select(s => s.Command).OfType<CommandRecord>().Concat(_commands))
        {
            if (_store.Planted != PlantedDefect.CommandsForgotten)
            {
                _store.CommandRows.Add(command.CommandId, command);
            }
        }

        ApplyDueWork();
        _store.OutboxRows.AddRange(_messages);
        _store.InboxRows.UnionWith(_inbox);
        foreach (var (_, apply) in _enlisted)
        {
            apply();
        }
    }

    private void ApplyExtras(StepChanges step)
    {
        _store.IncidentRows.AddRange(step.Incidents);
        foreach (var closing in step.IncidentsClosed)
        {
            var at = _store.IncidentRows.FindIndex(i => string.Equals(i.Id, closing.IncidentId, StringComparison.Ordinal));
            _store.IncidentRows[at] = _store.IncidentRows[at] with { ClosedAt = closing.At, ClosedBy = closing.By, Resolution = closing.Resolution };
        }

        if (step.SlotFreed is { } freed && !_store.SlotRows.Remove(freed.Key))
        {
            throw new InvalidOperationException($"Slot {freed.Key} is not held.");
        }

        if (step.SlotTaken is { } taken)
        {
            _store.SlotRows.Add(taken.Key, taken.InstanceId);
        }
    }

    private static bool IsOwnedBy(DueWorkItem item, string kind, string owner) =>
        string.Equals(item.Kind, kind, StringComparison.Ordinal) && item.Key.StartsWith(owner + "/", StringComparison.Ordinal);

    private void ApplyDueWork()
    {
        foreach (var item in _completed)
        {
            _store.DueRows.Remove(item.Id);
        }

        foreach (var (kind, owner) in _cancelled)
        {
            foreach (var row in _store.DueRows.Values.Where(r => IsOwnedBy(r.Item, kind, owner)).ToArray())
            {
                _store.DueRows.Remove(row.Item.Id);
            }
        }

        foreach (var item in _due)
        {
            _store.DueRows.Add(item.Id, new InMemoryStore.DueRow(item, _store.NextNumber()));
        }
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new StaleStateException($"Somebody else was first ({what}).");
        }
    }
}
