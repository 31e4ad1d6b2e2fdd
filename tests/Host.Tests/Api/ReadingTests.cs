using System.Net;
using System.Net.Http.Json;
using System.Text;
using DirectiveFlow.Host.Tests.Hosting;

namespace DirectiveFlow.Host.Tests.Api;

public sealed class ReadingTests(SignedInHost host) : IClassFixture<SignedInHost>
{
    private static readonly Uri Address = new("/api/documents/read", UriKind.Relative);

    private const string Directive = """
        Kết luận số 31-KL/TU ngày 02/02/2026 của Ban Thường vụ Tỉnh ủy về kinh tế biển

        1. Phát triển hạ tầng cảng cá, khu neo đậu tránh trú bão
        Ưu tiên vốn.
        2. Đào tạo thuyền trưởng, máy trưởng tàu cá
        Mở lớp.
        """;

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

    [Fact]
    public async Task A_plan_is_compared_with_the_directive_it_carries_out()
    {
        var launched = await (await _client.PostAsJsonAsync(
            new Uri("/api/directives", UriKind.Relative), new { text = Directive, code = "31-KL/TU", subject = "Kinh tế biển", organName = "Ban Thường vụ Tỉnh uỷ", issuedDate = "2026-02-02" })).JsonAsync();
        var address = new Uri($"/api/directives/{launched.GetProperty("directiveId").GetString()}/coverage", UriKind.Relative);

        var comparison = await (await _client.PostAsJsonAsync(address, new
        {
            text = "Kế hoạch thực hiện Kết luận số 31-KL/TU\nII. NHIỆM VỤ\n1. Phát triển hạ tầng cảng cá và khu neo đậu tránh trú bão cho tàu thuyền\n1.1. Giao Phòng Kế hoạch lập dự án trước ngày 30/6/2026.",
        })).JsonAsync();

        Assert.Equal((true, 1, 1), (comparison.GetProperty("implements").GetBoolean(), comparison.GetProperty("takenUp").GetInt32(), comparison.GetProperty("missing").GetInt32()));
        var taken = comparison.GetProperty("demands")[0];
        Assert.Equal("TakenUp", taken.GetProperty("grade").GetString());
        Assert.StartsWith("Phát triển hạ tầng cảng cá và khu", taken.GetProperty("answerEvidence").GetProperty("quotation").GetString(), StringComparison.Ordinal);
        await (await _client.PostAsJsonAsync(address, new { text = " " })).ProblemAsync(HttpStatusCode.BadRequest, "text.empty");
    }

    [Fact]
    public async Task A_directive_that_is_not_there_is_not_found() =>
        await (await _client.PostAsJsonAsync(new Uri("/api/directives/00000000-0000-0000-0000-000000000001/coverage", UriKind.Relative), new { text = "Kế hoạch" })).ProblemAsync(HttpStatusCode.NotFound, "not-found");

    private async Task<HttpResponseMessage> SendAsync(byte[] bytes, string name)
    {
        using var file = new ByteArrayContent(bytes);
        using var form = new MultipartFormDataContent { { file, "file", name } };
        return await _client.PostAsync(Address, form);
    }
}
