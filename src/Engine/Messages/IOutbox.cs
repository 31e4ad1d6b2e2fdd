namespace DirectiveFlow.Engine.Messages;

/// <summary>A message that leaves after the commit.</summary>
/// <param name="Id">Stable message id: receivers deduplicate by it.</param>
/// <param name="Key">
/// Messages of one key leave in an order that keeps what caused what: those of one unit as they were added, and after those of
/// every unit that had committed before it read (for directives the key is the directive's id). Steps of one history, which its
/// unique key puts one after the other, so leave in its order; units that ran at the same moment in any.
/// </param>
/// <param name="Destination">Code of the department whose queue receives it.</param>
/// <param name="Type">Name of the contract, for example <c>TaskAssigned</c>.</param>
/// <param name="Body">The contract as JSON, UTF-8.</param>
public sealed record OutboxMessage(Guid Id, string Key, string Destination, string Type, byte[] Body, DateTimeOffset At);

/// <summary>The outbox of the current unit of work. Resolved from <see cref="Persistence.IUnitOfWork.Services"/>.</summary>
public interface IOutbox
{
    void Add(OutboxMessage message);
}

/// <summary>A row read back for relaying; <paramref name="Position"/> grows in commit order per key.</summary>
public sealed record PendingMessage(long Position, OutboxMessage Message, int Attempts);

/// <summary>The relay's side of the outbox. Deliver, then delete: a crash in between delivers again with the same id.</summary>
public interface IOutboxStore
{
    /// <summary>
    /// Claims up to <paramref name="batch"/> pending messages in order. While a message of a key is claimed by another host
    /// or waiting for its retry, later messages of that key are not given out.
    /// </summary>
    Task<IReadOnlyList<PendingMessage>> ClaimAsync(string host, int batch, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Deletes what the broker confirmed.</summary>
    Task DeleteAsync(IReadOnlyList<long> positions, CancellationToken cancellationToken);

    /// <summary>Gives claims back at once, with the error, so that the next pass tries again.</summary>
    Task ReleaseAsync(IReadOnlyList<long> positions, string error, CancellationToken cancellationToken);

    /// <summary>Pending messages and the age of the oldest one.</summary>
    Task<(long Count, TimeSpan OldestAge)> LagAsync(CancellationToken cancellationToken);
}

/// <summary>The inbox of the current unit of work: makes a received message effective at most once per endpoint.</summary>
public interface IInbox
{
    /// <summary>
    /// True when (endpoint, message id) was handled before. Otherwise marks it handled as part of the current unit: the mark
    /// commits with the effect, and a race ends in <see cref="Persistence.StaleStateException"/>.
    /// </summary>
    Task<bool> SeenAsync(string endpoint, Guid messageId, CancellationToken cancellationToken);
}

/// <summary>A message that could not be handled after its retries, kept with its cause until an operator replays or drops it.</summary>
public sealed record ParkedMessage(Guid Id, string Endpoint, string Type, byte[] Body, string Cause, DateTimeOffset At);

/// <summary>Parked messages.</summary>
public interface IParkingStore
{
    Task ParkAsync(ParkedMessage message, CancellationToken cancellationToken);

    Task<IReadOnlyList<ParkedMessage>> ListAsync(int limit, CancellationToken cancellationToken);

    Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken);
}
