using System.Net;
using System.Net.Http.Json;
using System.Text;
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

    [Fact]
    public async Task A_binary_file_is_refused()
    {
        using var file = new ByteArrayContent([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 3, 0xff, 0xfe]);
        using var form = new MultipartFormDataContent { { file, "file", "a.txt" } };

        await (await _client.PostAsync(new Uri("/api/directives/upload", UriKind.Relative), form))
            .ProblemAsync(HttpStatusCode.BadRequest, "text.not-text");
    }

    [Fact]
    public async Task A_key_that_is_none_is_refused()
    {
        using var request = Request(new { text = "a", code = "1-KH/TU" });
        request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 101));

        await (await _client.SendAsync(request)).ProblemAsync(HttpStatusCode.BadRequest, "request.malformed");
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
