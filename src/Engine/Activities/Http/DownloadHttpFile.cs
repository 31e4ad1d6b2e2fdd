using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>A file that was downloaded or is to be sent: its content as base64.</summary>
public sealed record HttpFile(string? Filename, string? ContentType, string Content, string? ETag);

/// <summary>Downloads a file within the limit of responses; its content is a value of the workflow, as base64.</summary>
[Activity("Elsa", "DownloadHttpFile", Category = "HTTP", DisplayName = "Download File", Kind = ActivityKind.Task, Description = "Downloads a file from a given URL.")]
public sealed class DownloadHttpFile : HttpRequestActivity
{
    [Input(DisplayName = "URL", Description = "The URL to download the file from.", TypeName = "System.Uri, System.Private.Uri")]
    public Input<string?> Url { get; set; } = new(null);

    [Input(Description = "The HTTP method to use when sending the request.", UIHint = "dropdown", DefaultValue = "GET", Options = ["GET", "POST", "PUT"])]
    public Input<string> Method { get; set; } = new("GET");

    [Input(Description = "A list of expected status codes to handle.", UIHint = "multitext", TypeName = "List<Int32>", DefaultValue = new[] { 200 })]
    public Input<IReadOnlyList<int>> ExpectedStatusCodes { get; set; } = new([200]);

    [Input(DisplayName = "Request Content", Description = "The content to send with the request. Can be a string, an object, a byte array or a stream.")]
    public Input<JsonElement> Content { get; set; } = new(JsonValues.Null);

    [Input(DisplayName = "Content Type", Description = "The content type to use when sending the request.", UIHint = "dropdown", OptionsOf = typeof(HttpContentTypes))]
    public Input<string?> RequestContentType { get; set; } = new(null);

    [Input(Description = "The Authorization header value to send with the request. For example: Bearer {some-access-token}", Category = "Security", IsSensitive = true)]
    public Input<string?> Authorization { get; set; } = new(null);

    [Input(Description = "A value that allows to add the Authorization header without validation.", Category = "Security")]
    public Input<bool> DisableAuthorizationHeaderValidation { get; set; } = new(false);

    [Input(Description = "The headers to send along with the request.", Category = "Advanced", UIHint = "json-editor", Language = "json", TypeName = "HttpHeaders", IsSensitive = true)]
    public Input<Dictionary<string, JsonElement>?> RequestHeaders { get; set; } = new(null);

    [Output(TypeName = "HttpResponseMessage", Data = OutputData.Host)]
    public Output<HttpCallResult>? Response { get; set; }

    [Output(Description = "The HTTP response status code")]
    public Output<int>? StatusCode { get; set; }

    [Output(Description = "The downloaded content stream, if any.", TypeName = "Stream", Data = OutputData.Host)]
    public Output<string>? ResponseContentStream { get; set; }

    [Output(Description = "The downloaded content bytes, if any.", TypeName = "System.Byte, System.Private.CoreLib[]", Data = OutputData.Host)]
    public Output<string>? ResponseContentBytes { get; set; }

    [Output(Description = "The response headers that were received.", TypeName = "HttpHeaders")]
    public Output<IReadOnlyDictionary<string, string[]>>? ResponseHeaders { get; set; }

    [Output(DisplayName = "Content Headers", Description = "The response content headers that were received.", TypeName = "HttpHeaders")]
    public Output<IReadOnlyDictionary<string, string[]>>? ResponseContentHeaders { get; set; }

    [Output(TypeName = "HttpFile", Data = OutputData.Host)]
    public Output<HttpFile>? Result { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        Send(context, await CallAsync(context, Url, Method, Content, RequestContentType, Authorization, RequestHeaders));

    private protected override async ValueTask OnResultAsync(ActivityExecutionContext context, HttpCallResult result)
    {
        var expected = await context.GetAsync(ExpectedStatusCodes) ?? [];
        context.Set(Response, result with { Content = null });
        if (result.Outcome == HttpCallOutcome.Answered)
        {
            var content = result.IsBase64 ? result.Content! : Convert.ToBase64String(Encoding.UTF8.GetBytes(result.Content ?? ""));
            context.Set(StatusCode, result.StatusCode);
            context.Set(ResponseHeaders, result.Headers);
            context.Set(ResponseContentHeaders, ContentHeaders(result));
            context.Set(ResponseContentBytes, content);
            context.Set(ResponseContentStream, content);
            context.Set(Result, new HttpFile(
                Filename(result, await context.GetAsync(Url)), result.ContentType, content, result.Headers.GetValueOrDefault("ETag")?.FirstOrDefault()));
        }

        await context.CompleteAsync(FlowSendHttpRequest.OutcomeOf(result, expected), "Done");
    }

    private static Dictionary<string, string[]> ContentHeaders(HttpCallResult result) => result.Headers
        .Where(h => h.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name the response gives, else the last part of the address; never a path.</summary>
    private static string? Filename(HttpCallResult result, string? url)
    {
        var disposition = result.Headers.GetValueOrDefault("Content-Disposition")?.FirstOrDefault();
        var named = disposition is not null && System.Net.Http.Headers.ContentDispositionHeaderValue.TryParse(disposition, out var parsed)
            ? (parsed.FileNameStar ?? parsed.FileName)?.Trim('"') : null;
        var name = named ?? (Uri.TryCreate(url, UriKind.Absolute, out var address) ? Uri.UnescapeDataString(address.Segments[^1]) : null);
        name = name?.Split('/', '\\')[^1];
        return string.IsNullOrWhiteSpace(name) ? null : name;
    }
}
