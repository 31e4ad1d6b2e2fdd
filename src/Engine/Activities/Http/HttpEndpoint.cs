using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>What an <see cref="HttpEndpoint"/> waits for: a request to paths of this shape with this method (lower case).</summary>
public sealed record HttpEndpointStimulus(string Path, string Method);

/// <summary>Waits for a request from outside, or starts a workflow with it.</summary>
[Activity("Elsa", "HttpEndpoint", Category = "HTTP", DisplayName = "HTTP Endpoint", Kind = ActivityKind.Trigger,
    Description = "Wait for an inbound HTTP request that matches the specified path and methods.")]
public sealed class HttpEndpoint : Activity
{
    /// <summary>Name under which requests find who waits for them.</summary>
    public const string StimulusName = "Elsa.HttpEndpoint";

    [Input(Description = "The path to associate with the workflow.")]
    public Input<string> Path { get; set; } = new("");

    [Input(Description = "The HTTP methods to accept.", UIHint = "checklist", Options = ["GET", "POST", "PUT", "HEAD", "DELETE"], TypeName = "List<String>")]
    public Input<IReadOnlyList<string>> SupportedMethods { get; set; } = new(["GET"]);

    [Input(Description = "Allow authenticated requests only.", Category = "Security")]
    public Input<bool> Authorize { get; set; } = new(false);

    [Input(Description = "Provide a policy to evaluate. If the policy fails, the request is forbidden.", Category = "Security")]
    public Input<string?> Policy { get; set; } = new(null);

    [Input(Description = "The maximum time allowed to process the request.", Category = "Upload")]
    public Input<TimeSpan?> RequestTimeout { get; set; } = new(null);

    [Input(Description = "The maximum request size allowed in bytes.", Category = "Upload")]
    public Input<long?> RequestSizeLimit { get; set; } = new(null);

    [Input(Description = "The maximum file size allowed in bytes for an individual file.", Category = "Upload")]
    public Input<long?> FileSizeLimit { get; set; } = new(null);

    [Input(Description = "Only file extensions in this list are allowed. Leave empty to allow all extensions", Category = "Upload", UIHint = "multitext", TypeName = "List<String>")]
    public Input<IReadOnlyList<string>?> AllowedFileExtensions { get; set; } = new(null);

    [Input(Description = "File extensions in this list are forbidden. Leave empty to not block any extension.", Category = "Upload", UIHint = "multitext", TypeName = "List<String>")]
    public Input<IReadOnlyList<string>?> BlockedFileExtensions { get; set; } = new(null);

    [Input(Description = "Only MIME types in this list are allowed. Leave empty to allow all types", Category = "Upload", UIHint = "multitext", TypeName = "List<String>")]
    public Input<IReadOnlyList<string>?> AllowedMimeTypes { get; set; } = new(null);

    [Input(Description = "A value indicating whether to expose the \"Request too large\" outcome.", Category = "Outcomes")]
    public bool ExposeRequestTooLargeOutcome { get; set; }

    [Input(Description = "A value indicating whether to expose the \"File too large\" outcome.", Category = "Outcomes")]
    public bool ExposeFileTooLargeOutcome { get; set; }

    [Input(Description = "A value indicating whether to expose the \"Invalid file extension\" outcome.", Category = "Outcomes")]
    public bool ExposeInvalidFileExtensionOutcome { get; set; }

    [Input(Description = "A value indicating whether to expose the \"Invalid file MIME type\" outcome.", Category = "Outcomes")]
    public bool ExposeInvalidFileMimeTypeOutcome { get; set; }

    [Output(Description = "The parsed request content, if any.")]
    public Output<JsonElement>? ParsedContent { get; set; }

    [Output(Description = "The uploaded files, if any.", TypeName = "FormFile[]", Data = OutputData.Host)]
    public Output<IReadOnlyList<HttpFile>>? Files { get; set; }

    [Output(Description = "The first uploaded file, if any.", TypeName = "FormFile", Data = OutputData.Host)]
    public Output<HttpFile?>? File { get; set; }

    [Output(Description = "The parsed route data, if any.", TypeName = "ObjectDictionary")]
    public Output<IReadOnlyDictionary<string, string>>? RouteData { get; set; }

    [Output(Description = "The querystring data, if any.", TypeName = "ObjectDictionary")]
    public Output<IReadOnlyDictionary<string, JsonElement>>? QueryStringData { get; set; }

