using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Host.Tests.Elsa.Instances;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.Elsa.Definitions;

/// <summary>
/// Sends the recorded requests of the definition side to a host of ours in their order, once, with our ids in place of the recorded
/// ones, and keeps the answers by the number of the recording.
/// </summary>
public sealed class DefinitionJourney : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 2, 10, 1, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly HostUnderTest _host;
    private HttpClient _client = null!;

    public DefinitionJourney() => _host = new HostUnderTest { Clock = _clock };

    /// <summary>What was recorded with our ids in it, and what we answered.</summary>
    public Dictionary<string, (int Status, string? ContentType, JsonElement Recorded, OwnAnswer Own)> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Descriptors and definitions; 083 to 184 are the instance side.</summary>
    public static IEnumerable<int> Numbers => Enumerable.Range(1, 82).Concat(Enumerable.Range(185, 8)).Except([21, 22, 23, 26, 27, 82]);

    public async ValueTask InitializeAsync()
    {
        if (!RecordedAnswer.Exist)
        {
            return;
        }

        _client = await _host.CreateClient().SignedInAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword);
        _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        await ForgetShippedAsync();
        foreach (var number in Numbers)
        {
            await ReplayAsync(RecordedRequest.Of(number));
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>The recorded server had no workflows of its own.</summary>
    private async Task ForgetShippedAsync()
    {
        var list = await SendAsync(HttpMethod.Get, "/elsa/api/workflow-definitions?versionOptions=Latest", null);
        foreach (var item in list.Body.GetProperty("items").EnumerateArray())
        {
            await SendAsync(HttpMethod.Delete, "/elsa/api/workflow-definitions/" + item.GetProperty("definitionId").GetString(), null);
        }
    }

    private async Task ReplayAsync(RecordedRequest recorded)
    {
        var content = recorded.Number is "075" ? await FormAsync() : recorded.Body is { } body ? Json(Ours(body)) : null;
        if (recorded.Number is "078")
        {
            content = Json("{ not json");
        }

        var own = await SendAsync(recorded.Method, Ours(recorded.Path), content);
        Learn(recorded.Answer, own.Body);
        var answer = recorded.Answer is null ? default : JsonElement.Parse(Ours(recorded.Answer.ToJsonString()));
        Answers[recorded.Number] = (recorded.Status, recorded.ContentType, answer, own);
    }

    private async Task<HttpContent> FormAsync()
    {
        var export = await SendAsync(HttpMethod.Get, Ours("/elsa/api/workflow-definitions/imported-flowchart/export"), null);
        var definition = JsonNode.Parse(export.Body.GetRawText())!;
        (definition["id"], definition["definitionId"], definition["name"]) = ("imported-file-1", "imported-file", "Imported File");
        return new MultipartFormDataContent { { new StringContent(definition.ToJsonString()), "files", "imported.json" } };
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private string Ours(string text) => _ids.Aggregate(text, (result, id) => result.Replace(id.Key, id.Value, StringComparison.Ordinal));

    /// <summary>The same definition has another id here.</summary>
    private void Learn(JsonNode? recorded, JsonElement own)
    {
        if (recorded is not JsonObject there || own.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (there["workflowDefinition"] is { } inner && own.TryGetProperty("workflowDefinition", out var ownInner))
        {
            Learn(inner, ownInner);
            return;
        }

        foreach (var name in (string[])["id", "definitionId"])
        {
            if (there[name] is JsonValue value && own.TryGetProperty(name, out var ownValue) && ownValue.ValueKind == JsonValueKind.String
                && value.GetValue<string>() is { Length: >= 15 } id && id.All(char.IsAsciiHexDigit))
            {
                _ids[id] = ownValue.GetString()!;
            }
        }
    }

    private async Task<OwnAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        // Nothing happens at the same time as something else, so that lists have one order.
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await _client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        var body = bytes.Length == 0 ? default
            : bytes is [(byte)'P', (byte)'K', ..] ? JsonSerializer.SerializeToElement(new Dictionary<string, int> { ["$binaryBytes"] = bytes.Length })
            : type is "application/x-typescript" ? JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["$text"] = Encoding.UTF8.GetString(bytes) })
            : JsonElement.Parse(bytes);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new OwnAnswer((int)response.StatusCode, type, body, headers);
    }
}

/// <summary>A request and its answer as recorded.</summary>
internal sealed record RecordedRequest(string Number, HttpMethod Method, string Path, string? Body, int Status, string? ContentType, JsonNode? Answer)
{
    public static RecordedRequest Of(int number)
    {
        var name = number.ToString("000", System.Globalization.CultureInfo.InvariantCulture);
        var json = JsonNode.Parse(RecordedAnswer.Text(name))!;
        var (method, path) = json["request"]!.GetValue<string>().Split(' ', 2) is [var m, var p] ? (m, p) : throw new InvalidDataException();
        return new RecordedRequest(
            name, HttpMethod.Parse(method), path, json["requestBody"] is JsonObject body ? body.ToJsonString() : null, json["status"]!.GetValue<int>(),
            json["responseHeaders"]!["Content-Type"]?.GetValue<string>() is { } type ? MediaTypeHeaderValue.Parse(type).MediaType : null, WithoutSystem(json["responseBody"]));
    }

    /// <summary>Elsa runs alterations as a workflow of its own, which shows in its lists; here they are none.</summary>
    private static JsonNode? WithoutSystem(JsonNode? answer)
    {
        if (answer is JsonObject body && body["items"] is JsonArray items && body["totalCount"] is { } count
            && items.FirstOrDefault(i => i?["definitionId"]?.GetValue<string>() is "Elsa.Alterations.ExecuteAlterationPlan") is { } own)
        {
            items.Remove(own);
            body["totalCount"] = count.GetValue<int>() - 1;
        }

        return answer;
    }
}
