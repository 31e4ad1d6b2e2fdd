using System.Security.Claims;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Studio.Hosting;
using DirectiveFlow.Web.Language;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DirectiveFlow.Host.Identity;

/// <summary>Who opens Elsa Studio, and with which token it calls the API.</summary>
internal static class StudioAccess
{
    /// <summary>Short, because it lies in the page's memory; the page asks for the next one long before this ends.</summary>
    private static readonly TimeSpan TokenTerm = TimeSpan.FromMinutes(10);

    public static StudioDoor Door(TokenIssuer tokens) => new(
        FlowPolicies.PageStudio,
        context => UiLanguage.Of(context.Request.Cookies[UiLanguage.CookieName]).IsEnglish,
        user => !user.HasClaim(FlowClaims.Role, Roles.Admin),
        user => Issue(tokens, user));

    /// <summary>A page that nobody looks at goes on asking for tokens; that does not lengthen the session.</summary>
    public static Task LeaveTerm(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew &= !context.Request.Path.IsUnder("/studio/token");
        return Task.CompletedTask;
    }

    private static (string Token, int Seconds) Issue(TokenIssuer tokens, ClaimsPrincipal user) =>
        (tokens.Issue(user, TokenTerm).Token, (int)TokenTerm.TotalSeconds);
}
