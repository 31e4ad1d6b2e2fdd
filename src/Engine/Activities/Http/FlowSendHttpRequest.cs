using System.Globalization;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Http;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>Sends a request and goes on by the status of the response: an expected one is an outcome, each other is "Unmatched status code".</summary>
[Activity("Elsa", "FlowSendHttpRequest", Category = "HTTP", DisplayName = "HTTP Request (flow)", Kind = ActivityKind.Task, ResilienceCategory = "HTTP",
    Description = "Send an HTTP request.")]
public sealed class FlowSendHttpRequest : SendHttpRequestBase
{
    [Input(Description = "A list of expected status codes to handle.", UIHint = "multitext", TypeName = "List<Int32>", Order = 5.1, DefaultValue = new[] { 200 })]
    public Input<IReadOnlyList<int>> ExpectedStatusCodes { get; set; } = new([200]);

    private protected override async ValueTask EndAsync(ActivityExecutionContext context, HttpCallResult result)
    {
        var expected = await context.GetAsync(ExpectedStatusCodes) ?? [];
        await context.CompleteAsync(OutcomeOf(result, expected), "Done");
    }

    internal static string OutcomeOf(HttpCallResult result, IReadOnlyList<int> expected) => result.Outcome switch
    {
        HttpCallOutcome.TimedOut => "Timeout",
        HttpCallOutcome.Failed => "Failed to connect",
        _ when expected.Contains(result.StatusCode) => result.StatusCode.ToString(CultureInfo.InvariantCulture),
        _ => "Unmatched status code",
    };
}
