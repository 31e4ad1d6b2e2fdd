using System.Net;
using System.Net.Http.Json;
using System.Text;
using DirectiveFlow.Host.Tests.Hosting;

namespace DirectiveFlow.Host.Tests.Problems;

public sealed class ProblemAnswerTests(SignedInHost host) : IClassFixture<SignedInHost>
{
    private readonly HttpClient _client = host.NewClient();

    [Fact]
    public async Task Malformed_json_is_refused_clearly()
    {
        using var content = new StringContent("""{"text": "a", """, Encoding.UTF8, "application/json");

        var problem = await (await _client.PostAsync(new Uri("/api/directives", UriKind.Relative), content))
            .ProblemAsync(HttpStatusCode.BadRequest, "request.malformed");

        Assert.StartsWith("Không đọc được yêu cầu", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"a","txet":"b"}""")]
    [InlineData("""{"text":"a","text":"b"}""")]
    [InlineData("""{"code":"1-KH/TU"}""")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":"a","priority":"Quickly"}""")]
    [InlineData("""{"text":"a","issuedDate":"18/03/2024"}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_body_that_is_not_what_was_asked_for_is_refused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        await (await _client.PostAsync(new Uri("/api/directives", UriKind.Relative), content))
            .ProblemAsync(HttpStatusCode.BadRequest, "request.malformed");
    }

    [Fact]
    public async Task A_very_deep_body_is_refused()
    {
        using var content = new StringContent(new string('[', 100_000), Encoding.UTF8, "application/json");

        await (await _client.PostAsync(new Uri("/api/directives", UriKind.Relative), content))
            .ProblemAsync(HttpStatusCode.BadRequest, "request.malformed");
    }

    [Fact]
    public async Task English_is_spoken_to_who_prefers_it()
    {
        _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,vi;q=0.5");

        var problem = await (await _client.GetAsync(new Uri("/api/nowhere", UriKind.Relative)))
            .ProblemAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal("Not found", problem.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Vietnamese_is_spoken_by_default()
    {
        var problem = await (await _client.GetAsync(new Uri("/api/nowhere", UriKind.Relative)))
            .ProblemAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal("Không tìm thấy", problem.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("GET", "/api/directives/5b0cb1a2-6a40-4a5e-9d4b-2a1c3d4e5f60")]
    [InlineData("GET", "/api/assignments/5b0cb1a2-6a40-4a5e-9d4b-2a1c3d4e5f60")]
    [InlineData("POST", "/api/notifications/5b0cb1a2-6a40-4a5e-9d4b-2a1c3d4e5f60/read")]
    [InlineData("POST", "/api/assignments/5b0cb1a2-6a40-4a5e-9d4b-2a1c3d4e5f60/accept")]
    public async Task What_does_not_exist_is_not_found(string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Content = method is "POST" ? JsonContent.Create(new { }) : null;

        var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("DELETE", "application/json", HttpStatusCode.MethodNotAllowed, "request.method")]
    [InlineData("POST", "text/xml", HttpStatusCode.UnsupportedMediaType, "request.media-type")]
    public async Task A_wrong_method_or_media_type_is_said_to_be_that(string method, string mediaType, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/directives");
        request.Content = new StringContent("<a/>", Encoding.UTF8, mediaType);

        await (await _client.SendAsync(request)).ProblemAsync(status, code);
    }

    [Theory]
    [InlineData("", "text.empty", HttpStatusCode.BadRequest)]
    [InlineData("\0\u0001\u0002\0\u0003", "text.not-text", HttpStatusCode.BadRequest)]
    public async Task A_text_that_cannot_be_read_is_refused(string text, string code, HttpStatusCode status) =>
        await (await _client.PostAsJsonAsync(new Uri("/api/directives", UriKind.Relative), new { text, code = "1-KH/TU" }))
            .ProblemAsync(status, code);

    [Fact]
    public async Task Twenty_megabytes_of_text_are_too_much() =>
        await (await _client.PostAsJsonAsync(
                new Uri("/api/directives", UriKind.Relative), new { text = new string('a', 20 * 1024 * 1024), code = "1-KH/TU" }))
            .ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "text.too-long");

    [Fact]
    public async Task Pages_carry_a_policy_that_loads_nothing_from_elsewhere()
    {
        var response = await host.Host.CreateClient().GetAsync(new Uri("/sign-in", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }
}
