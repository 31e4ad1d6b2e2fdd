using System.Security.Claims;
using DirectiveFlow.Host.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DirectiveFlow.Host.Identity;

/// <summary>Makes and checks access tokens: HMAC-SHA256 with this installation's own key; issuer, audience and term are checked.</summary>
internal sealed class TokenIssuer(HostSettings settings, TimeProvider time)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RefreshTerm = TimeSpan.FromHours(2);
    private readonly SymmetricSecurityKey _key = new(KeyFile.ReadOrCreate(settings.Tokens.KeyFile));

    /// <summary>A signed token with the claims of the principal, valid from now.</summary>
    /// <param name="term">How long, but never longer than <see cref="TokenSettings.Lifetime"/>, which is also the default.</param>
    public (string Token, DateTimeOffset ExpiresAt) Issue(ClaimsPrincipal user, TimeSpan? term = null)
    {
        var expires = time.GetUtcNow() + (term is { } asked && asked < settings.Tokens.Lifetime ? asked : settings.Tokens.Lifetime);
        return (Sign(settings.Tokens.Audience, new ClaimsIdentity(user.Claims), expires), expires);
    }

    /// <summary>A token that opens nothing but the renewal of access tokens: it is made for another audience and says no role.</summary>
    /// <param name="stamp">Of the account; a changed password or account makes the token worthless.</param>
    public string IssueRefresh(Guid accountId, string stamp) => Sign(
        RefreshAudience, new ClaimsIdentity([new(FlowClaims.Subject, accountId.ToString("D")), new(FlowClaims.Stamp, stamp)]), time.GetUtcNow() + RefreshTerm);

    /// <summary>Account and stamp of a refresh token; null when it is none of ours, is over or is an access token.</summary>
    public async Task<(string AccountId, string Stamp)?> RefreshedAsync(string token)
    {
        var validation = Validation();
        validation.ValidAudience = RefreshAudience;
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, validation);
        return result is { IsValid: true } && result.ClaimsIdentity.FindFirst(FlowClaims.Subject)?.Value is { } account
            && result.ClaimsIdentity.FindFirst(FlowClaims.Stamp)?.Value is { } stamp ? (account, stamp) : null;
    }

    public TokenValidationParameters Validation() => new()
    {
        ValidIssuer = settings.Tokens.Issuer,
        ValidAudience = settings.Tokens.Audience,
        IssuerSigningKey = _key,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        NameClaimType = FlowClaims.Name,
        RoleClaimType = FlowClaims.Role,
        LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            return (notBefore is null || notBefore <= now + ClockSkew) && expires is { } end && now < end;
        },
    };

    private string RefreshAudience => settings.Tokens.Audience + "/refresh";

    private string Sign(string audience, ClaimsIdentity subject, DateTimeOffset expires)
    {
        var now = time.GetUtcNow();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Tokens.Issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Subject = subject,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
    }
}
