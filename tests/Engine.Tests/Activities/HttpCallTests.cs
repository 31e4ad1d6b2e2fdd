using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>Requests to other systems: sent after the commit, only to allowed addresses, bounded, secrets kept.</summary>
public sealed class HttpCallTests : IAsyncLifetime
{
    private readonly List<(string Path, string? Key, string? Authorization, string Body)> _received = [];
    private WebApplication _server = null!;
    private string _url = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
        _url = _server.Urls.First();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_request_is_sent_after_the_commit_and_its_response_goes_on()
    {
        var host = Host();
        var flow = Flow("/json", ("method", Define.Literal("POST")), ("content", Define.Script("({ a: 1 })")), ("authorization", Define.Literal("Bearer secret-1")));

        var started = await host.Runtime.StartAsync(
            new StartWorkflow { VersionId = (await host.PublishAsync(flow)).Id }, TestContext.Current.CancellationToken);
        Assert.Equal("Suspended", started.SubStatus);
        Assert.Empty(_received);
        await host.DrainAsync();

        Assert.Equal(["200 7"], host.Lines(started.InstanceId!));
        var (_, key, authorization, body) = Assert.Single(_received);
        Assert.Equal(("Bearer secret-1", "{\"a\":1}"), (authorization, body));
        Assert.False(string.IsNullOrEmpty(key));
        Assert.Empty(host.Store.DueWork);
    }

