using System.Text.Json;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Host.Operations;
using MassTransit;

namespace DirectiveFlow.Host.Messages;

/// <summary>Puts a received message that cannot be handled aside, as contract and body where it can be read, else as its raw bytes.</summary>
internal sealed class MessageParking(
    IParkingStore store, IIdGenerator ids, DeliveryReceipts receipts, TimeProvider time, ILogger<MessageParking> logger)
{
    /// <summary>Type under which bytes are kept that are no envelope of a contract.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>Throws when the database is away: the transport then keeps the message and delivers it again.</summary>
    public async Task ParkAsync(string department, ReceiveContext context, string cause)
    {
        var raw = context.GetBody();
        var (type, body, messageId) = Open(raw);
        await store.ParkAsync(
            new ParkedMessage(ids.NewGuid(), department, type, body, cause, time.GetUtcNow()), CancellationToken.None);
        FlowMetrics.MessagesParked.Add(1);
        logger.LogError("A message of type {Type} for {Department} is parked: {Cause}", type, department, cause);
        if (messageId is { } id)
        {
            receipts.Confirm(id);
        }
    }

    private static (string Type, byte[] Body, Guid? MessageId) Open(byte[] raw)
    {
        try
        {
            using var envelope = JsonDocument.Parse(raw);
            var urn = envelope.RootElement.GetProperty("messageType")[0].GetString() ?? Unreadable;
            var body = envelope.RootElement.GetProperty("message").GetRawText();
            var id = envelope.RootElement.TryGetProperty("messageId", out var value) && value.TryGetGuid(out var found) ? found : (Guid?)null;
            return (urn[(urn.LastIndexOf(':') + 1)..], System.Text.Encoding.UTF8.GetBytes(body), id);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            // Not an envelope: the bytes themselves are all there is to keep, and they are kept.
            return (Unreadable, raw, null);
        }
    }
}

/// <summary>Last filter for a message whose handling failed after its retries, or that could not even be read.</summary>
internal sealed class ParkFaulted(string department, MessageParking parking) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var cause = context.Exception.GetBaseException();
        await parking.ParkAsync(department, context, $"{cause.GetType().Name}: {cause.Message}");

        // Settled: otherwise the dead-letter filter behind this one would park it a second time.
        await context.NotifyFaulted(context.Exception);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park");
}

/// <summary>Last filter for a message of a type this version does not know.</summary>
internal sealed class ParkUnknown(string department, MessageParking parking) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        parking.ParkAsync(department, context, "No contract of this version matches the message.");

    public void Probe(ProbeContext context) => context.CreateFilterScope("park");
}
