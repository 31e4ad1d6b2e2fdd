using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DirectiveFlow.Studio.Hosting;

/// <summary>What the host decides about the Studio.</summary>
/// <param name="Policy">Who may open it, by cookie.</param>
/// <param name="IsEnglish">The language of the person's pages.</param>
/// <param name="IsReader">True for who may look but not change.</param>
/// <param name="IssueToken">A short-lived access token of the signed-in person for the REST API, and its term in seconds.</param>
public sealed record StudioDoor(
    string Policy, Func<HttpContext, bool> IsEnglish, Func<ClaimsPrincipal, bool> IsReader, Func<ClaimsPrincipal, (string Token, int Seconds)> IssueToken);

/// <summary>Elsa Studio under <c>/studio/</c>.</summary>
public static class StudioEndpoints
{
    private static readonly HashSet<string> s_scripts = new(StringComparer.Ordinal)
    {
        "page/studio.js", "page/connection.js", "page/session.js", "page/instances.js", "page/refusals.js", "page/live.js",
    };

    /// <summary>
    /// Maps the page, its files and <c>POST /studio/token</c>. Every path without a file's extension is the page, because the
    /// Studio changes the address by itself. The token is given to this site's own script only: the session's cookie does not come
    /// along from another site's POST, and another site could not read the answer.
    /// </summary>
    public static void MapStudio(this IEndpointRouteBuilder routes, StudioDoor door)
    {
        var files = new StudioFiles();
        var studio = routes.MapGroup("/studio").RequireAuthorization(door.Policy).ExcludeFromDescription();
        studio.MapPost("/token", (HttpContext context) =>
        {
            var (token, seconds) = door.IssueToken(context.User);
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(new { accessToken = token, expiresIn = seconds });
        }).DisableAntiforgery();
        studio.MapMethods("/{**path}", ["GET", "HEAD"], (HttpContext context, string? path) => AnswerAsync(context, path ?? "", files, door));
    }

    private static Task AnswerAsync(HttpContext context, string path, StudioFiles files, StudioDoor door)
    {
        // The base address ends with a slash: everything the Studio loads is resolved against it.
        if (path.Length == 0 && !context.Request.Path.Value!.EndsWith('/'))
        {
            context.Response.Redirect("/studio/");
            return Task.CompletedTask;
        }

        return path switch
        {
            _ when s_scripts.Contains(path) => OwnAsync(context, path["page/".Length..], "text/javascript; charset=utf-8"),
            "page/studio.css" => OwnAsync(context, "studio.css", "text/css; charset=utf-8"),
            _ when Path.HasExtension(path) => files.AnswerAsync(context, path),
            _ => PageAsync(context, files, door),
        };
    }

    private static Task PageAsync(HttpContext context, StudioFiles files, StudioDoor door)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.StatusCode = files.ArePresent ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(StudioPage.Of(door.IsEnglish(context), door.IsReader(context.User), files.ArePresent), context.RequestAborted);
    }

    private static Task OwnAsync(HttpContext context, string name, string type)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.ContentType = type;
        return context.Response.WriteAsync(StudioPage.Resource(name), context.RequestAborted);
    }
}
