using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Host.Tests.Elsa.Instances;

/// <summary>Instances as files, and one activity tried out by itself.</summary>
public sealed class InstanceFileTests(ElsaSite site) : IClassFixture<ElsaSite>
{
    private readonly HttpClient _client = site.Client(site.AdminToken);

    [Fact]
    public async Task A_running_instance_is_exported_deleted_elsewhere_restored_and_goes_on()
    {
        var id = await site.StartAsync("wait");
        var file = await ExportAsync(id);
        await using var other = new ElsaSite();
        await other.InitializeAsync();
        var there = other.Client(other.AdminToken);

        // The other host has the same definition under another version id, as an import of the definition gives it.
        var version = (await AnswerAsync(there, "workflow-instances/" + await other.StartAsync("wait"))).GetProperty("definitionVersionId").GetString();
        var carried = file.Replace(JsonElement.Parse(file).GetProperty("DirectiveFlow").GetProperty("instance").GetProperty("definitionVersionId").GetString()!, version, StringComparison.Ordinal);
        var imported = await ImportAsync(there, carried);
        var journal = (await AnswerAsync(there, $"workflow-instances/{id}/journal")).GetProperty("totalCount").GetInt32();
        await other.SendEventAsync(id);

        Assert.Equal(1, imported.GetProperty("imported").GetInt32());
        Assert.Equal((await AnswerAsync(_client, $"workflow-instances/{id}/journal")).GetProperty("totalCount").GetInt32(), journal);
        Assert.Equal("Finished", (await AnswerAsync(there, $"workflow-instances/{id}/execution-state")).GetProperty("subStatus").GetString());
        Assert.Equal("Suspended", (await AnswerAsync(_client, $"workflow-instances/{id}/execution-state")).GetProperty("subStatus").GetString());
    }

    [Fact]
    public async Task What_is_here_already_what_is_damaged_and_what_others_exported_is_refused_and_nothing_changes()
    {
        var id = await site.StartAsync("wait");
        var file = await ExportAsync(id);
        var fresh = file.Replace(id, "restored-" + id[..4], StringComparison.Ordinal);
        string[] bad =
        [
            file, "{}", "[1,2]", "not json", """{"DirectiveFlow":{"format":1}}""", """{"WorkflowState":{"$id":"1"}}""",
            fresh.Replace("\"sequence\":1", "\"sequence\":7", StringComparison.Ordinal), Broken(fresh, i => i["state"] = "AAAA"), Broken(fresh, i => i["status"] = "Odd"),
            Broken(fresh, i => i["definitionVersionId"] = "nope"),
        ];

        foreach (var text in bad)
        {
            using var response = await PostFileAsync(_client, text);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode}: {text[..Math.Min(80, text.Length)]}");
            Assert.NotEmpty((await response.JsonAsync()).GetProperty("errors").GetProperty("files")[0].GetString()!);
        }

