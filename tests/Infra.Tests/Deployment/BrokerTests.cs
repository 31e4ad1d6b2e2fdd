using System.Text.Json;
using DirectiveFlow.Contracts;
using DirectiveFlow.TestServers;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Infra.Tests.Deployment;

public sealed class BrokerTests(RabbitMqServer rabbitMq)
{
    private static readonly string s_definitions = File.ReadAllText(RepositoryRoot.Of("infra/rabbitmq/definitions.json"));
    private static readonly string s_ours = DepartmentQueue.NameOf("SKHCN");

    [Fact]
    public void Every_queue_of_the_definitions_outlives_a_restart_and_no_user_is_among_them()
    {
        using var definitions = JsonDocument.Parse(s_definitions);

        Assert.False(definitions.RootElement.TryGetProperty("users", out _), "A user has a password; it does not belong in a file.");
        Assert.All(definitions.RootElement.GetProperty("queues").EnumerateArray(), queue =>
        {
            Assert.True(queue.GetProperty("durable").GetBoolean());
            Assert.False(queue.GetProperty("auto_delete").GetBoolean());
        });
    }

    [Fact]
    public async Task The_broker_accepts_the_definitions_and_limits_the_queue_of_a_department()
    {
        await rabbitMq.CreateVirtualHostAsync("directiveflow");

        await rabbitMq.ImportDefinitionsAsync(s_definitions);
        await rabbitMq.PutAsync($"queues/directiveflow/{s_ours}", """{"durable":true}""");
        await rabbitMq.PutAsync("queues/directiveflow/somebody-else", """{"durable":true}""");

        var ours = await DescribeAsync(s_ours);
        var other = await DescribeAsync("somebody-else");
        Assert.Equal("departments-refuse-before-they-drown", ours.GetProperty("policy").GetString());
        Assert.Equal("reject-publish", ours.GetProperty("effective_policy_definition").GetProperty("overflow").GetString());
        Assert.Equal(JsonValueKind.Null, other.GetProperty("policy").ValueKind);
    }

    [Fact]
    public async Task The_broker_starts_with_the_shipped_settings()
    {
        await using var broker = new RabbitMqServer { ExtraSettings = File.ReadAllText(RepositoryRoot.Of("infra/rabbitmq/rabbitmq.conf")) };
        await broker.StartAsync();

        using var hosts = JsonDocument.Parse(await broker.GetAsync("vhosts"));

        Assert.Contains(hosts.RootElement.EnumerateArray(), h => h.GetProperty("name").GetString() is "directiveflow");
    }

    /// <summary>The management API learns a queue's details up to 5 s after the queue exists.</summary>
    private async Task<JsonElement> DescribeAsync(string queue)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var found = JsonDocument.Parse(await rabbitMq.GetAsync("queues/directiveflow/" + queue, limit.Token));
            if (found.RootElement.TryGetProperty("policy", out _))
            {
                return found.RootElement.Clone();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        }
    }
}
