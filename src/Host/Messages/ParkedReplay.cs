using System.Text.Json;
using DirectiveFlow.Contracts;
using DirectiveFlow.Engine.Messages;

namespace DirectiveFlow.Host.Messages;

/// <summary>
/// Handles a parked message again through the same inbox. It leaves the parking place only after its effect committed; a
/// crash in between leaves it there, and the next replay finds the message handled.
/// </summary>
internal sealed class ParkedReplay(IParkingStore store, DepartmentInbox inbox)
{
    /// <summary>The most that is looked through; older ones wait until newer ones are dealt with.</summary>
    public const int Reach = 1000;

    public async Task<ReplayOutcome> ReplayAsync(Guid id, CancellationToken cancellationToken)
    {
        var parked = (await store.ListAsync(Reach, cancellationToken)).FirstOrDefault(message => message.Id == id);
        if (parked is null)
        {
            return new ReplayOutcome(false, null);
        }

        try
        {
            await inbox.ReceiveAsync(parked.Endpoint, ContractCatalog.Deserialize(parked.Type, parked.Body), cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            return new ReplayOutcome(true, exception.Message);
        }

        await store.RemoveAsync(id, cancellationToken);
        return new ReplayOutcome(true, null);
    }
}

/// <param name="Failure">Why the message stays parked; null when it took effect.</param>
internal sealed record ReplayOutcome(bool Found, string? Failure);
