using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Host.Api;

/// <summary>The command id of a request: the caller's Idempotency-Key within the caller's own space, else a new one.</summary>
internal sealed class CommandIds(IIdGenerator ids)
{
    private const string Header = "Idempotency-Key";
    private const int Longest = 100;

    /// <exception cref="RuleViolationException">The key is too long or holds anything but visible ASCII.</exception>
    public string Of(HttpContext context, Actor actor)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0)
        {
            return ids.NewId();
        }

        if (key.Length > Longest || !key.All(c => c is > ' ' and <= '~'))
        {
            throw new BadHttpRequestException($"{Header} must be 1 to {Longest} visible ASCII characters.");
        }

        // One person's key never answers with what another person did.
        return $"{actor.PersonId:N}/{key}";
    }
}
