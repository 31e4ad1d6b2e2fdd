using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>What a request says after it was sent on to another address, and which answers are worth asking again.</summary>
public sealed class RedirectTests : IAsyncLifetime
{
    private readonly List<(string Path, string Method, string? Authorization, string Body)> _received = [];
    private WebApplication _server = null!;
    private string _here = "";
    private string _there = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.2:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
        (_here, _there) = (_server.Urls.First(), _server.Urls.Last());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(301, "GET", "")]
    [InlineData(302, "GET", "")]
    [InlineData(303, "GET", "")]
    [InlineData(307, "POST", "text")]
    [InlineData(308, "POST", "text")]
    public async Task A_posted_text_follows_a_redirect_only_where_the_status_says_so(int status, string method, string body)
    {
        await PostAsync($"{_here}/go?status={status}&to={_here}/end");

        Assert.Equal(("/end", method, "Bearer secret", body), _received[^1]);
    }

    [Fact]
    public async Task What_was_meant_for_one_origin_is_not_told_to_another_nor_after_the_way_back()
    {
        await PostAsync($"{_here}/go?status=307&to={Uri.EscapeDataString($"{_there}/go?status=307&to={_here}/end")}");

        Assert.Equal(
            [("/go", "Bearer secret"), ("/go", null), ("/end", null)], _received.Select(r => (r.Path, r.Authorization)));
    }

    [Theory]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(200, false)]
    [InlineData(404, false)]
    [InlineData(501, false)]
    public void An_answer_that_says_later_is_worth_another_attempt(int status, bool isTransient) => Assert.Equal(
        isTransient,
        new HttpCallResult(HttpCallOutcome.Answered, status, null, new Dictionary<string, string[]>(StringComparer.Ordinal), null, null, false, null).IsTransient);

    private async Task PostAsync(string url)
    {
        var options = new EngineOptions();
        options.Http.AllowedPrivate.Add("127.0.0.0/8");
        using var caller = new HttpCaller(options, TimeProvider.System);
        var headers = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["Authorization"] = ["Bearer secret"] };

        var result = await caller.SendAsync(new HttpCall("POST", url, headers, "text", "text/plain"), "k", TestContext.Current.CancellationToken);

        Assert.Equal((HttpCallOutcome.Answered, 200), (result.Outcome, result.StatusCode));
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        _received.Add((http.Request.Path.Value!, http.Request.Method, http.Request.Headers.Authorization, await reader.ReadToEndAsync()));
        if (http.Request.Query["to"].ToString() is { Length: > 0 } to)
        {
            http.Response.StatusCode = int.Parse(http.Request.Query["status"]!, System.Globalization.CultureInfo.InvariantCulture);
            http.Response.Headers.Location = to;
        }
    }
}
