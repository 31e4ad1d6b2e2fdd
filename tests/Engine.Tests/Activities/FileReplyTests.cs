using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>Workflows that answer a request with files, or with a status.</summary>
public sealed class FileReplyTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task Nothing_to_send_is_an_answer_without_content() =>
        Assert.Equal((204, null), await ReplyAsync("null") is var reply ? (reply.StatusCode, reply.Body) : default);

    [Theory]
    [InlineData("'xin chào'", "text/plain; charset=utf-8", "file.bin", "xin chào")]
    [InlineData("({ a: 1 })", "application/json", "file.bin", "{\"a\":1}")]
    [InlineData("({ filename: 'C:\\\\x\\\\báo cáo.txt', contentType: 'text/x', content: 'aGk=' })", "text/x", "báo cáo.txt", "hi")]
    [InlineData("[null, { filename: 'dir/', content: 'aGk=' }]", "application/octet-stream", "file.bin", "hi")]
    public async Task One_file_is_sent_as_it_is_under_its_own_name(string content, string type, string name, string text)
    {
        var reply = await ReplyAsync(content);

        Assert.Equal((200, type, true), (reply.StatusCode, reply.ContentType, reply.IsBase64));
        Assert.Equal($"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}", Assert.Single(reply.Headers["Content-Disposition"]));
        Assert.Equal(text, Encoding.UTF8.GetString(Convert.FromBase64String(reply.Body!)));
        Assert.False(reply.Headers.ContainsKey("ETag"));
    }

    [Theory]
    [InlineData("7", "\"7\"")]
    [InlineData("\"7\"", "\"7\"")]
    [InlineData("W/\"7\"", "W/\"7\"")]
    public async Task What_the_activity_says_goes_before_what_the_file_says(string tag, string sent)
    {
        var reply = await ReplyAsync(
            "({ filename: 'a.txt', contentType: 'text/x', content: 'aGk=', eTag: 'old' })",
            ("filename", Define.Literal("b.txt")), ("contentType", Define.Literal("text/y")), ("entityTag", Define.Literal(tag)));

        Assert.Equal(("text/y", sent), (reply.ContentType, Assert.Single(reply.Headers["ETag"])));
        Assert.EndsWith("b.txt", Assert.Single(reply.Headers["Content-Disposition"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_files_are_zipped_and_none_hides_another_of_the_same_name()
    {
        var reply = await ReplyAsync(
            "[{ filename: '3-a.txt', content: 'MQ==' }, { filename: 'x/A.txt', content: 'Mg==' }, { filename: 'a.txt', content: 'Mw==' }, { filename: 'a.txt', content: 'NA==' }, { filename: 'dir/', content: 'NQ==' }, 'six']");

        using var zip = new ZipArchive(new MemoryStream(Convert.FromBase64String(reply.Body!)));
        Assert.Equal(("application/zip", 6), (reply.ContentType, zip.Entries.Select(e => e.FullName).Distinct(StringComparer.OrdinalIgnoreCase).Count()));
        Assert.All(zip.Entries, e => Assert.DoesNotContain('/', e.FullName));
        Assert.Equal(["1", "2", "3", "4", "5", "six"], zip.Entries.Select(Text));
    }

    [Fact]
    public async Task A_file_whose_content_is_not_base64_is_an_incident_and_no_answer()
    {
        var result = await _host.RunAsync(FileWorkflow("({ filename: 'a', content: 'not base64!' })"));

        Assert.Equal(("Faulted", null), (result.SubStatus, result.Reply));
    }

    [Theory]
    [InlineData(199, "Faulted")]
    [InlineData(200, "Finished")]
    [InlineData(599, "Finished")]
    [InlineData(600, "Faulted")]
    public async Task Only_the_status_of_a_response_can_be_answered(int status, string subStatus)
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Activity("Elsa.WriteHttpResponse", "r", ("statusCode", Define.Literal(status)))));

        Assert.Equal((subStatus, subStatus is "Finished" ? status : null), (result.SubStatus, result.Reply?.StatusCode));
    }

    private async Task<HttpReply> ReplyAsync(string content, params (string Name, JsonNode? Value)[] members) =>
        (await _host.RunAsync(FileWorkflow(content, members))).Reply!;

    private static string FileWorkflow(string content, params (string Name, JsonNode? Value)[] members) =>
        Define.Workflow("w", Define.Activity("Elsa.WriteFileHttpResponse", "r", [("content", Define.Script(content)), .. members]));

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
