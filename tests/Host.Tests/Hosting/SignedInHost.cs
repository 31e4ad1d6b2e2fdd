using System.Net.Http.Headers;

namespace DirectiveFlow.Host.Tests.Hosting;

/// <summary>One host with the demo organisation, and the director signed in, for a class whose tests do not disturb each other.</summary>
public sealed class SignedInHost : IAsyncLifetime
{
    private AuthenticationHeaderValue? _token;

    public HostUnderTest Host { get; } = new();

    /// <summary>A client with the director's token.</summary>
    public HttpClient NewClient()
    {
        var client = Host.CreateClient();
        client.DefaultRequestHeaders.Authorization = _token;
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        await Host.SeedAsync("giamdoc");
        _token = (await Host.CreateClient().SignedInAsync("giamdoc", HostUnderTest.Password)).DefaultRequestHeaders.Authorization;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
