using System.Net;
using System.Net.Http.Json;
using System.Text;
using DirectiveFlow.Host.Tests.Hosting;

namespace DirectiveFlow.Host.Tests.Api;

public sealed class ReadingTests(SignedInHost host) : IClassFixture<SignedInHost>
{
    private static readonly Uri Address = new("/api/documents/read", UriKind.Relative);

    private readonly HttpClient _client = host.NewClient();

    [Fact]
    public async Task A_text_is_read_with_evidence_rules_and_confidences()
    {
        var response = await _client.PostAsJsonAsync(Address, new { text = "Giao Sở Y tế chủ trì lập đề án theo Kế hoạch số 13-KH/TU trước ngày 15/8.", contextDate = "2026-01-05" });

        var reading = await response.JsonAsync();
        var due = reading.GetProperty("deadlines")[0];
        Assert.Equal("2026-08-15", due.GetProperty("date").GetString());
        Assert.Equal("trước ngày 15/8", due.GetProperty("evidence").GetProperty("quotation").GetString());
        var document = reading.GetProperty("documents")[0];
        Assert.True(document.GetProperty("rule").GetString()!.Length > 0 && document.GetProperty("confidence").GetDouble() > 0.5);
    }

    [Fact]
    public async Task A_file_that_is_not_what_its_name_says_is_refused_in_a_process_of_its_own_or_before()
    {
        await (await SendAsync([0x7f, 0x45, 0x4c, 0x46, 1], "a.pdf")).ProblemAsync(HttpStatusCode.BadRequest, "file.wrong-type");
        await (await SendAsync("%PDF-1.7 nothing"u8.ToArray(), "a.pdf")).ProblemAsync(HttpStatusCode.BadRequest, "file.damaged");
    }

    [Fact]
    public async Task A_mail_is_opened_in_a_process_of_its_own()
    {
        var mail = Encoding.UTF8.GetBytes("Subject: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nGiao Sở Y tế lập đề án trước ngày 15/8/2026.\n");

        var reading = await (await SendAsync(mail, "thư.eml")).JsonAsync();

        Assert.Equal("Mail", reading.GetProperty("intake").GetProperty("format").GetString());
        Assert.Equal("Sở Y tế", reading.GetProperty("assignments")[0].GetProperty("lead").GetString());
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] bytes, string name)
    {
        using var file = new ByteArrayContent(bytes);
        using var form = new MultipartFormDataContent { { file, "file", name } };
        return await _client.PostAsync(Address, form);
    }
}
