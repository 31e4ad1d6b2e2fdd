using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>Inputs and outputs of the two activities that send a request.</summary>
public abstract class SendHttpRequestBase : HttpRequestActivity
{
    [Input(TypeName = "System.Uri, System.Private.Uri")]
    public Input<string?> Url { get; set; } = new(null);

    [Input(Description = "The HTTP method to use when sending the request.", UIHint = "dropdown", DefaultValue = "GET", Order = 1,
        Options = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])]
    public Input<string> Method { get; set; } = new("GET");

    [Input(Description = "The content to send with the request. Can be a string, an object, a byte array or a stream.", Order = 2)]
    public Input<JsonElement> Content { get; set; } = new(JsonValues.Null);

    [Input(Description = "The content type to use when sending the request.", UIHint = "dropdown", Order = 3, OptionsOf = typeof(HttpContentTypes))]
    public Input<string?> ContentType { get; set; } = new(null);

    [Input(Description = "The Authorization header value to send with the request. For example: Bearer {some-access-token}", Category = "Security", Order = 4, IsSensitive = true)]
    public Input<string?> Authorization { get; set; } = new(null);

    [Input(Description = "A value that allows to add the Authorization header without validation.", Category = "Security", Order = 5)]
    public Input<bool> DisableAuthorizationHeaderValidation { get; set; } = new(false);

    [Input(Description = "The headers to send along with the request.", Category = "Advanced", UIHint = "json-editor", Language = "json", TypeName = "HttpHeaders", Order = 6, IsSensitive = true)]
    public Input<Dictionary<string, JsonElement>?> RequestHeaders { get; set; } = new(null);

    [Input(Description = "Obsolete. Use the common Resilience Strategy setting instead.")]
    public Input<bool> EnableResiliency { get; set; } = new(false);

    [Output(Description = "The HTTP response status code")]
    public Output<int>? StatusCode { get; set; }

    [Output(Description = "The parsed content, if any.")]
    public Output<JsonElement>? ParsedContent { get; set; }

    [Output(Description = "The response headers that were received.", TypeName = "HttpHeaders")]
    public Output<IReadOnlyDictionary<string, string[]>>? ResponseHeaders { get; set; }

    [Output(TypeName = "HttpResponseMessage", Data = OutputData.Host)]
    public Output<HttpCallResult>? Result { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        Send(context, await CallAsync(context, Url, Method, Content, ContentType, Authorization, RequestHeaders));

    private protected override ValueTask OnResultAsync(ActivityExecutionContext context, HttpCallResult result)
    {
        context.Set(Result, result);
        if (result.Outcome == HttpCallOutcome.Answered)
        {
            context.Set(StatusCode, result.StatusCode);
            context.Set(ResponseHeaders, result.Headers);
            context.Set(ParsedContent, HttpText.Parse(result.Content, result.ContentType));
        }

        return EndAsync(context, result);
    }

    private protected abstract ValueTask EndAsync(ActivityExecutionContext context, HttpCallResult result);
}
