using System.Collections.Concurrent;
using DirectiveFlow.Contracts;
using MassTransit;

namespace DirectiveFlow.Host.Messages;

/// <summary>
/// Sends within this process. Memory confirms nothing, so the sender waits until the receiver has committed (or parked) the
/// message: the outbox row outlives a crash at any moment in between.
/// </summary>
internal sealed class EmbeddedSender(IBus bus, DepartmentEndpoints endpoints, DeliveryReceipts receipts) : IDepartmentSender
{
    public async Task SendAsync(string department, IDepartmentMessage message, CancellationToken cancellationToken)
    {
        await endpoints.EnsureAsync(department, cancellationToken);
        var received = receipts.Expect(message.MessageId);
        try
        {
            var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{DepartmentQueue.NameOf(department)}"));
            await endpoint.Send(
                (object)message, message.GetType(), Pipe.Execute<SendContext>(context => context.MessageId = message.MessageId), cancellationToken);
            await received.WaitAsync(cancellationToken);
        }
        finally
        {
            receipts.Forget(message.MessageId);
        }
    }
}

/// <summary>Tells the sender in this process that a message has been dealt with for good.</summary>
internal sealed class DeliveryReceipts
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _expected = new();

    public Task Expect(Guid messageId) =>
        _expected.GetOrAdd(messageId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Confirm(Guid messageId)
    {
        if (_expected.TryGetValue(messageId, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    public void Forget(Guid messageId) => _expected.TryRemove(messageId, out _);
}
