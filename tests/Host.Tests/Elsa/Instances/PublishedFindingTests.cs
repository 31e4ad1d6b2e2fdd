using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Elsa.Instances;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.Storage.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DirectiveFlow.Host.Tests.Elsa.Instances;

/// <summary>What Elsa's own security assessment of 2026-05-20 found in Elsa, tried on this host.</summary>
public sealed class PublishedFindingTests(ElsaSite site) : IClassFixture<ElsaSite>
{
    private const string Api = "/elsa/api/";
    private const string Gadget = """{"_type":"System.Diagnostics.Process, System.Diagnostics.Process","StartInfo":{"FileName":"/bin/touch"}}""";

    public static TheoryData<string> Findings => [.. s_attacks.Keys];

    private static readonly Dictionary<string, Func<PublishedFindingTests, Task>> s_attacks = new(StringComparer.Ordinal)
    {
        ["Python scripts reach the host"] = t => t.RunsNoHostCodeAsync("Python", "__import__('os').system('id')"),
        ["C# scripts reach the host"] = t => t.RunsNoHostCodeAsync("CSharp", "System.Diagnostics.Process.Start(\"/bin/id\")"),
        ["A header names a file to be downloaded"] = async t =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Api + "bulk-actions/export/workflow-instances") { Content = JsonContent.Create(new { ids = new[] { "../../../../etc/passwd" } }) };
            request.Headers.Add("x-download-id", "../../../../etc/passwd");
            using var response = await t.Admin.SendAsync(request);
            Assert.DoesNotContain("root:", Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        },
        ["A stranger resumes a bookmark with a type of his choice"] = async t =>
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await t.StatusAsync(null, HttpMethod.Get, $"bookmarks/resume?t=bad&in={Uri.EscapeDataString(Gadget)}"));
            Assert.Equal(HttpStatusCode.BadRequest, await t.StatusAsync(site => site.AdminToken, HttpMethod.Post, $"bookmarks/resume?t=bad&in={Uri.EscapeDataString(Gadget)}", "{}"));
        },
        ["An imported instance names types"] = async t =>
        {
            using var form = new MultipartFormDataContent { { new StringContent($$$"""{"WorkflowState":{"properties":{{{Gadget}}}}}"""), "files", "x.json" } };
            using var response = await t.Admin.PostAsync(Api + "bulk-actions/import/workflow-instances", form);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        },
        ["The key of zeros is the administrator's"] = async t => Assert.Equal(HttpStatusCode.Unauthorized, await t.WithHeaderAsync("Authorization", "ApiKey 00000000-0000-0000-0000-000000000000")),
        ["Anybody with the password 'password' is the administrator"] = t => t.RefusesPasswordAsync("attacker", "password"),
        ["A request from this machine needs no token"] = async t =>
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await t.WithHeaderAsync("X-Forwarded-For", "127.0.0.1"));
            Assert.Equal(HttpStatusCode.Unauthorized, await t.WithHeaderAsync("Host", "localhost"));
        },
        ["A user is made with roles of the caller's choice"] = t => t.HasNoSuchDoorAsync("identity/users", """{"name":"backdoor","password":"x","roles":["admin"]}"""),
        ["A body without a length is read without a limit"] = t => t.LimitsUnannouncedBodiesAsync(),
        ["The shipped administrator has a known password"] = t => t.RefusesPasswordAsync(HostUnderTest.AdminUser, "password"),
        ["The shipped key signs tokens"] = async t =>
        {
            var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("sufficiently-large-secret-signing-key"));
            var forged = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = "directiveflow", Audience = "directiveflow-api", Subject = new ClaimsIdentity([new Claim("sub", "1"), new Claim("role", "admin")]),
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
            });
            Assert.Equal(HttpStatusCode.Unauthorized, await t.StatusAsync(_ => forged, HttpMethod.Get, "workflow-instances"));
        },
        ["A role is overwritten through its id"] = t => t.HasNoSuchDoorAsync("identity/roles", """{"id":"admin","permissions":["*"]}"""),
        ["A definition names types in its properties"] = t => t.KeepsTypesAsDataAsync("gadget-1", $$""","customProperties":{"x":{{Gadget}}}"""),
        ["Secrets can be guessed from the time"] = _ =>
        {
            var drawn = Enumerable.Range(0, 200).Select(n => AccountRegistry.DrawPassword()).ToList();
            Assert.Equal(200, drawn.Distinct(StringComparer.Ordinal).Count());
            Assert.All(drawn, password => Assert.Equal(20, password.Length));
            return Task.CompletedTask;
        },
        ["A variable names a type to be made"] = t => t.KeepsTypesAsDataAsync(
            "gadget-2", ""","variables":[{"id":"g","name":"G","typeName":"System.IO.FileStream, System.Private.CoreLib","value":"/etc/passwd","storageDriverTypeName":"System.Activator, System.Private.CoreLib"}]"""),
        ["Passwords are hashed once and without salt"] = t => t.HashesSlowlyAsync(),
        ["A refresh token opens the API"] = async t =>
        {
            using var login = await t.Stranger.PostAsJsonAsync(Api + "identity/login", new { username = HostUnderTest.AdminUser, password = HostUnderTest.AdminPassword });
            var tokens = await login.JsonAsync();
            Assert.Equal(HttpStatusCode.OK, await t.StatusAsync(_ => tokens.GetProperty("accessToken").GetString()!, HttpMethod.Get, "workflow-instances"));
            Assert.Equal(HttpStatusCode.Unauthorized, await t.StatusAsync(_ => tokens.GetProperty("refreshToken").GetString()!, HttpMethod.Get, "workflow-instances"));
        },
        ["Anybody watches any instance"] = async t =>
        {
            Assert.Equal(HttpStatusCode.Forbidden, await t.NegotiateAsync(t.Site.LeaderToken));
            Assert.Equal(HttpStatusCode.Unauthorized, await t.NegotiateAsync(null));
            Assert.Equal(HttpStatusCode.OK, await t.NegotiateAsync(t.Site.AdminToken));
        },
        ["The column of a filter is an expression"] = async t =>
        {
            const string Filter = """{"timestampFilters":[{"column":"Id == \"a\" || true || \"\"","operator":"Is","timestamp":"2020-01-01T00:00:00Z"}]}""";
            foreach (var path in new[] { "workflow-instances", "alterations/dry-run" })
            {
                Assert.Equal(HttpStatusCode.BadRequest, await t.StatusAsync(s => s.AdminToken, HttpMethod.Post, path, Filter));
            }

            Assert.Equal(HttpStatusCode.BadRequest, await t.StatusAsync(s => s.AdminToken, HttpMethod.Post, "alterations/submit", $$"""{"alterations":[],"filter":{{Filter}}}"""));
        },
        ["A ticket never ends"] = t => t.EndsTicketsAsync(),
        ["A stranger fills the memory"] = async t =>
        {
            Assert.Equal(HttpStatusCode.NotFound, await t.StatusAsync(s => s.AdminToken, HttpMethod.Get, "simulate-response?sessionId=1&codes=[500]"));
            Assert.NotEqual(HttpStatusCode.OK, await t.StatusAsync(null, HttpMethod.Get, "simulate-response?sessionId=1&codes=not-json"));
        },
        ["An import takes effect before it is refused"] = async t =>
        {
            Assert.Equal(HttpStatusCode.Forbidden, await t.StatusAsync(
                s => s.LeaderToken, HttpMethod.Post, "workflow-definitions/import", """{"definitionId":"smuggled","name":"smuggled","root":{"type":"Elsa.Sequence","id":"s","version":1}}"""));
            Assert.Empty((await t.Definitions.LoadAsync("smuggled", CancellationToken.None)).Versions);
        },
        ["A file overwrites what the caller may not write"] = async t =>
        {
            var before = (await t.Definitions.LoadAsync("wait", CancellationToken.None)).Latest!.ContentHash;
            using var form = new MultipartFormDataContent { { new StringContent("""{"definitionId":"wait","name":"mine","root":{"type":"Elsa.Sequence","id":"s","version":1}}"""), "files", "x.json" } };
            using var response = await t.Site.Client(t.Site.LeaderToken).PostAsync(Api + "workflow-definitions/import-files", form);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal(before, (await t.Definitions.LoadAsync("wait", CancellationToken.None)).Latest!.ContentHash);
        },
        ["A header chooses whose bookmark is resumed"] = async t =>
        {
            var id = await t.Site.StartAsync("wait");
            using var request = new HttpRequestMessage(HttpMethod.Post, Api + "events/go/trigger") { Content = JsonContent.Create(new { workflowInstanceId = id, workflowExecutionMode = "Synchronous" }) };
            request.Headers.Add("X-Tenant-Id", "another");
            using var response = await t.Site.Client(t.Site.LeaderToken).SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            var state = await (await t.Admin.GetAsync(Api + $"workflow-instances/{id}/execution-state")).JsonAsync();
            Assert.Equal("Suspended", state.GetProperty("subStatus").GetString());
        },
    };

    private ElsaSite Site => site;

    private HttpClient Admin => site.Client(site.AdminToken);

    private HttpClient Stranger => site.Client(null);

    private IDefinitionStore Definitions => site.Host.Services.GetRequiredService<IDefinitionStore>();

    [Theory]
    [MemberData(nameof(Findings))]
    public Task The_attack_fails(string finding) => s_attacks[finding](this);

    [Fact]
    public void All_twenty_five_findings_are_tried() => Assert.Equal(25, s_attacks.Count);

    private async Task<HttpStatusCode> StatusAsync(Func<ElsaSite, string>? token, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, Api + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await site.Client(token?.Invoke(site)).SendAsync(request);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> WithHeaderAsync(string name, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Api + "workflow-instances");
        request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Stranger.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> NegotiateAsync(string? token)
    {
        using var response = await site.Client(token).PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", null);
        return response.StatusCode;
    }

    private async Task RefusesPasswordAsync(string userName, string password)
    {
        using var response = await Stranger.AskTokenAsync(userName, password);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    /// <summary>Pages are read under every address, so that an unknown one may be refused by its method too.</summary>
    private async Task HasNoSuchDoorAsync(string path, string body)
    {
        HttpStatusCode[] closed = [HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.Unauthorized];
        Assert.Contains(await StatusAsync(s => s.AdminToken, HttpMethod.Post, path, body), closed);
        Assert.Contains(await StatusAsync(null, HttpMethod.Post, path, body), closed);
        await RefusesPasswordAsync("backdoor", "x");
    }

    private async Task RunsNoHostCodeAsync(string language, string source)
    {
        await site.PublishAsync("script-" + language, $$$$"""{"type":"Elsa.WriteLine","id":"w","version":1,"text":{"typeName":"String","expression":{"type":"{{{{language}}}}","value":{{{{JsonSerializer.Serialize(source)}}}}}}}""");
        using var response = await Admin.PostAsync(Api + $"workflow-definitions/script-{language}/execute", null);
        var state = (await response.JsonAsync()).GetProperty("workflowState");
        Assert.Equal("Faulted", state.GetProperty("subStatus").GetString());
        Assert.Contains(language, state.GetProperty("incidents")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private async Task KeepsTypesAsDataAsync(string definitionId, string members)
    {
        var json = $$$"""{"definitionId":"{{{definitionId}}}","name":"{{{definitionId}}}","version":1{{{members}}},"root":{"type":"Elsa.Sequence","id":"s","version":1,"activities":[]}}""";
        await site.Host.Services.GetRequiredService<Engine.Runtime.WorkflowCatalog>().PublishAsync(json);
        using var response = await Admin.PostAsync(Api + $"workflow-definitions/{definitionId}/execute", null);
        Assert.Equal("Finished", (await response.JsonAsync()).GetProperty("workflowState").GetProperty("subStatus").GetString());
        Assert.Equal(json, (await Definitions.FindPublishedAsync(definitionId, CancellationToken.None))!.Json);
    }

    private async Task LimitsUnannouncedBodiesAsync()
    {
        await site.PublishAsync("small-body", """
            {"type":"Elsa.HttpEndpoint","id":"h","version":1,"customProperties":{"canStartWorkflow":true},"path":{"typeName":"String","expression":{"type":"Literal","value":"small-body"}},
             "supportedMethods":{"typeName":"List<String>","expression":{"type":"Object","value":"[\"POST\"]"}},"requestSizeLimit":{"typeName":"Long","expression":{"type":"Literal","value":"1000"}}}
            """);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/workflows/small-body") { Content = new StreamContent(new MemoryStream(new byte[100_000])) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await Admin.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private async Task HashesSlowlyAsync()
    {
        await using var scope = site.Host.Services.CreateAsyncScope();
        var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>();
        var (one, two) = (hasher.HashPassword(new Account(), "same"), hasher.HashPassword(new Account(), "same"));
        Assert.NotEqual(one, two);
        var bytes = Convert.FromBase64String(one);
        Assert.Equal(1, bytes[0]);
        Assert.True(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(5)) >= 100_000);
    }

    private async Task EndsTicketsAsync()
    {
        foreach (var lifetime in new[] { "", ""","lifetime":"00:00:00" """, ""","lifetime":"31.00:00:00" """ })
        {
            Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(s => s.AdminToken, HttpMethod.Post, "bookmarks/tickets", $$"""{"eventName":"go"{{lifetime}}}"""));
        }

        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var tickets = new Tickets(new EphemeralDataProtectionProvider(), clock);
        var issued = tickets.Issue(new Ticket(null, null, "go"), TimeSpan.FromMinutes(5));
        Assert.NotNull(tickets.Open(issued.Token));
        Assert.Null(tickets.Open("A" + issued.Token));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(tickets.Open(issued.Token));
    }
}
