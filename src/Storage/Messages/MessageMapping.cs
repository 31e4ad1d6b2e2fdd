using DirectiveFlow.Engine.Messages;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Messages;

/// <summary>A message waiting for the relay. <see cref="Position"/> is given by the database.</summary>
internal sealed class OutboxRow
{
    public long Position { get; init; }
    public required Guid MessageId { get; init; }
    public required string Key { get; init; }
    public required string Destination { get; init; }
    public required string Type { get; init; }
    public required byte[] Body { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }

    public PendingMessage ToPending() => new(Position, new OutboxMessage(MessageId, Key, Destination, Type, Body, At), Attempts);
}

/// <summary>A message that took effect at an endpoint.</summary>
internal sealed class InboxRow
{
    public required string Endpoint { get; init; }
    public required Guid MessageId { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal static class MessageMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<OutboxRow>(row =>
        {
            row.ToTable("Outbox");
            row.HasKey(r => r.Position);
            row.Property(r => r.Position).ValueGeneratedOnAdd();
            row.HasIndex(r => new { r.Key, r.Position });
        });
        builder.Entity<InboxRow>(row =>
        {
            row.ToTable("Inbox");
            row.HasKey(r => new { r.Endpoint, r.MessageId });
            row.HasIndex(r => r.At);
        });
        builder.Entity<ParkedMessage>(message =>
        {
            message.ToTable("ParkedMessages");
            message.HasKey(m => m.Id);
        });
    }
}
