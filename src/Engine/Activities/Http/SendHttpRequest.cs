using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>Sends a request and runs the embedded activity of the response's status.</summary>
[Activity("Elsa", "SendHttpRequest", Category = "HTTP", DisplayName = "HTTP Request", Kind = ActivityKind.Task, ResilienceCategory = "HTTP",
    Description = "Send an HTTP request.")]
public sealed class SendHttpRequest : SendHttpRequestBase
{
    private IReadOnlyList<(int StatusCode, Activity? Activity)> _cases = [];

    [Input(Description = "A list of expected status codes to handle and the corresponding activity to execute when the status code matches.",
        UIHint = "http-status-codes",
        TypeName = "System.Collections.Generic.ICollection`1[[Elsa.Http.HttpStatusCodeCase, Elsa.Http]], System.Private.CoreLib")]
    public JsonElement ExpectedStatusCodes { get; set; } = JsonValues.Null;

    [Port]
    public Activity? UnmatchedStatusCode { get; set; }

    [Port]
    public Activity? FailedToConnect { get; set; }

    [Port]
    public Activity? Timeout { get; set; }

    protected internal override void Configure(ActivityConfiguration configuration)
    {
        var cases = new List<(int, Activity?)>();
        foreach (var item in DefinitionJson.Items(configuration.Json, "expectedStatusCodes"))
        {
            var path = string.Create(CultureInfo.InvariantCulture, $".expectedStatusCodes[{cases.Count}]");
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("statusCode", out var code)
                || code.ValueKind != JsonValueKind.Number || !code.TryGetInt32(out var status))
            {
                configuration.Error(path, "A status code with an activity is expected.");
                continue;
            }

            var activity = DefinitionJson.Object(item, "activity");
            cases.Add((status, activity.ValueKind == JsonValueKind.Object ? configuration.CompileChild(activity, path + ".activity") : null));
        }

        _cases = cases;
    }

    private protected override ValueTask EndAsync(ActivityExecutionContext context, HttpCallResult result)
    {
        if (Next(result) is not { } next)
        {
            return context.CompleteAsync();
        }

        context.ScheduleActivity(next, OnChildCompleted);
        return ValueTask.CompletedTask;
    }

    private Activity? Next(HttpCallResult result)
    {
        if (result.Outcome != HttpCallOutcome.Answered)
        {
            return result.Outcome == HttpCallOutcome.TimedOut ? Timeout : FailedToConnect;
        }

        foreach (var (status, activity) in _cases)
        {
            if (status == result.StatusCode)
            {
                return activity;
            }
        }

        return UnmatchedStatusCode;
    }

    private ValueTask OnChildCompleted(ActivityExecutionContext context, ChildCompletion child) => context.CompleteAsync();
}
