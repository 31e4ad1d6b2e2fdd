using System.Globalization;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Web.Language;

namespace DirectiveFlow.Host.Elsa;

/// <summary>What every request to Elsa's API says in the same way: paging, version options, who asks and in which language.</summary>
internal static class ElsaRequest
{
    private const int LargestPage = 10_000;

    /// <summary>Studio reads names of definitions without paging, so a request without a size gets many.</summary>
    private const int UsualPage = 1_000;

    /// <summary>Rows to pass over and to take; pages count from 0, and what is no number counts as absent.</summary>
    public static (int Skip, int Take) Page(HttpRequest request)
    {
        var take = Math.Clamp(Number(request, "pageSize") ?? Number(request, "take") ?? UsualPage, 1, LargestPage);
        var skip = Number(request, "skip") ?? (long)(Number(request, "page") ?? 0) * take;
        return ((int)Math.Clamp(skip, 0, int.MaxValue), take);
    }

    public static int? Number(HttpRequest request, string name) =>
        int.TryParse(request.Query[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool? Flag(HttpRequest request, string name) => bool.TryParse(request.Query[name], out var flag) ? flag : null;

    public static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Values of a repeated parameter.</summary>
    public static IReadOnlyCollection<string> List(HttpRequest request, string name) =>
        [.. request.Query[name].OfType<string>().Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>False when the word is none of Elsa's. An absent one means <paramref name="otherwise"/>.</summary>
    public static bool Versions(HttpRequest request, VersionOptions otherwise, out VersionOptions versions)
    {
        versions = otherwise;
        return Text(request, "versionOptions") is not { } text || VersionOptions.TryParse(text, out versions);
    }

    /// <summary>A member of the body that says which versions are meant is refused like this when it is not one of Elsa's words.</summary>
    public static IResult UnknownVersions(HttpRequest request) =>
        Answers.Bad("versionOptions", $"'{Text(request, "versionOptions")}' is not known: Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions or a number.");

    /// <summary>Only administrators save and publish; Studio shows others what there is.</summary>
    public static bool MayEdit(HttpContext context) => context.User.IsInRole(Roles.Admin);

    /// <summary>The language chosen on the product's pages, else the one the browser ranks higher; Vietnamese when neither says.</summary>
    public static bool IsEnglish(HttpContext context) => context.Request.Cookies[UiLanguage.CookieName] is { } chosen
        ? UiLanguage.Of(chosen).IsEnglish
        : Problem.PrefersEnglish(context.Request);
}
