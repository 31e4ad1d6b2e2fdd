using System.Security.Claims;
using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Host.Identity;

/// <summary>The claims of a signed-in account, the same in the cookie and in the token.</summary>
internal static class FlowClaims
{
    public const string Subject = "sub";
    public const string Name = "name";
    public const string Role = "role";
    public const string Person = "person";
    public const string Unit = "unit";
    public const string Stamp = "stamp";

    /// <summary>Who acts. An account without a person (the first administrator) acts under its own name, for no unit.</summary>
    public static Actor ToActor(this ClaimsPrincipal user) => new(
        GuidOf(user, Person),
        user.FindFirstValue(Name) ?? "",
        GuidOf(user, Unit),
        [.. user.FindAll(Role).Select(claim => claim.Value)]);

    private static Guid? GuidOf(ClaimsPrincipal user, string type) =>
        Guid.TryParse(user.FindFirstValue(type), out var id) ? id : null;
}
