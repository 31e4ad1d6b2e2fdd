using System.Text.Json;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.Host.Identity;

namespace DirectiveFlow.Host.Elsa;

/// <summary>Bodies in Elsa's JSON: camel case, enumerations by name, nulls left out; unknown members of a request are passed over.</summary>
internal static class Answers
{
    public static IResult Ok(object body) => Results.Json(body, JsonValues.Options);

    /// <summary>Elsa's refusal; Studio shows each message.</summary>
    public static IResult Bad(string field, params string[] messages) => Results.Json(
        new
        {
            StatusCode = StatusCodes.Status400BadRequest,
            Message = "One or more errors occurred!",
            Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = messages },
        },
        JsonValues.Options, "application/problem+json", StatusCodes.Status400BadRequest);

    /// <summary>Reads the body of a request. No body is an empty object.</summary>
    /// <exception cref="BadHttpRequestException">The body is not JSON of this shape, or too large.</exception>
    public static async Task<T> BodyAsync<T>(HttpContext context)
        where T : class, new()
    {
        if (context.Request is { ContentLength: 0 } or { ContentLength: null, ContentType: null })
        {
            return new T();
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, JsonValues.Options, context.RequestAborted) ?? new T();
        }
        catch (JsonException error)
        {
            throw new BadHttpRequestException("The body is not the JSON that is expected here.", StatusCodes.Status400BadRequest, error);
        }
    }

    /// <summary>Who acts, for the journal.</summary>
    public static string By(HttpContext context) => context.User.FindFirst(FlowClaims.Name)?.Value ?? context.User.FindFirst(FlowClaims.Subject)?.Value ?? "";

    /// <summary>A caller's key counts within the caller's own space; a request without one is never taken for another.</summary>
    public static string? CommandId(HttpContext context)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        return key.Length is 0 or > 100 ? null : $"elsa/{context.User.FindFirst(FlowClaims.Subject)?.Value}/{context.Request.Path}/{key}";
    }
}
