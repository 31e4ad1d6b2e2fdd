using System.Security.Claims;
using DirectiveFlow.Host.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DirectiveFlow.Host.Identity;

/// <summary>Makes and checks access tokens: HMAC-SHA256 with this installation's own key; issuer, audience and term are checked.</summary>
internal sealed class TokenIssuer(HostSettings settings, TimeProvider time)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private readonly SymmetricSecurityKey _key = new(KeyFile.ReadOrCreate(settings.Tokens.KeyFile));

    /// <summary>A signed token with the claims of the principal, valid from now.</summary>
    /// <param name="term">How long, but never longer than <see cref="TokenSettings.Lifetime"/>, which is also the default.</param>
    public (string Token, DateTimeOffset ExpiresAt) Issue(ClaimsPrincipal user, TimeSpan? term = null)
    {
        var now = time.GetUtcNow();
        var expires = now + (term is { } asked && asked < settings.Tokens.Lifetime ? asked : settings.Tokens.Lifetime);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Tokens.Issuer,
            Audience = settings.Tokens.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Subject = new ClaimsIdentity(user.Claims),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
        return (token, expires);
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
}
