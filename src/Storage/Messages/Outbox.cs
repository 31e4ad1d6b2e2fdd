using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Messages;

/// <summary>The outbox of one unit.</summary>
internal sealed class Outbox(FlowDbContext context) : IOutbox
{
    public bool HasMessages => context.ChangeTracker.Entries<OutboxRow>().Any(e => e.State == EntityState.Added);

    public void Add(OutboxMessage message) => context.Add(new OutboxRow
    {
        MessageId = message.Id,
        Key = message.Key,
        Destination = message.Destination,
        Type = message.Type,
        Body = message.Body,
        At = message.At,
    });
}

/// <summary>The inbox of one unit.</summary>
internal sealed class Inbox(FlowDbContext context, TimeProvider time) : IInbox
{
    public async Task<bool> SeenAsync(string endpoint, Guid messageId, CancellationToken cancellationToken)
    {
        if (await context.Set<InboxRow>().AnyAsync(r => r.Endpoint == endpoint && r.MessageId == messageId, cancellationToken))
        {
            return true;
        }

        context.Add(new InboxRow { Endpoint = endpoint, MessageId = messageId, At = time.GetUtcNow() });
        return false;
    }
}
