using Microsoft.AspNetCore.Mvc;

namespace DirectiveFlow.Host.Problems;

/// <summary>Answers of RFC 9457 with a stable <c>code</c>; Vietnamese unless the caller prefers English.</summary>
internal static class Problem
{
    private const string MediaType = "application/problem+json";

    public static IResult Of(HttpContext context, ProblemKind kind, string vietnamese, string english) =>
        Answer(Describe(context, kind, vietnamese, english));

    public static IResult NotFound(HttpContext context) => Of(
        context, ProblemKind.NotFound, "Không tìm thấy, hoặc bạn không được xem.", "There is no such thing, or you may not see it.");

    public static IResult Answer(ProblemDetails details) =>
        Results.Json(details, contentType: MediaType, statusCode: details.Status);

    public static ProblemDetails Describe(HttpContext context, ProblemKind kind, string vietnamese, string english)
    {
        var isEnglish = PrefersEnglish(context.Request);
        context.Response.Headers.ContentLanguage = isEnglish ? "en" : "vi";
        return new ProblemDetails
        {
            Type = $"urn:directiveflow:problem:{kind.Code}",
            Status = kind.Status,
            Title = isEnglish ? kind.English : kind.Vietnamese,
            Detail = isEnglish ? english : vietnamese,
            Extensions = { ["code"] = kind.Code },
        };
    }

    public static Task WriteAsync(HttpContext context, ProblemDetails details)
    {
        context.Response.StatusCode = details.Status ?? StatusCodes.Status500InternalServerError;
        return context.Response.WriteAsJsonAsync(details, options: null, MediaType, context.RequestAborted);
    }

    /// <summary>True when English is ranked above Vietnamese in Accept-Language.</summary>
    public static bool PrefersEnglish(HttpRequest request)
    {
        var ranked = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())
            .FirstOrDefault(tag => IsLanguage(tag, "vi") || IsLanguage(tag, "en"));
        return ranked is not null && IsLanguage(ranked, "en");
    }

    private static bool IsLanguage(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
