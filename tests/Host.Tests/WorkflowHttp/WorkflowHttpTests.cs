using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.WorkflowHttp;

/// <summary>Requests from outside start workflows and wake them, through the real pipeline.</summary>
public sealed class WorkflowHttpTests(SignedInHost site) : IClassFixture<SignedInHost>
{
    private readonly HttpClient _client = site.NewClient();

    [Fact]
    public async Task A_request_starts_its_workflow_and_gets_its_reply()
    {
        await PublishAsync("orders/{id}", "POST", extra: """
            ,{"type":"Elsa.WriteHttpResponse","id":"r","statusCode":{"typeName":"HttpStatusCode","expression":{"type":"Literal","value":"Created"}},
              "content":{"typeName":"Object","expression":{"type":"JavaScript","value":"({ id: getRoute().id, n: getBody().n + 1, secret: '' + getHeaders().Authorization })"}},
              "responseHeaders":{"typeName":"HttpHeaders","expression":{"type":"Object","value":"{\"X-Mine\":\"yes\",\"Set-Cookie\":\"no=1\"}"}}}
            """);

        using var response = await _client.PostAsJsonAsync("/workflows/Orders/a%20b?x=1", new { n = 41 }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("a b", 42, "undefined"), (body.RootElement.GetProperty("id").GetString(), body.RootElement.GetProperty("n").GetInt32(), body.RootElement.GetProperty("secret").GetString()));
        Assert.Equal("yes", Assert.Single(response.Headers.GetValues("X-Mine")));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Single(response.Headers.GetValues("x-elsa-workflow-instance-id"));
    }

    [Fact]
    public void Headers_of_pending_requests_are_sealed_with_the_keys_of_the_installation()
    {
        var seal = site.Host.Services.GetRequiredService<ISecretSeal>();

        var closed = seal.Seal("Bearer secret");

        Assert.DoesNotContain("secret", closed, StringComparison.Ordinal);
        Assert.Equal("Bearer secret", seal.Open(closed));
        Assert.Null(seal.Open("CfDJ8" + closed[10..]));
    }

