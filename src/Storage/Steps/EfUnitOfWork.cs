using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.DueWork;
using DirectiveFlow.Storage.Instances;
using DirectiveFlow.Storage.Messages;
using DirectiveFlow.Storage.Organization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Steps;

/// <summary>
/// A unit with its own scope and context. On PostgreSQL a plain commit is one batch in one round trip, which the server runs as
/// one transaction; a step of the engine alone is even one statement of it, a large commit takes an explicit transaction. How a race is lost in each: docs/decisions, "One commit per
/// step, guarded by unique keys".
/// </summary>
internal sealed class EfUnitOfWork : IUnitOfWork
{
    /// <summary>Above this many changed rows EF could need a second batch, so the transaction becomes explicit.</summary>
    internal const int LargestBatch = 500;

    private readonly AsyncServiceScope _scope;
    private readonly FlowDbContext _context;
    private readonly SqliteWriteGate _gate;
    private readonly DueWorkPlan _dueWork;
    private readonly Outbox _outbox;
    private readonly IWorkSignal _signal;
    private bool _used;
    private readonly List<string> _instances = [];
    private bool _instanceMayBeGone;
    private StepAssumptions? _assumed;

    public EfUnitOfWork(AsyncServiceScope scope)
    {
        _scope = scope;
        _context = Services.GetRequiredService<FlowDbContext>();
        _gate = Services.GetRequiredService<SqliteWriteGate>();
        _dueWork = Services.GetRequiredService<DueWorkPlan>();
        _outbox = Services.GetRequiredService<Outbox>();
        _signal = Services.GetRequiredService<IWorkSignal>();
    }

    public IServiceProvider Services => _scope.ServiceProvider;

    public async Task<LoadedStep> LoadAsync(StepAddress address, CancellationToken cancellationToken)
    {
        var (loaded, stamp) = await StepLoader.LoadAsync(_context, address, cancellationToken);
        Services.GetRequiredService<OrganizationStore>().Stamp = stamp;
        return loaded;
    }

    public bool HasChanges
    {
        get
        {
            _context.ChangeTracker.DetectChanges();
            return _dueWork.HasCancellations || _context.ChangeTracker.HasChanges();
        }
    }

    public bool ChecksAssumptions => _context.Database.IsNpgsql();

    public void Stage(StepChanges changes)
    {
        _assumed = changes.Assumed ?? _assumed;
        StageInstance(changes);
        _context.Add(changes.Journal);
        _context.AddRange(changes.EarlierJournal);
        _context.AddRange(changes.BookmarksAdded);
        _context.AddRange(changes.Incidents);
        foreach (var id in changes.BookmarksRemoved)
        {
            RemoveBookmark(id);
        }

        if (changes.Command is { } command)
        {
            StageCommand(command);
        }

        InstanceExtras.Stage(_context, changes);
        _instanceMayBeGone |= changes.WasFinished;
        _instances.Add(changes.Instance.Id);
    }

    public void StageCommand(CommandRecord command) => _context.Add(command);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_used)
        {
            throw new InvalidOperationException("A unit of work is for one attempt: open a new one.");
        }

        _used = true;
        _context.ChangeTracker.DetectChanges();

        // Every later look at the entries would compare all of them again; what the commit itself fills in is set through its entry.
        _context.ChangeTracker.AutoDetectChangesEnabled = false;
        var hasMessages = _outbox.HasMessages;
        var earliest = _dueWork.EarliestAdded;
        await WriteAsync(cancellationToken);
        if (hasMessages)
        {
            _signal.OutboxPending();
        }

        if (earliest is { } at)
        {
            _signal.DueWorkPending(at);
        }

        foreach (var instance in _instances)
        {
            _signal.InstanceCommitted(instance);
        }
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var changed = _context.ChangeTracker.Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        if (changed.Count == 0 && !_dueWork.HasCancellations)
        {
            return;
        }

        var implicitly = _context.Database.IsNpgsql() && changed.Count <= LargestBatch && !_instanceMayBeGone
            && (!_dueWork.HasCancellations || changed.Exists(e => e.State == EntityState.Added && e.Entity is not DueWorkRow));
        var folds = implicitly && FoldedCommit.Fits(changed);
        if (_assumed is not null && !folds)
        {
            throw new AssumptionsUncheckedException("Only a commit of the engine's own rows can check what its step took for granted.");
        }

        try
        {
            using var pass = await _gate.EnterAsync(cancellationToken);
            await (!implicitly ? WriteTransactionAsync(cancellationToken)
                : folds ? FoldedCommit.WriteAsync(_context, changed, _dueWork, _assumed, cancellationToken)
                : WriteBatchAsync(cancellationToken));
        }
        catch (Exception conflict) when (Conflicts.IsConflict(conflict))
        {
            throw new StaleStateException("Another writer committed first; nothing of this unit was written.", conflict);
        }
    }

    private async Task WriteBatchAsync(CancellationToken cancellationToken)
    {
        _context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        _context.CarriedByBatch = _dueWork.HasCancellations ? _dueWork : null;
        try
        {
            await _context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException unguarded)
        {
            // Every row of a batch is guarded by an insert that fails first. Here the batch took effect and a row was missing.
            throw new InvalidOperationException(
                "A commit changed or removed a row that does not exist, without a history row that guards it.", unguarded);
        }
        finally
        {
            _context.CarriedByBatch = null;
        }
    }

    private async Task WriteTransactionAsync(CancellationToken cancellationToken)
    {
        _context.Database.AutoSavepointsEnabled = false;
        await using var transaction = await _context.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await _dueWork.CancelAsync(cancellationToken);
            await _context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException gone)
        {
            throw new StaleStateException("A row of this unit is gone; nothing of this unit was written.", gone);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private void StageInstance(StepChanges changes)
    {
        if (_context.Set<InstanceRecord>().Local.FindEntry(changes.Instance.Id) is { } tracked)
        {
            tracked.CurrentValues.SetValues(changes.Instance);
        }
        else
        {
            tracked = changes.IsNew ? _context.Add(changes.Instance) : _context.Update(changes.Instance);
            if (!changes.IsNew)
            {
                // Never changed by a step. The parent is forgotten by its purge, which a remembered instance does not know of.
                tracked.Property(i => i.ParentInstanceId).IsModified = false;
                tracked.Property(i => i.DefinitionId).IsModified = false;
                tracked.Property(i => i.CreatedAt).IsModified = false;
            }
        }

        tracked.Property(InstanceMapping.SearchKey).CurrentValue = InstanceMapping.SearchKeyOf(changes.Instance);
    }

    private void RemoveBookmark(string id)
    {
        var bookmarks = _context.Set<BookmarkRecord>();
        if (bookmarks.Local.FindEntry(id) is { } added)
        {
            added.State = added.State == EntityState.Added ? EntityState.Detached : EntityState.Deleted;
        }
        else
        {
            bookmarks.Remove(new BookmarkRecord(id, string.Empty, string.Empty, string.Empty, string.Empty, null, default));
        }
    }
}

/// <summary>Opens units, each in its own scope.</summary>
internal sealed class EfUnitOfWorkFactory(IServiceScopeFactory scopes) : IUnitOfWorkFactory
{
    public IUnitOfWork Open() => new EfUnitOfWork(scopes.CreateAsyncScope());
}
