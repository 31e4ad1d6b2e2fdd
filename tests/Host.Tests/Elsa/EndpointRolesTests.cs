using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using DirectiveFlow.Host.Tests.Elsa.Instances;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Elsa;

/// <summary>
/// Every endpoint under <c>/elsa/api</c>, taken from the program's own table, is asked by everybody. What only looks is for inspectors and
/// administrators, all else for administrators; what differs from that rule is listed here, so that a new endpoint with another policy, or
/// with none, fails.
/// </summary>
public sealed class EndpointRolesTests(ElsaSite site) : IClassFixture<ElsaSite>
{
    private const string Prefix = "elsa/api/";

    private static readonly string[] s_open = ["POST identity/login", "POST identity/refresh-token"];

    /// <summary>The ticket itself says what may be resumed.</summary>
    private static readonly string[] s_signedIn = ["GET bookmarks/resume", "POST bookmarks/resume", "GET events/trigger"];

    private static readonly string[] s_administratorsThoughTheyLook =
    [
        "GET workflow-definitions/{definitionId}/execute", "GET identity/users", "GET identity/roles", "GET alterations/{id}",
        "GET workflow-instances/{id}/export", "GET bulk-actions/export/workflow-instances",
    ];

    /// <summary>Questions that are sent as a body.</summary>
    private static readonly string[] s_readersThoughTheyPost =
    [
        "POST workflow-instances", "POST workflow-instances/{id}/journal", "POST activity-executions/report", "POST descriptors/activities/{typeName}/options/{inputName}",
        "POST scripting/javascript/type-definitions/{definitionId}", "POST workflow-definitions/{definitionId}/export", "POST bulk-actions/export/workflow-definitions",
    ];

    [Fact]
    public async Task Every_endpoint_lets_in_whom_it_should_and_nobody_else()
    {
        var endpoints = Endpoints();
        var wrong = new List<string>();
        foreach (var (method, pattern) in endpoints)
        {
            var name = $"{method} {pattern.RawText!.TrimStart('/')[Prefix.Length..]}";
            foreach (var (who, token) in Askers())
            {
                if (Expected(name, who) is not { } mayEnter)
                {
                    continue;
                }

                var status = await AskAsync(method, pattern, token);
                var refusal = token is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden;
                if (mayEnter ? status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError : status != refusal)
                {
                    wrong.Add($"{name}: {who} gets {status}");
                }
            }
        }

        Assert.True(endpoints.Count > 80, $"Only {endpoints.Count} endpoints were found.");
        Assert.Empty(wrong);
    }

    [Fact]
    public void What_is_listed_as_an_exception_is_an_endpoint()
    {
        var names = Endpoints().Select(e => $"{e.Method} {e.Pattern.RawText!.TrimStart('/')[Prefix.Length..]}").ToHashSet(StringComparer.Ordinal);

        string[] listed = [.. s_open, .. s_signedIn, .. s_administratorsThoughTheyLook, .. s_readersThoughTheyPost];

        Assert.All(listed, name => Assert.Contains(name, names));
    }

    /// <summary>Null: not asked, because each try counts against the limit of sign-ins.</summary>
    private static bool? Expected(string name, string who)
    {
        if (s_open.Contains(name, StringComparer.Ordinal))
        {
            return null;
        }

        if (s_signedIn.Contains(name, StringComparer.Ordinal))
        {
            return who is not "nobody";
        }

        var isRead = name.StartsWith("GET ", StringComparison.Ordinal)
            ? !s_administratorsThoughTheyLook.Contains(name, StringComparer.Ordinal) : s_readersThoughTheyPost.Contains(name, StringComparer.Ordinal);
        return who is "administrator" || (isRead && who is "inspector");
    }

    private (string Who, string? Token)[] Askers() =>
        [("nobody", null), ("unit", site.UnitToken), ("leader", site.LeaderToken), ("inspector", site.InspectorToken), ("administrator", site.AdminToken)];

    private List<(string Method, RoutePattern Pattern)> Endpoints() =>
    [
        .. site.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith(Prefix, StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Select(method => (method, e.RoutePattern))),
    ];

    /// <summary>Names that nothing has, and an empty body: who is let in finds nothing and changes nothing.</summary>
    private async Task<HttpStatusCode> AskAsync(string method, RoutePattern pattern, string? token)
    {
        var path = pattern.PathSegments.Select(segment => segment.Parts[0] switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { Name: "version" } => "9999",
            _ => "khong-co",
        });
        using var request = new HttpRequestMessage(new HttpMethod(method), "/" + string.Join('/', path));
        request.Content = method is "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
        using var client = site.Client(token);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}