    [Fact]
    public async Task A_waiting_instance_takes_the_request_that_names_it_and_only_once()
    {
        await PublishAsync("begin", "POST", extra: """,{"type":"Elsa.HttpEndpoint","id":"w","path":{"typeName":"String","expression":{"type":"Literal","value":"answer"}},"supportedMethods":{"typeName":"List<String>","expression":{"type":"Object","value":"[\"POST\"]"}}}""");
        using var one = await _client.PostAsync("/workflows/begin", null, TestContext.Current.CancellationToken);
        using var two = await _client.PostAsync("/workflows/begin", null, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (one.StatusCode, two.StatusCode));
        var id = one.Headers.GetValues("x-elsa-workflow-instance-id").Single();

        using var unclear = await _client.PostAsync("/workflows/answer", null, TestContext.Current.CancellationToken);
        using var clear = await _client.PostAsync("/workflows/answer?workflowInstanceId=" + id, null, TestContext.Current.CancellationToken);
        using var again = await _client.PostAsync("/workflows/answer?workflowInstanceId=" + id, null, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.NotFound), (unclear.StatusCode, clear.StatusCode, again.StatusCode));
    }

    [Fact]
    public async Task A_repeated_request_with_the_same_key_is_answered_as_the_first_one()
    {
        await PublishAsync("keyed", "POST", extra: """,{"type":"Elsa.WriteHttpResponse","id":"r","content":{"typeName":"Object","expression":{"type":"JavaScript","value":"getWorkflowInstanceId()"}}}""");
        var answers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/workflows/keyed");
            request.Headers.Add("Idempotency-Key", "key-1");
            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            answers.Add(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_token_and_unknown_paths_and_methods_are_not_found()
    {
        await PublishAsync("closed", "POST");
        using var stranger = site.Host.CreateClient();

        using var refused = await stranger.PostAsync("/workflows/closed", null, TestContext.Current.CancellationToken);
        using var unknown = await _client.PostAsync("/workflows/nothing/here", null, TestContext.Current.CancellationToken);
        using var method = await _client.GetAsync("/workflows/closed", TestContext.Current.CancellationToken);
        using var deep = await _client.GetAsync("/workflows/" + string.Join('/', Enumerable.Repeat("a", 500)), TestContext.Current.CancellationToken);

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            (refused.StatusCode, unknown.StatusCode, method.StatusCode, deep.StatusCode));
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(5000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_beyond_the_limit_of_its_endpoint_is_refused(int length, HttpStatusCode status)
    {
        await PublishAsync("small", "POST", more: ""","requestSizeLimit":{"typeName":"Long","expression":{"type":"Literal","value":"1000"}}""");

        using var response = await _client.PostAsync("/workflows/small", new StringContent(new string('x', length)), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_policy_that_the_host_does_not_have_opens_nothing()
    {
        await PublishAsync("guarded", "GET", more: ""","policy":{"typeName":"String","expression":{"type":"Literal","value":"no-such-policy"}}""");

        using var response = await _client.GetAsync("/workflows/guarded", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_definition_may_open_itself_where_the_host_lets_definitions()
    {
        await using var host = new HostUnderTest { Settings = { ["Http:AllowAnonymous"] = "true" } };
        await PublishAsync("open", "GET", on: host.Services);
        await PublishAsync("shut", "GET", more: ""","authorize":{"typeName":"Boolean","expression":{"type":"Literal","value":true}}""", on: host.Services);
        using var stranger = host.CreateClient();

        using var open = await stranger.GetAsync("/workflows/open", TestContext.Current.CancellationToken);
        using var shut = await stranger.GetAsync("/workflows/shut", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (open.StatusCode, shut.StatusCode));
    }

    [Fact]
    public async Task An_uploaded_file_reaches_the_workflow_and_a_forbidden_one_takes_its_outcome()
    {
        await PublishAsync("upload", "POST", more: ""","blockedFileExtensions":{"typeName":"List<String>","expression":{"type":"Object","value":"[\".exe\"]"}}""", extra: """
            ,{"type":"Elsa.WriteHttpResponse","id":"r","content":{"typeName":"Object","expression":{"type":"JavaScript","value":"getFile().filename + ' ' + getBody().word"}}}
            """);

        using var good = await _client.PostAsync("/workflows/upload", Form("a.txt"), TestContext.Current.CancellationToken);
        using var bad = await _client.PostAsync("/workflows/upload", Form("a.EXE"), TestContext.Current.CancellationToken);

        Assert.Equal("a.txt hi", await good.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, bad.StatusCode);

        static MultipartFormDataContent Form(string name) => new()
        {
            { new StringContent("hi"), "word" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("content")), "file", name },
        };
    }

    private async Task PublishAsync(string path, string method, string more = "", string extra = "", IServiceProvider? on = null)
    {
        var services = on ?? site.Host.Services;
        var id = "http-" + path.Split('/')[0];
        await services.GetRequiredService<WorkflowCatalog>().PublishAsync($$$"""
            {
              "definitionId": "{{{id}}}", "name": "{{{id}}}", "version": 1,
              "variables": [
                {"id":"vr","name":"Route","typeName":"Object"}, {"id":"vb","name":"Body","typeName":"Object"},
                {"id":"vh","name":"Headers","typeName":"Object"}, {"id":"vf","name":"File","typeName":"Object"}],
              "root": {"type":"Elsa.Sequence","id":"s","activities":[
                {"type":"Elsa.HttpEndpoint","id":"h","customProperties":{"canStartWorkflow":true},
                 "path":{"typeName":"String","expression":{"type":"Literal","value":"{{{path}}}"}},
                 "supportedMethods":{"typeName":"List<String>","expression":{"type":"Object","value":"[\"{{{method}}}\"]"}},
                 "routeData":{"memoryReference":{"id":"vr"}},"parsedContent":{"memoryReference":{"id":"vb"}},
                 "headers":{"memoryReference":{"id":"vh"}},"file":{"memoryReference":{"id":"vf"}}{{{more}}}}
                {{{extra}}}]}
            }
            """, TestContext.Current.CancellationToken);
    }
}
