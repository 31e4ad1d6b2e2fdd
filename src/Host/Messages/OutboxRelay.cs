using System.Collections.Concurrent;
using System.Text.Json;
using DirectiveFlow.Contracts;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Host.Operations;

namespace DirectiveFlow.Host.Messages;

/// <summary>
/// Takes committed messages to their departments: in order per key, keys side by side. Delivers, then deletes; a crash in
/// between delivers again with the same id. A message nobody can read is parked, so that its key goes on.
/// </summary>
internal sealed class OutboxRelay(
    IOutboxStore store,
    IParkingStore parking,
    IDepartmentSender sender,
    IIdGenerator ids,
    TimeProvider time,
    HostIdentity host,
    ILogger<OutboxRelay> logger)
{
    public const int Batch = 200;
    private const int Keys = 8;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// One pass over up to <see cref="Batch"/> messages. The first failure of the transport ends the pass: what was not sent
    /// is given back in order.
    /// </summary>
    public async Task<RelayPass> RelayAsync(CancellationToken cancellationToken)
    {
        var pending = await store.ClaimAsync(host.Name, Batch, Lease, cancellationToken);
        if (pending.Count == 0)
        {
            return new RelayPass(0, null);
        }

        var pass = new Pass();
        await Parallel.ForEachAsync(
            pending.GroupBy(message => message.Message.Key, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = Keys, CancellationToken = CancellationToken.None },
            async (ofKey, _) => await RelayKeyAsync(ofKey.OrderBy(message => message.Position), pass, cancellationToken));

        if (!pass.Done.IsEmpty)
        {
            await store.DeleteAsync([.. pass.Done], CancellationToken.None);
            FlowMetrics.MessagesSent.Add(pass.Done.Count);
        }

        if (!pass.Left.IsEmpty)
        {
            await store.ReleaseAsync([.. pass.Left], pass.Failure ?? "The host stopped.", CancellationToken.None);
        }

        return new RelayPass(pass.Done.Count, pass.Failure);
    }

    private async Task RelayKeyAsync(IEnumerable<PendingMessage> messages, Pass pass, CancellationToken cancellationToken)
    {
        var blocked = false;
        foreach (var pending in messages)
        {
            if (blocked || pass.Failure is not null || cancellationToken.IsCancellationRequested)
            {
                pass.Left.Add(pending.Position);
                continue;
            }

            try
            {
                await SendOrParkAsync(pending.Message, cancellationToken);
                pass.Done.Add(pending.Position);
            }
#pragma warning disable CA1031 // Any failure of the transport means the same: not delivered for certain, try again later.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                blocked = true;
                pass.Left.Add(pending.Position);
                pass.Failure ??= cancellationToken.IsCancellationRequested ? null : exception.Message;
                logger.LogWarning(exception, "Message {MessageId} to {Department} was not delivered", pending.Message.Id, pending.Message.Destination);
            }
        }
    }

    private async Task SendOrParkAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        IDepartmentMessage contract;
        try
        {
            contract = ContractCatalog.Deserialize(message.Type, message.Body);
            _ = DepartmentQueue.NameOf(message.Destination);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            logger.LogError(exception, "Message {MessageId} of type {Type} cannot be sent and is parked", message.Id, message.Type);
            await parking.ParkAsync(
                new ParkedMessage(ids.NewGuid(), "outbox", message.Type, message.Body, exception.Message, time.GetUtcNow()), cancellationToken);
            FlowMetrics.MessagesParked.Add(1);
            return;
        }

        using var limit = new CancellationTokenSource(SendLimit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await sender.SendAsync(message.Destination, contract, either.Token);
    }

    private sealed class Pass
    {
        public ConcurrentBag<long> Done { get; } = [];

        public ConcurrentBag<long> Left { get; } = [];

        public string? Failure { get; set; }
    }
}

/// <param name="Failure">Why the transport refused; null when everything claimed was delivered or parked.</param>
internal sealed record RelayPass(int Delivered, string? Failure);
