using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>
/// What all activities that send a request share: the request is written in the step's commit, sent after it, and its result resumes the
/// activity. A retry policy in the activity's settings repeats calls that got no response or one that says "later".
/// </summary>
public abstract class HttpRequestActivity : Activity
{
    /// <summary>Writes the call and waits for its result.</summary>
    /// <exception cref="InvalidOperationException">The request cannot be sent as it is: no address, or too large.</exception>
    private protected void Send(ActivityExecutionContext context, HttpCall call)
    {
        if (!Uri.TryCreate(call.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException("The address of the request is not an absolute http or https address.");
        }

        var bookmarkId = context.CreateBookmark(new BookmarkOptions { Callback = OnAnswered });
        context.ScheduleHttpCall(bookmarkId, call);
    }

    private protected static async ValueTask<HttpCall> CallAsync(
        ActivityExecutionContext context, Input<string?> url, Input<string> method, Input<JsonElement> content, Input<string?> contentType,
        Input<string?> authorization, Input<Dictionary<string, JsonElement>?> requestHeaders)
    {
        var headers = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in await context.GetAsync(requestHeaders) ?? [])
        {
            headers[name] = HeaderValues(value);
        }

        if (await context.GetAsync(authorization) is { Length: > 0 } authorizationValue)
        {
            headers["Authorization"] = [authorizationValue];
        }

        var type = await context.GetAsync(contentType);
        var (body, guess) = Body(await context.GetAsync(content), type);
        return new HttpCall(
            await context.GetAsync(method) ?? "GET", await context.GetAsync(url) ?? "", headers, body,
            body is null ? null : string.IsNullOrEmpty(type) ? guess : type);
    }

    /// <summary>What the activity does with the result.</summary>
    private protected abstract ValueTask OnResultAsync(ActivityExecutionContext context, HttpCallResult result);

    private ValueTask OnAnswered(ActivityExecutionContext context) => OnResultAsync(context, context.GetResumeInput<HttpCallResult>()
        ?? HttpCallResult.Without(HttpCallOutcome.Failed, "The activity was resumed without a result."));

    internal static string[] HeaderValues(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(v => JsonValues.ToText(v) ?? "")] : [JsonValues.ToText(value) ?? ""];

    /// <summary>Text goes as it is; everything else as JSON, or as a form when that is the content type.</summary>
    internal static (string? Body, string ContentType) Body(JsonElement content, string? contentType)
    {
        if (JsonValues.IsNull(content))
        {
            return (null, "");
        }

        if (content.ValueKind == JsonValueKind.Object && contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            var fields = content.EnumerateObject().SelectMany(p => HeaderValues(p.Value).Select(v => Uri.EscapeDataString(p.Name) + "=" + Uri.EscapeDataString(v)));
            return (string.Join('&', fields), contentType);
        }

        return content.ValueKind == JsonValueKind.String ? (content.GetString(), "text/plain; charset=utf-8") : (content.GetRawText(), "application/json");
    }
}
