using System.Globalization;
using System.Text;
using DirectiveFlow.Contracts;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Host.Messages;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.TestServers;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace DirectiveFlow.Host.Tests.Messages;

/// <summary>Over RabbitMQ.</summary>
public sealed class BrokerDeliveryTests(RabbitMqServer broker) : DeliveryTests
{
    private static int _hosts;
    private Uri _address = null!;

    public override async ValueTask InitializeAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"delivery-{Interlocked.Increment(ref _hosts)}");
        _address = await broker.CreateVirtualHostAsync(name);
        Host.Settings["RabbitMq:Uri"] = _address.AbsoluteUri;
        await base.InitializeAsync();
    }

    [Theory]
    [InlineData("this is no envelope", MessageParking.Unreadable)]
    [InlineData("""{"messageId":"5b0cb1a2-6a40-4a5e-9d4b-2a1c3d4e5f60","messageType":["urn:message:DirectiveFlow.Contracts:FromTheFuture"],"message":{"a":1}}""", "FromTheFuture")]
    [InlineData("""{"messageId":"5b0cb1a2-6a40-4a5e-9d4b-2a1c3d4e5f61","messageType":["urn:message:DirectiveFlow.Contracts:ReportSubmitted"],"message":{"summary":1}}""", "ReportSubmitted")]
    public async Task Poison_is_parked_with_its_cause_and_good_messages_go_on(string body, string type)
    {
        await Host.PostAsync(Letters.Report(Letters.NextId(), 1));
        await Eventually.TrueAsync(async () => (await Host.ReceivedAsync(Demo)).Count == 1, "the first message is received");

        await PublishAsync(body);
        var store = Host.Services.GetRequiredService<IParkingStore>();
        await Eventually.TrueAsync(async () => (await store.ListAsync(10, CancellationToken.None)).Count == 1, "the poison is parked");
        await Host.PostAsync(Letters.Report(Letters.NextId(), 2));
        await Eventually.TrueAsync(async () => (await Host.ReceivedAsync(Demo)).Count == 2, "the next message is received");

        var parked = Assert.Single(await store.ListAsync(10, CancellationToken.None));
        Assert.Equal(type, parked.Type);
        Assert.Equal(Letters.To, parked.Endpoint);
        Assert.False(string.IsNullOrWhiteSpace(parked.Cause));
    }

    private async Task PublishAsync(string body)
    {
        await using var connection = await new ConnectionFactory { Uri = _address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync(
            exchange: "", routingKey: DepartmentQueue.NameOf(Letters.To), mandatory: true,
            new BasicProperties { ContentType = "application/vnd.masstransit+json" }, Encoding.UTF8.GetBytes(body));
    }
}
