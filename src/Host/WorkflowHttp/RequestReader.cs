using System.Net.Http.Headers;
using System.Text.Json;
using DirectiveFlow.Engine.Activities.Http;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.WorkflowHttp;

/// <summary>Reads a request for a workflow within the limits of its endpoint and of the host.</summary>
internal static class RequestReader
{
    /// <summary>What would let a workflow act as the caller elsewhere.</summary>
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Cookie", "Proxy-Authorization" };

    /// <returns>The request, or the kind of problem it is refused with.</returns>
    public static async Task<(HttpRequestData? Request, ProblemKind? Problem)> ReadAsync(
        HttpContext context, string path, HttpEndpointMatch match, CancellationToken cancellationToken)
    {
        var rules = match.Rules;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (rules.RequestTimeout is { } timeout && timeout > TimeSpan.Zero)
        {
            limit.CancelAfter(timeout);
        }

        var request = new HttpRequestData(
            context.Request.Method, path, match.Route.ValuesOf(path), Values(context.Request.Query.Select(q => (q.Key, q.Value.ToArray()))),
            Values(context.Request.Headers.Where(h => !Secret.Contains(h.Key)).Select(h => (h.Key, h.Value.ToArray()))), JsonValues.Null, []);
        try
        {
            request = context.Request.HasFormContentType
                ? await FormAsync(context, request, rules, limit.Token) : await BodyAsync(context, request, rules, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, ProblemKind.Malformed with { Code = "request.timeout", Status = StatusCodes.Status408RequestTimeout });
        }

        return request.Violation == HttpRequestViolation.None || rules.Exposed.Contains(request.Violation)
            ? (request, null)
            : (null, request.Violation is HttpRequestViolation.RequestTooLarge or HttpRequestViolation.FileTooLarge ? ProblemKind.TooLarge : ProblemKind.WrongMediaType);
    }

    private static async Task<HttpRequestData> BodyAsync(HttpContext context, HttpRequestData request, HttpEndpointRules rules, CancellationToken cancellationToken)
    {
        var most = Math.Min(rules.RequestSizeLimit ?? BodyLimits.Largest, BodyLimits.Largest);
        if (context.Request.ContentLength > most)
        {
            return request with { Violation = HttpRequestViolation.RequestTooLarge };
        }

        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > most)
            {
                return request with { Violation = HttpRequestViolation.RequestTooLarge };
            }

            buffer.Write(chunk, 0, read);
        }

        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var parsed) ? parsed : null;
        var text = HttpText.Decode(buffer.ToArray(), type?.MediaType, type?.CharSet);
        return request with
        {
            ParsedContent = text is null ? JsonValues.From(Convert.ToBase64String(buffer.ToArray())) : HttpText.Parse(text, context.Request.ContentType),
        };
    }

    private static async Task<HttpRequestData> FormAsync(HttpContext context, HttpRequestData request, HttpEndpointRules rules, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > Math.Min(rules.RequestSizeLimit ?? BodyLimits.Largest, BodyLimits.Largest))
        {
            return request with { Violation = HttpRequestViolation.RequestTooLarge };
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var files = new List<HttpFile>();
        foreach (var file in form.Files)
        {
            if (Violation(file, rules) is var violation && violation != HttpRequestViolation.None)
            {
                return request with { Violation = violation };
            }

            using var buffer = new MemoryStream();
            await file.CopyToAsync(buffer, cancellationToken);
            files.Add(new HttpFile(file.FileName.Split('/', '\\')[^1], file.ContentType, Convert.ToBase64String(buffer.ToArray()), null));
        }

        return request with { ParsedContent = JsonValues.From(Values(form.Select(f => (f.Key, f.Value.ToArray())))), Files = files };
    }

    private static HttpRequestViolation Violation(IFormFile file, HttpEndpointRules rules)
    {
        var extension = Path.GetExtension(file.FileName);
        return file.Length > rules.FileSizeLimit ? HttpRequestViolation.FileTooLarge
            : Names(rules.BlockedFileExtensions, extension) || (rules.AllowedFileExtensions.Count > 0 && !Names(rules.AllowedFileExtensions, extension))
                ? HttpRequestViolation.InvalidFileExtension
            : rules.AllowedMimeTypes.Count > 0 && !rules.AllowedMimeTypes.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase)
                ? HttpRequestViolation.InvalidFileMimeType : HttpRequestViolation.None;
    }

    private static bool Names(IReadOnlyList<string> list, string extension) =>
        list.Any(e => string.Equals("." + e.Trim().TrimStart('.'), extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>One value as text, several as a list.</summary>
    private static Dictionary<string, JsonElement> Values(IEnumerable<(string Name, string?[] Values)> items) =>
        items.ToDictionary(i => i.Name, i => i.Values.Length == 1 ? JsonValues.From(i.Values[0]) : JsonValues.From(i.Values), StringComparer.OrdinalIgnoreCase);
}
