using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.Elsa.Instances;

/// <summary>An answer of ours.</summary>
public sealed record OwnAnswer(int Status, string? ContentType, JsonElement Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>Sends the requests of the recordings to a host of ours, once, and keeps the answers by the number of the recording.</summary>
public sealed class InstanceJourney : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 2, 10, 1, 0, 0, TimeSpan.Zero));
    private readonly HostUnderTest _host;
    private HttpClient _client = null!;

    public InstanceJourney() => _host = new HostUnderTest { Clock = _clock };

    public Dictionary<string, OwnAnswer> Answers { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        if (!RecordedAnswer.Exist)
        {
            return;
        }

        _client = await _host.CreateClient().SignedInAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword);
        foreach (var (id, number) in new[] { ("sequence", "031"), ("flowchart", "032"), ("suspend", "033"), ("fault", "034") })
        {
            await PublishAsync(id, number);
        }

        await RunAllAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task RunAllAsync()
    {
        var sequence = Instance(await PostAsync("083", "workflow-definitions/sequence/execute", new { input = new { Start = 41 }, correlationId = "corr-1", name = "my run" }));
        await GetAsync("084", "workflow-definitions/sequence/execute?correlationId=corr-get");
        var flowchart = Instance(await PostAsync("085", "workflow-definitions/flowchart/execute", new { variables = new { Amount = 1 } }));
        var suspend = Instance(await PostAsync("086", "workflow-definitions/suspend/execute", new { correlationId = "corr-s" }));
        var fault = Instance(await PostAsync("087", "workflow-definitions/fault/execute", new { }));
        await PostAsync("088", "workflow-definitions/nope/execute", new { });
        var dispatched = (await PostAsync("089", "workflow-definitions/suspend/dispatch", new { correlationId = "corr-d", versionOptions = "Published" }))
            .Body.GetProperty("workflowInstanceId").GetString()!;
        await WaitsForAsync(dispatched, "Elsa.Delay");
        await PostAsync("090", "workflow-definitions/flowchart/bulk-dispatch", new { count = 3 });
        await PostAsync("091", "workflow-definitions/nope/dispatch", new { });
        await SnapAsync(92, suspend, "Workflow1:seqs:d1", "Workflow1:seqs:w1");
        await SnapAsync(100, sequence, "Workflow1:seq1:wl2", "Workflow1:seq1:sv1", "Workflow1:seq1");
        await SnapAsync(108, flowchart, "Workflow1:fc1:dec", "Workflow1:fc1:sw", "Workflow1:fc1:join", "Workflow1:fc1");
        await SnapAsync(116, fault, "Workflow1:seqf:f1", "Workflow1:seqf:f0");
        var run = Answers["106"].Body.GetProperty("items")[0].GetProperty("id").GetString();
        await GetAsync("124", "activity-executions/" + run);
        await GetAsync("125", $"activity-executions/{run}/call-stack");
        await GetAsync("126", $"activity-executions/count?workflowInstanceId={sequence}&activityId=wl2");
        await GetAsync("127", $"workflow-instances/{sequence}/journal/wl2");
        await GetAsync("128", "resilience/retries/" + run);
        await GetAsync("129", "workflow-instances/nope");
        await GetAsync("130", "workflow-instances/nope/journal");
        await GetAsync("131", "workflow-instances/nope/execution-state");
        _clock.Advance(TimeSpan.FromSeconds(3));
        await WaitsForAsync(suspend, "Elsa.Event");
        await WaitsForAsync(dispatched, "Elsa.Event");
        await SnapAsync(132, suspend, "Workflow1:seqs:e1", "Workflow1:seqs:d1");
        await PostAsync("140", "events/go/trigger", new { workflowInstanceId = suspend, input = new { hello = "world" }, workflowExecutionMode = "Synchronous" });
        await SnapAsync(141, suspend, "Workflow1:seqs:t1");
        var task = Answers["141"].Body.GetProperty("workflowState").GetProperty("bookmarks")[0].GetProperty("payload").GetProperty("taskId").GetString();
        await PostAsync("149", $"tasks/{task}/complete", new { result = new { approved = true } });
        await PostAsync("150", "tasks/nope/complete", new { result = 1 });
        await SnapAsync(151, suspend, "Workflow1:seqs:w4", "Workflow1:seqs:t1");
        await PostAsync("159", "events/nobody-listens/trigger", new { });
        await Eventually.TrueAsync(async () => (await SendAsync(HttpMethod.Get, "workflow-instances?definitionId=flowchart", null)).Body.GetProperty("totalCount").GetInt32() == 4, "four flowcharts ran");
        await ListsAsync(suspend);
        await OperationsAsync(sequence, flowchart, suspend, fault, dispatched);
    }

    private async Task ListsAsync(string suspend)
    {
        await PostAsync("160", "workflow-instances", new { page = 0, pageSize = 10, orderBy = "UpdatedAt", orderDirection = "Descending" });
        await GetAsync("161", "workflow-instances?page=0&pageSize=5");
        await PostAsync("162", "workflow-instances", new
        {
            page = 0, pageSize = 10, statuses = new[] { "Running" }, subStatuses = new[] { "Suspended" }, isSystem = false, hasIncidents = false, searchTerm = "corr",
            definitionIds = new[] { "suspend" }, timestampFilters = new[] { new { column = "CreatedAt", @operator = "GreaterThan", timestamp = "2020-01-01T00:00:00Z" } },
        });
        await GetAsync("163", "workflow-instances?definitionId=fault&hasIncidents=true");
        await PostAsync("164", $"workflow-instances/{suspend}/variables", new { variables = new[] { new { id = "vr", value = new { x = 1 } } } });
    }

    private async Task OperationsAsync(string sequence, string flowchart, string suspend, string fault, string dispatched)
    {
        await PostAsync("168", "cancel/workflow-instances/" + dispatched, new { });
        await GetAsync("169", "workflow-instances/" + dispatched);
        await PostAsync("170", "cancel/workflow-instances/nope", new { });
        await SendAsync(HttpMethod.Post, "workflow-definitions/suspend/execute", new { });
        await PostAsync("171", "bulk-actions/cancel/workflow-instances", new { definitionId = "suspend", versionOptions = "Published" });
        await PostAsync("172", "bulk-actions/cancel/workflow-instances", new { definitionId = "suspend" });
        await PostAsync("173", "alterations/run", new { workflowInstanceIds = new[] { fault }, alterations = new[] { new { type = "ModifyVariable", variableId = "x", value = "1" } } });
        await PostAsync("174", "alterations/dry-run", new { correlationIds = new[] { "corr-1" } });
        var plan = (await PostAsync("175", "alterations/submit", new { alterations = new[] { new { type = "Cancel" } }, filter = new { workflowInstanceIds = new[] { fault } } }))
            .Body.GetProperty("planId").GetString();
        await Eventually.TrueAsync(
            async () => (await SendAsync(HttpMethod.Get, "alterations/" + plan, null)).Body.GetProperty("plan").GetProperty("status").GetString() is "Completed", "the plan is completed");
        await GetAsync("176", "alterations/" + plan);
        await PostAsync("177", "alterations/workflows/retry", new { workflowInstanceIds = new[] { fault } });
        await GetAsync("178", "workflow-instances/" + fault);
        await PostAsync("179", "bookmarks/resume", new { });
        await GetAsync("180", "bookmarks/resume?t=bad");
        await GetAsync("181", "events/trigger?t=bad");
        await KeepAsync("182", HttpMethod.Delete, "workflow-instances/" + flowchart, null);
        await KeepAsync("183", HttpMethod.Delete, "workflow-instances/nope", null);
        await PostAsync("184", "bulk-actions/delete/workflow-instances/by-id", new { ids = new[] { sequence, "nope" } });
    }

    /// <summary>The eight questions that the recordings ask about an instance each time.</summary>
    private async Task SnapAsync(int first, string id, params string[] nodes)
    {
        await GetAsync(Number(first), "workflow-instances/" + id);
        await GetAsync(Number(first + 1), $"workflow-instances/{id}/execution-state");
        await GetAsync(Number(first + 2), $"workflow-instances/{id}/journal?page=0&pageSize=100");
        await PostAsync(Number(first + 3), $"workflow-instances/{id}/journal", new
        {
            filter = new { activityIds = (string[]?)null, activityNodeIds = (string[]?)null, excludedActivityTypes = new[] { "Elsa.Workflow", "Elsa.Flowchart" }, eventNames = (string[]?)null },
            skip = 0, take = 50,
        });
        await GetAsync(Number(first + 4), $"workflow-instances/{id}/variables");
        await PostAsync(Number(first + 5), "activity-executions/report", new { workflowInstanceId = id, activityNodeIds = nodes });
        await GetAsync(Number(first + 6), $"activity-executions/list?workflowInstanceId={id}&activityNodeId={nodes[0]}");
        await GetAsync(Number(first + 7), $"activity-execution-summaries/list?workflowInstanceId={id}&activityNodeId={nodes[0]}");
    }

    private Task WaitsForAsync(string id, string bookmark) => Eventually.TrueAsync(
        async () => await SendAsync(HttpMethod.Get, "workflow-instances/" + id, null) is { Status: 200 } answer
            && answer.Body.GetProperty("workflowState").GetProperty("bookmarks").EnumerateArray().Any(b => b.GetProperty("name").ValueEquals(bookmark)),
        $"{id} waits for {bookmark}");

    private Task<OwnAnswer> GetAsync(string number, string path) => KeepAsync(number, HttpMethod.Get, path, null);

    private Task<OwnAnswer> PostAsync(string number, string path, object body) => KeepAsync(number, HttpMethod.Post, path, body);

    private async Task<OwnAnswer> KeepAsync(string number, HttpMethod method, string path, object? body) => Answers[number] = await SendAsync(method, path, body);

    private async Task<OwnAnswer> SendAsync(HttpMethod method, string path, object? body)
    {
        // Nothing happens at the same time as something else, so that lists have one order.
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        using var request = new HttpRequestMessage(method, new Uri("/elsa/api/" + path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Default);
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new OwnAnswer(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text.Length == 0 ? default : JsonElement.Parse(text),
            response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    private async Task PublishAsync(string definitionId, string number)
    {
        var model = JsonNode.Parse(RecordedAnswer.Of(number).RequestBody.GetProperty("model").GetRawText())!.AsObject();
        model["definitionId"] = definitionId;
        model["version"] = 1;
        await _host.Services.GetRequiredService<WorkflowCatalog>().PublishAsync(model.ToJsonString(), CancellationToken.None);
    }

    private static string Instance(OwnAnswer answer) => answer.Headers["x-elsa-workflow-instance-id"];

    private static string Number(int number) => new StringBuilder().Append(System.Globalization.CultureInfo.InvariantCulture, $"{number:000}").ToString();
}
