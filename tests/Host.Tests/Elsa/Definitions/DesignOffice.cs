using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Host.Tests.Hosting;

namespace DirectiveFlow.Host.Tests.Elsa.Definitions;

/// <summary>One host with an administrator and an inspector who speak to Elsa's API.</summary>
public sealed class DesignOffice : IAsyncLifetime
{
    public const string Inspector = "kiemtra";

    public HostUnderTest Host { get; } = new();

    public HttpClient Administrator { get; private set; } = null!;

    public HttpClient Reader { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Host.SeedAsync(Inspector);
        Administrator = await Host.CreateClient().SignedInAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword);
        Reader = await Host.CreateClient().SignedInAsync(Inspector, HostUnderTest.Password);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    public static Uri Path(string path) => new("/elsa/api/" + path, UriKind.Relative);

    /// <summary>A flowchart with one activity that writes a line.</summary>
    public static JsonObject Flow(string name, string activity = """{"id":"w1","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"xin chào"}}}""") =>
        JsonNode.Parse($$$"""{"name":"{{{name}}}","root":{"id":"f1","type":"Elsa.Flowchart","version":1,"activities":[{{{activity}}}],"connections":[]}}""")!.AsObject();

    /// <summary>Saves as Studio does.</summary>
    public async Task<(HttpResponseMessage Response, JsonObject Body)> SaveAsync(JsonNode model, bool publish = false, string? ifMatch = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path("workflow-definitions"))
        {
            Content = JsonContent.Create(new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish }, options: JsonSerializerOptions.Default),
        };
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        }

        if (language is not null)
        {
            request.Headers.AcceptLanguage.ParseAdd(language);
        }

        var response = await Administrator.SendAsync(request);
        return (response, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    public async Task<JsonObject> SavedAsync(JsonNode model, bool publish = false)
    {
        var (response, body) = await SaveAsync(model, publish);
        Assert.True(response.IsSuccessStatusCode, body.ToJsonString());
        return body["workflowDefinition"]!.AsObject();
    }

    public async Task<JsonObject> ReadAsync(string definitionId) =>
        (await Administrator.GetFromJsonAsync<JsonObject>(Path($"workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest")))!;

    public async Task<JsonArray> VersionsAsync(string definitionId) =>
        (await Administrator.GetFromJsonAsync<JsonArray>(Path($"workflow-definitions/{definitionId}/versions")))!;
}

[CollectionDefinition(nameof(DesignOffice))]
public sealed class DesignOfficeTests : ICollectionFixture<DesignOffice>;
