using System.Net;
using DirectiveFlow.Host.Tests.Hosting;

namespace DirectiveFlow.Host.Tests.Operations;

public sealed class HealthTests : IAsyncDisposable
{
    private readonly HostUnderTest _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_fresh_host_is_live_and_ready_and_says_of_what()
    {
        var client = _host.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
        var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var checks = (await ready.JsonAsync()).GetProperty("checks");
        foreach (var name in new[] { "database", "broker", "due-work", "outbox" })
        {
            Assert.True(checks.TryGetProperty(name, out _), name);
        }
    }

    [Fact]
    public async Task A_broker_that_is_away_degrades_but_does_not_take_the_host_out()
    {
        await using var host = new HostUnderTest { Settings = { ["RabbitMq:Uri"] = "amqp://127.0.0.1:1/" } };

        var ready = await host.CreateClient().GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("Degraded", (await ready.JsonAsync()).GetProperty("status").GetString());
    }
}
