using System.Net;
using System.Net.Http.Json;
using System.Text;
using DirectiveFlow.Directives.Reading.Intake;
using DirectiveFlow.Host.Tests.Hosting;

namespace DirectiveFlow.Host.Tests.Api;

public sealed class LaunchTests(SignedInHost host) : IClassFixture<SignedInHost>
{
    private readonly HttpClient _client = host.NewClient();

    [Fact]
    public async Task The_same_key_acts_once_and_gets_the_first_answer_again()
    {
        var body = new { text = "KẾ HOẠCH số 11-KH/TU về thử nghiệm.", code = "11-KH/TU", subject = "Thử nghiệm", organName = "Tỉnh uỷ" };

        var first = await SendAsync(body, "launch-11");
        var again = await SendAsync(body, "launch-11");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        var (one, two) = (await first.JsonAsync(), await again.JsonAsync());
        Assert.False(one.GetProperty("alreadyDone").GetBoolean());
        Assert.True(two.GetProperty("alreadyDone").GetBoolean());
        Assert.Equal(one.GetProperty("directiveId").GetString(), two.GetProperty("directiveId").GetString());
        Assert.Equal(one.GetProperty("workflowInstanceId").GetString(), two.GetProperty("workflowInstanceId").GetString());
    }

    [Fact]
    public async Task The_same_document_under_another_key_is_a_duplicate()
    {
        var body = new { text = "KẾ HOẠCH số 12-KH/TU về thử nghiệm.", code = "12-KH/TU", subject = "Thử nghiệm", organName = "Tỉnh uỷ" };
        await SendAsync(body, "launch-12");

        await (await SendAsync(body, "launch-12-again")).ProblemAsync(HttpStatusCode.UnprocessableEntity, "directive.duplicate");
    }

    [Fact]
    public async Task A_file_is_launched_like_a_text()
    {
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(
            "Ban Thường vụ Tỉnh uỷ ban hành Kế hoạch số 13-KH/TU ngày 05/01/2026 về phát triển khoa học và công nghệ."));
        using var form = new MultipartFormDataContent { { file, "file", "kế hoạch.txt" } };

        var response = await _client.PostAsync(new Uri("/api/directives/upload", UriKind.Relative), form);

        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var directive = await (await _client.GetAsync(response.Headers.Location)).JsonAsync();
        Assert.Equal("13-KH/TU", directive.GetProperty("code").GetString());
        Assert.Equal("Normal", directive.GetProperty("priority").GetString());
    }

    [Theory]
    [InlineData("14-KH/TU", "kế hoạch.html", "<html><body><p>Ban Thường vụ Tỉnh uỷ ban hành Kế hoạch số 14-KH/TU ngày 06/01/2026 về <b>chuyển đổi số</b>.</p></body></html>")]
    [InlineData("15-KH/TU", "thư.eml", "Subject: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nBan Thường vụ Tỉnh uỷ ban hành Kế hoạch số 15-KH/TU ngày 06/01/2026 về chuyển đổi số.\n")]
    public async Task A_file_that_is_no_plain_text_is_launched_by_the_text_in_it(string code, string name, string content) =>
        await LaunchesAsync(code, name, Encoding.UTF8.GetBytes(content));

    [Fact]
    public async Task A_word_file_is_launched_by_the_text_in_it() => await LaunchesAsync(
        "16-KH/TU", "kế hoạch.docx", WordFile.Of("Ban Thường vụ Tỉnh uỷ ban hành Kế hoạch số 16-KH/TU ngày 06/01/2026 về chuyển đổi số."));

    [Theory]
    [InlineData("a.txt", "file.wrong-type")]
    [InlineData("a.pdf", "file.wrong-type")]
    [InlineData("a.exe", "file.type-unsupported")]
    public async Task A_file_that_cannot_be_read_is_refused_as_where_it_is_only_read(string name, string code)
    {
        byte[] program = [0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 3, 0xff, 0xfe];

        await (await UploadAsync(program, name)).ProblemAsync(HttpStatusCode.BadRequest, code);
        await (await UploadAsync(program, name, "/api/documents/read")).ProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("/api/directives/upload")]
    [InlineData("/api/documents/read")]
    public async Task A_file_too_large_a_damaged_form_and_a_form_without_a_file_are_refused(string address)
    {
        await (await UploadAsync(new byte[IntakeLimits.MaxBytes + 1], "a.txt", address)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file.too-large");
        await (await UploadAsync(new byte[20 * 1024 * 1024], "a.txt", address)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large");

        using var damaged = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf"u8.ToArray());
        damaged.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        await (await _client.PostAsync(new Uri(address, UriKind.Relative), damaged)).ProblemAsync(HttpStatusCode.BadRequest, "request.malformed");

        using var nameless = new MultipartFormDataContent { { new StringContent(""), "direction" } };
        var answer = await _client.PostAsync(new Uri(address, UriKind.Relative), nameless);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_that_is_none_is_refused()
    {
        using var request = Request(new { text = "a", code = "1-KH/TU" });
        request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 101));

        await (await _client.SendAsync(request)).ProblemAsync(HttpStatusCode.BadRequest, "request.malformed");
    }

    private async Task LaunchesAsync(string code, string name, byte[] bytes)
    {
        var response = await UploadAsync(bytes, name);

        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var directive = await (await _client.GetAsync(response.Headers.Location)).JsonAsync();
        Assert.Equal(code, directive.GetProperty("code").GetString());
        Assert.StartsWith("Ban Thường vụ Tỉnh uỷ ban hành", directive.GetProperty("text").GetString()!.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain('<', directive.GetProperty("text").GetString()!);
    }

    private async Task<HttpResponseMessage> UploadAsync(byte[] bytes, string name, string address = "/api/directives/upload")
    {
        using var file = new ByteArrayContent(bytes);
        using var form = new MultipartFormDataContent { { file, "file", name } };
        return await _client.PostAsync(new Uri(address, UriKind.Relative), form);
    }

    private async Task<HttpResponseMessage> SendAsync(object body, string key)
    {
        using var request = Request(body);
        request.Headers.Add("Idempotency-Key", key);
        return await _client.SendAsync(request);
    }

    private static HttpRequestMessage Request(object body) =>
        new(HttpMethod.Post, "/api/directives") { Content = JsonContent.Create(body) };
}
