using DirectiveFlow.Contracts;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Operations;

namespace DirectiveFlow.Host.Messages;

/// <summary>
/// Makes a received message effective at most once per department: the mark of the inbox and the effect commit together,
/// and only then is the message acknowledged.
/// </summary>
internal sealed class DepartmentInbox(
    IUnitOfWorkFactory units, ReceiptNotice notice, DeliveryReceipts receipts, ILogger<DepartmentInbox> logger)
{
    private const int Attempts = 10;

    /// <summary>Handles the message, or finds that it was handled before. Throws when it cannot be handled now.</summary>
    public async Task ReceiveAsync(string department, IDepartmentMessage message, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TakeEffectAsync(department, message, cancellationToken);
                break;
            }
            catch (StaleStateException) when (attempt < Attempts)
            {
                logger.LogDebug("Message {MessageId} raced with another writer; deciding again", message.MessageId);
            }
        }

        FlowMetrics.MessagesReceived.Add(1);
        receipts.Confirm(message.MessageId);
    }

    private async Task TakeEffectAsync(string department, IDepartmentMessage message, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var inbox = unit.Services.GetRequiredService<IInbox>();
        if (await inbox.SeenAsync(DepartmentQueue.NameOf(department), message.MessageId, cancellationToken))
        {
            return;
        }

        await notice.AddAsync(unit.Services, department, message, cancellationToken);
        await unit.CommitAsync(cancellationToken);
    }
}
