using System.Security.Cryptography;
using System.Text.Json;
using DirectiveFlow.Engine.Values;
using Microsoft.AspNetCore.DataProtection;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>The right to resume one bookmark, or to send one event (to one instance or to all who wait).</summary>
internal sealed record Ticket(string? BookmarkId, string? InstanceId, string? EventName);

/// <param name="Token">For the query parameter <c>t</c>.</param>
internal sealed record IssuedTicket(string Token, DateTimeOffset ExpiresAt);

/// <summary>Makes and opens tickets. Each ends: there is none without a term, and no way to make one.</summary>
internal sealed class Tickets(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(30);

    private readonly IDataProtector _protector = protection.CreateProtector("DirectiveFlow.Elsa.Tickets.v1");

    private sealed record Sealed(Ticket Ticket, DateTimeOffset ExpiresAt);

    public IssuedTicket Issue(Ticket ticket, TimeSpan lifetime)
    {
        var expiresAt = time.GetUtcNow() + lifetime;
        return new IssuedTicket(_protector.Protect(JsonSerializer.Serialize(new Sealed(ticket, expiresAt), JsonValues.Options)), expiresAt);
    }

    /// <summary>Null when we did not make it, it was changed, or its time is over.</summary>
    public Ticket? Open(string token)
    {
        try
        {
            var inside = JsonSerializer.Deserialize<Sealed>(_protector.Unprotect(token), JsonValues.Options);
            return inside is not null && time.GetUtcNow() < inside.ExpiresAt ? inside.Ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
