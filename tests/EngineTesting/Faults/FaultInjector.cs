using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.EngineTesting.Faults;

/// <summary>The process dies here. Nothing that follows in this host happens; what was committed stays.</summary>
public sealed class SimulatedCrash : Exception
{
    public SimulatedCrash()
    {
    }

    public SimulatedCrash(string message)
        : base(message)
    {
    }

    public SimulatedCrash(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// Numbers every operation on the store - load, commit (before and after), claim, release, acknowledge - and crashes at the
/// chosen number. A run without a number counts them; then every number is tried in turn.
/// </summary>
public sealed class FaultInjector
{
    private readonly List<string> _operations = [];
    private readonly Lock _lock = new();

    /// <param name="crashAt">Number of the operation, from 1; null only counts.</param>
    public FaultInjector(int? crashAt = null) => CrashAt = crashAt;

    public int? CrashAt { get; }

    public bool HasCrashed { get; private set; }

    /// <summary>Awaited before every point: a simulation lets other hosts go first here.</summary>
    public Func<string, Task>? Interleave { get; init; }

    /// <summary>Names of the operations so far, in order.</summary>
    public IReadOnlyList<string> Operations
    {
        get
        {
            lock (_lock)
            {
                return [.. _operations];
            }
        }
    }

    /// <summary>One numbered point; a relay calls it around its publish.</summary>
    /// <exception cref="SimulatedCrash">This is the chosen number, or the host died before.</exception>
    public void Point(string name)
    {
        lock (_lock)
        {
            if (HasCrashed)
            {
                throw new SimulatedCrash("The host is dead.");
            }

            _operations.Add(name);
            if (_operations.Count == CrashAt)
            {
                HasCrashed = true;
                throw new SimulatedCrash(name);
            }
        }
    }

    public IUnitOfWorkFactory Wrap(IUnitOfWorkFactory inner) => new Units(this, inner);

    public IDueWorkStore Wrap(IDueWorkStore inner) => new DueWork(this, inner);

    public IOutboxStore Wrap(IOutboxStore inner) => new Outbox(this, inner);

    private async Task ReachAsync(string name)
    {
        if (Interleave is { } interleave)
        {
            await interleave(name);
        }

        Point(name);
    }

    private async Task<T> AroundAsync<T>(string name, Func<Task<T>> operation)
    {
        await ReachAsync(name + ".before");
        var result = await operation();
        await ReachAsync(name + ".after");
        return result;
    }

    private async Task AroundAsync(string name, Func<Task> operation)
    {
        await ReachAsync(name + ".before");
        await operation();
        await ReachAsync(name + ".after");
    }

    private sealed class Units(FaultInjector faults, IUnitOfWorkFactory inner) : IUnitOfWorkFactory
    {
        public IUnitOfWork Open() => new Unit(faults, inner.Open());
    }

    private sealed class Unit(FaultInjector faults, IUnitOfWork inner) : IUnitOfWork
    {
        public IServiceProvider Services => inner.Services;

        public bool HasChanges => inner.HasChanges;

        public async Task<LoadedStep> LoadAsync(StepAddress address, CancellationToken cancellationToken)
        {
            await faults.ReachAsync("load");
            return await inner.LoadAsync(address, cancellationToken);
        }

        public bool ChecksAssumptions => inner.ChecksAssumptions;

        public void Stage(StepChanges changes) => inner.Stage(changes);

        public void StageCommand(CommandRecord command) => inner.StageCommand(command);

        public Task CommitAsync(CancellationToken cancellationToken) =>
            faults.AroundAsync("commit", () => inner.CommitAsync(cancellationToken));

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class DueWork(FaultInjector faults, IDueWorkStore inner) : IDueWorkStore
    {
        public Task<IReadOnlyList<DueWorkItem>> ClaimAsync(
            string host, DateTimeOffset now, int batch, TimeSpan lease, CancellationToken cancellationToken) =>
            faults.AroundAsync("claim", () => inner.ClaimAsync(host, now, batch, lease, cancellationToken));

        public Task ReleaseAsync(Guid id, DateTimeOffset retryAt, string error, CancellationToken cancellationToken) =>
            faults.AroundAsync("release", () => inner.ReleaseAsync(id, retryAt, error, cancellationToken));

        public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => inner.NextDueAsync(cancellationToken);

        public Task<(long Count, TimeSpan Lag)> LagAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
            inner.LagAsync(now, cancellationToken);
    }

    private sealed class Outbox(FaultInjector faults, IOutboxStore inner) : IOutboxStore
    {
        public Task<IReadOnlyList<PendingMessage>> ClaimAsync(string host, int batch, TimeSpan lease, CancellationToken cancellationToken) =>
            faults.AroundAsync("outbox.claim", () => inner.ClaimAsync(host, batch, lease, cancellationToken));

        public Task DeleteAsync(IReadOnlyList<long> positions, CancellationToken cancellationToken) =>
            faults.AroundAsync("outbox.acknowledge", () => inner.DeleteAsync(positions, cancellationToken));

        public Task ReleaseAsync(IReadOnlyList<long> positions, string error, CancellationToken cancellationToken) =>
            faults.AroundAsync("outbox.release", () => inner.ReleaseAsync(positions, error, cancellationToken));

        public Task<(long Count, TimeSpan OldestAge)> LagAsync(CancellationToken cancellationToken) => inner.LagAsync(cancellationToken);
    }
}