    [Output(Description = "The headers, if any.", TypeName = "ObjectDictionary")]
    public Output<IReadOnlyDictionary<string, JsonElement>>? Headers { get; set; }

    [Output(TypeName = "HttpRequest", Data = OutputData.Host)]
    public Output<HttpRequestData>? Result { get; set; }

    protected internal override IReadOnlyList<TriggerPlan> DescribeTriggers(TriggerDescription description)
    {
        var path = description.Value(Path, "path") ?? "";
        var methods = description.Value(SupportedMethods, "supportedMethods") ?? [];
        var rules = new HttpEndpointRules(
            path, "", description.Value(Authorize, "authorize"), description.Value(Policy, "policy"),
            description.Value(RequestTimeout, "requestTimeout"), description.Value(RequestSizeLimit, "requestSizeLimit"),
            description.Value(FileSizeLimit, "fileSizeLimit"), description.Value(AllowedFileExtensions, "allowedFileExtensions") ?? [],
            description.Value(BlockedFileExtensions, "blockedFileExtensions") ?? [], description.Value(AllowedMimeTypes, "allowedMimeTypes") ?? [], Exposed());
        try
        {
            return [.. Waits(rules, methods).Select(w => new TriggerPlan { Stimulus = w.Stimulus, Payload = w.Rules, StimulusName = StimulusName })];
        }
        catch (FormatException error)
        {
            description.Error("path", error.Message);
            return [];
        }
    }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var rules = new HttpEndpointRules(
            await context.GetAsync(Path) ?? "", "", await context.GetAsync(Authorize), await context.GetAsync(Policy), await context.GetAsync(RequestTimeout),
            await context.GetAsync(RequestSizeLimit), await context.GetAsync(FileSizeLimit), await context.GetAsync(AllowedFileExtensions) ?? [],
            await context.GetAsync(BlockedFileExtensions) ?? [], await context.GetAsync(AllowedMimeTypes) ?? [], Exposed());
        foreach (var (stimulus, own) in Waits(rules, await context.GetAsync(SupportedMethods) ?? []))
        {
            context.CreateBookmark(new BookmarkOptions { Stimulus = stimulus, Payload = own, StimulusName = StimulusName, Callback = OnRequest });
        }
    }

    protected override ValueTask OnTriggeredAsync(ActivityExecutionContext context) => OnRequest(context);

    private async ValueTask OnRequest(ActivityExecutionContext context)
    {
        var request = context.GetResumeInput<HttpRequestData>();
        if (request is not null)
        {
            context.Set(ParsedContent, request.ParsedContent);
            context.Set(Files, request.Files);
            context.Set(File, request.Files is [var first, ..] ? first : null);
            context.Set(RouteData, request.RouteData);
            context.Set(QueryStringData, request.QueryStringData);
            context.Set(Headers, request.Headers);
            context.Set(Result, request);
        }

        await context.CompleteAsync(request?.Violation switch
        {
            HttpRequestViolation.RequestTooLarge => ["Request too large"],
            HttpRequestViolation.FileTooLarge => ["File too large"],
            HttpRequestViolation.InvalidFileExtension => ["Invalid file extension"],
            HttpRequestViolation.InvalidFileMimeType => ["Invalid file MIME type"],
            _ => [],
        });
    }

    private static (HttpEndpointStimulus Stimulus, HttpEndpointRules Rules)[] Waits(HttpEndpointRules rules, IReadOnlyList<string> methods)
    {
        var shape = HttpRoute.Parse(rules.Path).Shape;
        return [.. (methods.Count == 0 ? ["GET"] : methods).Select(m => m.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)
            .Select(m => (new HttpEndpointStimulus(shape, m), rules with { Method = m }))];
    }

    private HttpRequestViolation[] Exposed() =>
    [
        .. new[]
        {
            (ExposeRequestTooLargeOutcome, HttpRequestViolation.RequestTooLarge), (ExposeFileTooLargeOutcome, HttpRequestViolation.FileTooLarge),
            (ExposeInvalidFileExtensionOutcome, HttpRequestViolation.InvalidFileExtension), (ExposeInvalidFileMimeTypeOutcome, HttpRequestViolation.InvalidFileMimeType),
        }.Where(e => e.Item1).Select(e => e.Item2),
    ];
}
