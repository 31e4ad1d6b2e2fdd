using System.Globalization;
using System.Net;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>
/// Says what the request that caused this step is answered with, after the commit. The last one of a step counts; a step that no
/// request caused answers nobody.
/// </summary>
[Activity("Elsa", "WriteHttpResponse", Category = "HTTP", DisplayName = "HTTP Response", Description = "Write a response to the current HTTP response object.")]
public sealed class WriteHttpResponse : CodeActivity
{
    [Input(Description = "The status code to return.", UIHint = "dropdown", DefaultValue = "OK", OptionsOf = typeof(HttpStatusCode),
        TypeName = "System.Net.HttpStatusCode, System.Net.Primitives")]
    public Input<HttpStatusCode> StatusCode { get; set; } = new(HttpStatusCode.OK);

    [Input(Description = "The content to write back. String values will be sent as-is, while objects will be serialized to a JSON string. Byte arrays and streams will be sent as files.")]
    public Input<JsonElement> Content { get; set; } = new(JsonValues.Null);

    [Input(Description = "The content type to write when sending the response.", UIHint = "dropdown", OptionsOf = typeof(HttpContentTypes))]
    public Input<string?> ContentType { get; set; } = new(null);

    [Input(Description = "The headers to send along with the response.", Category = "Advanced", UIHint = "json-editor", Language = "json", TypeName = "HttpHeaders")]
    public Input<Dictionary<string, JsonElement>?> ResponseHeaders { get; set; } = new(null);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var status = (int)await context.GetAsync(StatusCode);
        if (status is < 200 or > 599)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{status} is not the status of a response."));
        }

        var type = await context.GetAsync(ContentType);
        var (body, guess) = HttpRequestActivity.Body(await context.GetAsync(Content), type);
        var headers = (await context.GetAsync(ResponseHeaders) ?? []).ToDictionary(
            h => h.Key, h => HttpRequestActivity.HeaderValues(h.Value), StringComparer.OrdinalIgnoreCase);
        context.Reply(new HttpReply(status, string.IsNullOrEmpty(type) ? (body is null ? null : guess) : type, headers, body));
    }
}
