using System.Text.Json;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Infra.Tests.Servers;

public sealed class RabbitMqServerTests(RabbitMqServer rabbitMq)
{
    [Fact]
    public async Task A_virtual_host_is_empty_and_reachable()
    {
        var address = await rabbitMq.CreateVirtualHostAsync("one");

        using var queues = JsonDocument.Parse(await rabbitMq.GetAsync("queues/one"));

        Assert.EndsWith("/one", address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(0, queues.RootElement.GetArrayLength());
    }
}