        Assert.Equal("Suspended", (await AnswerAsync(_client, $"workflow-instances/{id}/execution-state")).GetProperty("subStatus").GetString());
    }

    [Fact]
    public async Task Several_instances_are_exported_as_a_zip_that_can_be_imported()
    {
        var (one, two) = (await site.StartAsync("wait"), await site.StartAsync("wait"));
        using var response = await _client.PostAsJsonAsync("/elsa/api/bulk-actions/export/workflow-instances", new { ids = new[] { one, two, "nope" } }, TestContext.Current.CancellationToken);
        var zip = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        using var refused = await PostFileAsync(_client, zip);

        Assert.Equal(("application/octet-stream", "workflow-instances.zip"), (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentDisposition?.FileName));
        var words = (await refused.JsonAsync()).GetProperty("errors").GetProperty("files")[0].GetString();
        Assert.Contains(one, words, StringComparison.Ordinal);
        Assert.Contains(two, words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi", "instance.json: không phải tệp phiên xuất từ đây, nên không có gì để khôi phục.", "tệp nén không có phiên nào.", "đã có ở đây; không có gì bị thay đổi.")]
    [InlineData("en", "instance.json: it is not a file of an instance exported here, so there is nothing to restore.", "the zip file has no instance in it.", "is here already; nothing of it was changed.")]
    public async Task A_refusal_speaks_the_language_of_the_request(string language, string foreign, string empty, string known)
    {
        using var client = site.Client(site.AdminToken);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var id = await site.StartAsync("wait");
        using var buffer = new MemoryStream();
        await (await ZipArchive.CreateAsync(buffer, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, TestContext.Current.CancellationToken)).DisposeAsync();

        Assert.Equal(foreign, await WordsAsync("{}"u8.ToArray()));
        Assert.Equal("instance.json: " + empty, await WordsAsync(buffer.ToArray()));
        Assert.Equal($"instance.json: {(language is "vi" ? "phiên" : "the instance")} “{id}” {known}", await WordsAsync(Encoding.UTF8.GetBytes(await ExportAsync(id))));

        async Task<string?> WordsAsync(byte[] file)
        {
            using var refused = await PostFileAsync(client, file);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            return (await refused.JsonAsync()).GetProperty("errors").GetProperty("files")[0].GetString();
        }
    }

    [Fact]
    public async Task A_damaged_zip_is_refused_wherever_it_is_damaged()
    {
        using var response = await _client.PostAsJsonAsync(
            "/elsa/api/bulk-actions/export/workflow-instances", new { ids = new[] { await site.StartAsync("wait") } }, TestContext.Current.CancellationToken);
        var zip = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var damaged = new List<byte[]> { "PK"u8.ToArray(), "PKxx"u8.ToArray() };
        var random = new Random(20261123);
        for (var i = 0; i < 60; i++)
        {
            damaged.Add(zip[..random.Next(2, zip.Length)]);
            var flipped = zip.ToArray();
            flipped[random.Next(2, zip.Length)] ^= (byte)(1 << random.Next(8));
            damaged.Add(flipped);
        }

        foreach (var file in damaged)
        {
            using var refused = await PostFileAsync(_client, file);
            Assert.True(refused.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.OK, $"{refused.StatusCode}: {Convert.ToHexString(file)}");
        }
    }

    [Fact]
    [Trait("Needs", "shared")]
    public async Task An_exported_file_has_the_parts_of_a_real_Elsas()
    {
        Assert.SkipUnless(RecordedAnswer.Exist, SharedFolder.WhyAbsent);
        var recorded = RecordedAnswer.Of("165");

        var file = JsonElement.Parse(await ExportAsync(await site.StartAsync("wait")));

        Assert.Empty(recorded.Body.EnumerateObject().Select(m => m.Name).Except(file.EnumerateObject().Select(m => m.Name), StringComparer.Ordinal));
        Assert.Empty(recorded.Body.GetProperty("WorkflowState").EnumerateObject().Select(m => m.Name)
            .Except(file.GetProperty("WorkflowState").EnumerateObject().Select(m => m.Name), StringComparer.Ordinal).Except(["$id", "correlationId", "name", "finishedAt"], StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_activity_is_tried_out_and_a_failure_is_part_of_the_answer()
    {
        await site.PublishAsync("tried", """
            {"type":"Elsa.WriteLine","id":"w","version":1,"text":{"typeName":"String","expression":{"type":"JavaScript","value":"'a' + 1"}}},
            {"type":"Elsa.FlowDecision","id":"d","version":1,"condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"1 > 2"}}},
            {"type":"Elsa.WriteLine","id":"bad","version":1,"text":{"typeName":"String","expression":{"type":"JavaScript","value":"nope()"}}}
            """);

        var (line, decision, bad, unknown) = (await TryAsync("w"), await TryAsync("d"), await TryAsync("bad"), await TryAsync("nowhere"));

        Assert.Equal(("Completed", "a1"), (line.GetProperty("status").GetString(), line.GetProperty("activityState").GetProperty("Text").GetString()));
        Assert.Equal("False", decision.GetProperty("payload").GetProperty("Outcomes")[0].GetString());
        Assert.Equal("Faulted", bad.GetProperty("status").GetString());
        Assert.Contains("nope", bad.GetProperty("exception").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("Faulted", unknown.GetProperty("status").GetString());
    }

    private async Task<JsonElement> TryAsync(string activityId)
    {
        using var response = await _client.PostAsJsonAsync(
            "/elsa/api/tests/activities",
            new { workflowDefinitionHandle = new { definitionId = "tried", versionOptions = "Latest" }, activityHandle = new { activityId } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private async Task<string> ExportAsync(string id) => await _client.GetStringAsync(
        $"/elsa/api/workflow-instances/{id}/export?includeBookmarks=true&includeActivityExecutionLog=true&includeWorkflowExecutionLog=true", TestContext.Current.CancellationToken);

    private static string Broken(string file, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(file)!;
        change(json["DirectiveFlow"]!["instance"]!.AsObject());
        return json.ToJsonString();
    }

    private static async Task<JsonElement> ImportAsync(HttpClient client, string file)
    {
        using var response = await PostFileAsync(client, file);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private static Task<HttpResponseMessage> PostFileAsync(HttpClient client, string file) => PostFileAsync(client, Encoding.UTF8.GetBytes(file));

    private static Task<HttpResponseMessage> PostFileAsync(HttpClient client, byte[] file) => client.PostAsync(
        "/elsa/api/bulk-actions/import/workflow-instances", new MultipartFormDataContent { { new ByteArrayContent(file), "files", "instance.json" } }, TestContext.Current.CancellationToken);

    private static async Task<JsonElement> AnswerAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync("/elsa/api/" + path, TestContext.Current.CancellationToken);
        return await response.JsonAsync();
    }
}
