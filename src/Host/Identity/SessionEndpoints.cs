using DirectiveFlow.Host.Operations;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace DirectiveFlow.Host.Identity;

/// <summary>The forms that open and close a session. Both are protected against forgery by their token.</summary>
internal static class SessionEndpoints
{
    private const int LongestField = 256;

    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        // The token is checked by hand, so that a form left open too long leads back to the page instead of to an error.
        routes.MapPost("/account/sign-in", SignInAsync).DisableAntiforgery().AllowAnonymous()
            .RequireRateLimiting(Overload.SignIn).ExcludeFromDescription();
        routes.MapPost("/account/sign-out", SignOutAsync).DisableAntiforgery().RequireAuthorization(FlowPolicies.Page)
            .ExcludeFromDescription();
    }

    /// <summary>On failure goes back to the page with the reason and the name, never the password.</summary>
    private static async Task<IResult> SignInAsync(
        HttpContext context, IAntiforgery antiforgery, AccountGate gate,
        [FromForm] string? userName, [FromForm] string? password, [FromForm] string? returnUrl)
    {
        var target = LocalOr(returnUrl, "/");
        var name = userName is { Length: <= LongestField } ? userName : "";
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return BackToPage("expired", name, target);
        }

        if (name.Length == 0 || password is not { Length: > 0 and <= LongestField })
        {
            return BackToPage("wrong", name, target);
        }

        var opened = await gate.OpenAsync(name, password);
        if (opened.Account is null)
        {
            return BackToPage(opened.LockedFor is null ? "wrong" : "locked", name, target);
        }

        await gate.SignInAsync(opened.Account);
        return Results.LocalRedirect(target);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, AccountGate gate)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.LocalRedirect("/");
        }

        await gate.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    private static IResult BackToPage(string error, string userName, string returnUrl) => Results.LocalRedirect(
        $"/sign-in?error={error}&userName={Uri.EscapeDataString(userName)}&returnUrl={Uri.EscapeDataString(returnUrl)}");

    private static string LocalOr(string? url, string fallback) =>
        url is ['/', ..] && url is not ['/', '/', ..] && !url.Contains('\\', StringComparison.Ordinal) && !url.Any(char.IsControl)
            ? url
            : fallback;
}
