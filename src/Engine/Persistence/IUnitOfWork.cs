namespace DirectiveFlow.Engine.Persistence;

/// <summary>Opens units of work. The one door between the engine and a database.</summary>
public interface IUnitOfWorkFactory
{
    IUnitOfWork Open();
}

/// <summary>
/// One unit of work is one transaction: engine rows, domain rows, outbox, due work and the command id commit together or
/// not at all. It is used by one caller at a time and for one attempt: after <see cref="StaleStateException"/> open a new
/// one, load again and decide again. Nothing has left the process before <see cref="CommitAsync"/> returns.
/// </summary>
public interface IUnitOfWork : IAsyncDisposable
{
    /// <summary>Services that read and change the domain inside this unit (repositories, <see cref="Messages.IOutbox"/>, <see cref="DueWork.IDueWorkPlan"/>).</summary>
    IServiceProvider Services { get; }

    /// <summary>Reads the instance and whether the command was seen, in one round trip.</summary>
    Task<LoadedStep> LoadAsync(StepAddress address, CancellationToken cancellationToken);

    /// <summary>Whether <see cref="CommitAsync"/> can check <see cref="StepChanges.Assumed"/>. False: every step loads.</summary>
    bool ChecksAssumptions { get; }

    /// <summary>Adds the changes of one step. Several steps of different instances may share one commit.</summary>
    void Stage(StepChanges changes);

    /// <summary>Remembers a command and its answer without a step (pure domain commands).</summary>
    void StageCommand(CommandRecord command);

    /// <summary>True when a service of this unit was asked to write something: domain rows, messages, due work.</summary>
    bool HasChanges { get; }

    /// <summary>
    /// Writes everything staged and everything the domain services changed, in one transaction; then wakes relay and drain.
    /// </summary>
    /// <exception cref="StaleStateException">Somebody else was first; nothing was written.</exception>
    Task CommitAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Another writer committed first (instance sequence, aggregate version, command id, reminder key or another unique key).
/// Nothing of this unit was written.
/// </summary>
public sealed class StaleStateException : Exception
{
    public StaleStateException()
    {
    }

    public StaleStateException(string message)
        : base(message)
    {
    }

    public StaleStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
