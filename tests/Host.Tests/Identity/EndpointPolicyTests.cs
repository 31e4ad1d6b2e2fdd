using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Identity;

public sealed class EndpointPolicyTests : IAsyncDisposable
{
    /// <summary>Open to everybody, on purpose. Static assets (styles, scripts, pictures) are open as a kind.</summary>
    private static readonly string[] Open =
    [
        "/health/live", "/health/ready", "/account/sign-in", "/sign-in", "/api/auth/token", "/api/openapi/{documentName}.json",
        "/api/docs/{documentName?}", "/api/docs/scalar.js", "/api/docs/scalar.aspnetcore.js", "/api/docs/favicon.svg",
        "/preferences/language/{code}", "/elsa/api/identity/login", "/elsa/api/identity/refresh-token",
    ];

    /// <summary>
    /// Only in a build that was not published: the framework's own look for assets added since. It names no policy, so the
    /// fallback policy keeps it shut.
    /// </summary>
    private const string UnpublishedAssets = "/{**path:file}";

    private readonly HostUnderTest _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Every_endpoint_names_its_policy_or_is_open_on_purpose()
    {
        var endpoints = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var forgotten = new List<string>();
        foreach (var endpoint in endpoints)
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var hasPolicy = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy is not null)
                || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null;
            if (!isOpen && pattern is UnpublishedAssets)
            {
                continue;
            }

            if (isOpen ? !Open.Contains(pattern, StringComparer.Ordinal) && !IsAsset(endpoint) : !hasPolicy)
            {
                forgotten.Add($"{pattern} ({(isOpen ? "open" : "no policy")})");
            }
        }

        Assert.True(endpoints.Count > 20, "The endpoints were not found.");
        Assert.Empty(forgotten.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void The_api_can_be_called_by_token_only()
    {
        var byCookie = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(endpoint => !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
                .All(data => data.Policy is "api" or "api-administrator"));

        Assert.Empty(byCookie.Select(endpoint => endpoint.RoutePattern.RawText));
    }

    private static bool IsAsset(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(item => item.GetType().Name.Contains("StaticAsset", StringComparison.Ordinal));
}