    [Fact]
    public async Task Secrets_of_a_request_reach_neither_journal_nor_state()
    {
        var host = Host();
        var id = (await host.RunAsync(Flow(
            "/json", ("authorization", Define.Script("'Bearer ' + 'secret-2'")), ("requestHeaders", Define.Script("({ 'X-Key': 'secret-3' })"))))).InstanceId!;

        var kept = string.Concat(host.Store.Journal.Select(j => Encoding.UTF8.GetString(j.Payload)));
        Assert.Contains("StatusCode", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-", Encoding.UTF8.GetString(host.Instance(id).State), StringComparison.Ordinal);
        Assert.Equal("Bearer secret-2", _received[0].Authorization);
    }

    [Fact]
    public async Task Headers_of_a_pending_request_are_sealed_and_opened_for_the_call_alone()
    {
        var seal = new Reversed();
        var host = Host(seal);
        var flow = Flow("/json", ("authorization", Define.Literal("Bearer secret-4")));

        await host.Runtime.StartAsync(new StartWorkflow { VersionId = (await host.PublishAsync(flow)).Id }, TestContext.Current.CancellationToken);
        var pending = Assert.Single(host.Store.DueWork).Payload;
        await host.DrainAsync();

        Assert.DoesNotContain("secret-4", pending, StringComparison.Ordinal);
        Assert.Contains("4-terces", pending, StringComparison.Ordinal);
        Assert.Equal("Bearer secret-4", Assert.Single(_received).Authorization);
    }

    [Fact]
    public async Task A_request_whose_headers_cannot_be_opened_any_more_fails_and_is_not_sent()
    {
        var seal = new Reversed();
        var host = Host(seal);
        var request = Define.Activity("Elsa.FlowSendHttpRequest", "h", ("url", Define.Literal(_url + "/json")), ("authorization", Define.Literal("Bearer secret-5")));
        var record = await host.PublishAsync(Define.Workflow(
            "w", Define.Flowchart("f", [request, Define.Line("good"), Define.Line("bad")], ("h", "200", "good"), ("h", "Failed to connect", "bad"))));
        var id = (await host.Runtime.StartAsync(new StartWorkflow { VersionId = record.Id }, TestContext.Current.CancellationToken)).InstanceId!;

        seal.KeysAreGone = true;
        await host.DrainAsync();

        Assert.Equal(["bad"], host.Lines(id));
        Assert.Empty(_received);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/x")]
    [InlineData("http://localhost:1/x")]
    [InlineData("http://[::1]:1/x")]
    [InlineData("http://[::ffff:10.0.0.1]/x")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://user:pw@93.184.216.34/")]
    public async Task Addresses_inside_are_not_called_unless_allowed(string address)
    {
        using var caller = new HttpCaller(new EngineOptions(), TimeProvider.System);

        var result = await caller.SendAsync(Get(address), "k", TestContext.Current.CancellationToken);

        Assert.Equal(HttpCallOutcome.Failed, result.Outcome);
    }

    [Fact]
    public async Task A_redirect_to_an_address_inside_is_not_followed()
    {
        var options = new EngineOptions();
        options.Http.AllowedPrivate.Add("127.0.0.1");
        using var caller = new HttpCaller(options, TimeProvider.System);

        var inside = await caller.SendAsync(Get(_url + "/redirect-inside"), "k", TestContext.Current.CancellationToken);
        var fine = await caller.SendAsync(Get(_url + "/redirect"), "k", TestContext.Current.CancellationToken);
        var endless = await caller.SendAsync(Get(_url + "/redirect-endless"), "k", TestContext.Current.CancellationToken);

        Assert.Equal((HttpCallOutcome.Failed, HttpCallOutcome.Answered, HttpCallOutcome.Failed), (inside.Outcome, fine.Outcome, endless.Outcome));
        Assert.Contains("not an address of the public network", inside.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_and_size_of_a_response_are_bounded()
    {
        var options = new EngineOptions { Http = { Timeout = TimeSpan.FromSeconds(3), MaxResponseBytes = 1000 } };
        options.Http.AllowedPrivate.Add("127.0.0.0/8");
        using var caller = new HttpCaller(options, TimeProvider.System);

        var slow = await caller.SendAsync(Get(_url + "/slow"), "k", TestContext.Current.CancellationToken);
        var large = await caller.SendAsync(Get(_url + "/large"), "k", TestContext.Current.CancellationToken);

        Assert.Equal((HttpCallOutcome.TimedOut, HttpCallOutcome.Failed), (slow.Outcome, large.Outcome));
    }

    [Fact]
    public async Task A_call_that_fails_for_now_is_repeated_as_declared_with_the_same_key()
    {
        var host = Host();
        var request = Define.Activity("Elsa.FlowSendHttpRequest", "h", ("url", Define.Literal(_url + "/busy-twice")));
        request["customProperties"] = new JsonObject { ["resilienceStrategy"] = new JsonObject { ["maxRetryAttempts"] = 3, ["delay"] = "00:00:10", ["backoffType"] = "Constant" } };
        var id = (await host.RunAsync(Define.Workflow("w", Define.Flowchart("f", [request, Define.Line("good"), Define.Line("bad")], ("h", "200", "good"), ("h", "Unmatched status code", "bad"))))).InstanceId!;

        Assert.Single(_received);
        await host.AdvanceAsync(TimeSpan.FromSeconds(10));
        await host.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["good"], host.Lines(id));
        Assert.Equal(3, _received.Count);
        Assert.Single(_received.Select(r => r.Key).Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/json", "two hundred")]
    [InlineData("/missing", "not expected")]
    [InlineData("http://10.0.0.1/", "no connection")]
    public async Task The_embedded_activity_of_the_response_runs(string address, string line)
    {
        var host = Host();
        var id = (await host.RunAsync(Define.Workflow("w", Define.Activity(
            "Elsa.SendHttpRequest", "h", ("url", Define.Literal(address.StartsWith('/') ? _url + address : address)),
            ("expectedStatusCodes", new JsonArray(new JsonObject { ["statusCode"] = 200, ["activity"] = Define.Line("a", "two hundred") })),
            ("unmatchedStatusCode", Define.Line("u", "not expected")), ("failedToConnect", Define.Line("c", "no connection")))))).InstanceId!;

        Assert.Equal([line], host.Lines(id));
        Assert.Equal("Finished", host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_call_of_a_cancelled_activity_is_not_made()
    {
        var host = Host();
        var record = await host.PublishAsync(Flow("/json"));
        var id = (await host.Runtime.StartAsync(new StartWorkflow { VersionId = record.Id }, TestContext.Current.CancellationToken)).InstanceId!;
        await host.Runtime.CancelAsync(new CancelWorkflow { InstanceId = id }, TestContext.Current.CancellationToken);

        await host.DrainAsync();

        Assert.Empty(_received);
        Assert.Empty(host.Store.DueWork);
    }

    [Fact]
    public async Task A_file_is_downloaded_as_it_is()
    {
        var host = Host();
        var id = (await host.RunAsync(Define.Workflow(
            "w",
            Define.Sequence(
                "s",
                Define.Activity("Elsa.DownloadHttpFile", "d", ("url", Define.Literal(_url + "/file")), ("result", Target("Got"))),
                Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("getGot().filename + ' ' + getGot().content")))),
            [Define.Variable("Got", "Object", null)]))).InstanceId!;

        Assert.Equal(["a b.bin " + Convert.ToBase64String([0, 255, 1])], host.Lines(id));
    }

    [Fact]
    public void Special_networks_are_not_public()
    {
        foreach (var address in new[] { "100.64.0.1", "192.168.1.1", "172.31.255.255", "0.0.0.0", "224.0.0.1", "255.255.255.255", "fd00::1", "fe80::1", "64:ff9b::a00:1", "2002:a00:1::", "::7f00:1" })
        {
            Assert.False(AddressGuard.IsPublic(IPAddress.Parse(address)), address);
        }

        foreach (var address in new[] { "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "172.32.0.1" })
        {
            Assert.True(AddressGuard.IsPublic(IPAddress.Parse(address)), address);
        }
    }

    private static EngineHost Host(ISecretSeal? seal = null)
    {
        var host = new EngineHost(
            configure: o => o.Http.AllowedPrivate.Add("127.0.0.1"), more: services => _ = seal is null ? services : services.AddSingleton(seal));
        if (seal is not null)
        {
            host.Store.AddUnitService(_ => seal);
        }

        return host;
    }

    private static HttpCall Get(string url) => new("GET", url, new Dictionary<string, string[]>(StringComparer.Ordinal), null, null);

    private static JsonObject Target(string variable) => new() { ["memoryReference"] = new JsonObject { ["id"] = "id-" + variable } };

    private string Flow(string path, params (string Name, JsonNode? Value)[] members) => Define.Workflow(
        "w",
        Define.Sequence(
            "s",
            Define.Activity(
                "Elsa.FlowSendHttpRequest", "h",
                [("url", Define.Literal(_url + path)), ("statusCode", Target("Status")), ("parsedContent", Target("Content")), .. members]),
            Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("getStatus() + ' ' + getContent().n")))),
        [Define.Variable("Status", "Object", null), Define.Variable("Content", "Object", null)]);

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        _received.Add((http.Request.Path, http.Request.Headers[HttpCaller.IdempotencyHeader], http.Request.Headers.Authorization, await reader.ReadToEndAsync()));
        switch (http.Request.Path.Value)
        {
            case "/json":
                await http.Response.WriteAsJsonAsync(new { n = 7 });
                break;
            case "/busy-twice":
                http.Response.StatusCode = _received.Count < 3 ? 503 : 200;
                break;
            case "/redirect":
                http.Response.Redirect("/json");
                break;
            case "/redirect-endless":
                http.Response.Redirect("/redirect-endless");
                break;
            case "/redirect-inside":
                http.Response.Redirect("http://10.0.0.1/secret");
                break;
            case "/slow":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "/large":
                await http.Response.WriteAsync(new string('x', 5000));
                break;
            case "/file":
                http.Response.ContentType = "application/octet-stream";
                http.Response.Headers.ContentDisposition = "attachment; filename=\"../a b.bin\"";
                await http.Response.Body.WriteAsync(new byte[] { 0, 255, 1 });
                break;
            default:
                http.Response.StatusCode = 404;
                break;
        }
    }

    private sealed class Reversed : ISecretSeal
    {
        public bool KeysAreGone { get; set; }

        public string Seal(string text) => new([.. text.Reverse()]);

        public string? Open(string sealedText) => KeysAreGone ? null : Seal(sealedText);
    }
}
