using System.Globalization;
using System.Net;
using System.Text;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Host.Messages;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.Workflows.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Messages;

/// <summary>What departments may rely on, whatever carries the messages.</summary>
public abstract class DeliveryTests : IAsyncLifetime
{
    protected HostUnderTest Host { get; } = new();

    protected DemoOrganization Demo { get; private set; } = null!;

    [Fact]
    public async Task A_message_of_the_outbox_reaches_the_department_once_even_when_it_is_sent_twice()
    {
        var letter = Letters.Report(Letters.NextId(), 1);

        await Host.PostAsync(letter);
        await Host.OutboxIsEmptyAsync();
        await Eventually.TrueAsync(async () => (await Host.ReceivedAsync(Demo)).Count == 1, "the message is received");
        await Host.Services.GetRequiredService<IDepartmentSender>().SendAsync(Letters.To, letter, CancellationToken.None);
        var second = Letters.Report(letter.DirectiveId, 2);
        await Host.PostAsync(second);
        await Eventually.TrueAsync(
            async () => (await Host.ReceivedAsync(Demo)).Any(n => n.Body.Equals("2", StringComparison.Ordinal)), "the next message is received");

        Assert.Equal(["1", "2"], (await Host.ReceivedAsync(Demo)).Select(n => n.Body));
    }

    [Fact]
    public async Task Messages_of_a_directive_take_effect_in_the_order_they_were_written()
    {
        const int Count = 40;
        var directives = new[] { Letters.NextId(), Letters.NextId() };

        await Host.PostAsync(Enumerable.Range(1, Count).Select(number => Letters.Report(directives[number % 2], number)));
        await Host.OutboxIsEmptyAsync();
        await Eventually.TrueAsync(async () => (await Host.ReceivedAsync(Demo)).Count == Count, "all messages are received");

        var numbers = (await Host.ReceivedAsync(Demo)).Select(n => int.Parse(n.Body, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(1, Count).Where(n => n % 2 == 0), numbers.Where(n => n % 2 == 0));
        Assert.Equal(Enumerable.Range(1, Count).Where(n => n % 2 == 1), numbers.Where(n => n % 2 == 1));
    }

    [Fact]
    public async Task What_cannot_be_sent_is_parked_with_its_cause_and_does_not_hold_up_its_directive()
    {
        var directive = Letters.NextId();
        await Host.PostRawAsync(Letters.NextId(), directive, "Nonsense", Encoding.UTF8.GetBytes("{}"));
        await Host.PostAsync(Letters.Report(directive, 7));
        await Host.OutboxIsEmptyAsync();

        await Eventually.TrueAsync(async () => (await Host.ReceivedAsync(Demo)).Count == 1, "the good message is received");
        var parked = Assert.Single(await Host.Services.GetRequiredService<IParkingStore>().ListAsync(10, CancellationToken.None));
        Assert.Equal("Nonsense", parked.Type);
        Assert.Contains("Nonsense", parked.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parked_message_that_can_be_handled_now_is_replayed_by_an_administrator()
    {
        var letter = Letters.Report(Letters.NextId(), 9);
        var store = Host.Services.GetRequiredService<IParkingStore>();
        var parked = new ParkedMessage(
            Letters.NextId(), Letters.To, nameof(DirectiveFlow.Contracts.ReportSubmitted),
            DirectiveFlow.Contracts.ContractCatalog.Serialize(letter), "it was too early", letter.OccurredAt);
        await store.ParkAsync(parked, CancellationToken.None);
        var admin = await Host.CreateClient().SignedInAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword);
        var address = new Uri($"/api/admin/parked-messages/{parked.Id:D}/replay", UriKind.Relative);

        var first = await admin.PostAsync(address, null);
        var again = await admin.PostAsync(address, null);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        await again.ProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("9", Assert.Single(await Host.ReceivedAsync(Demo)).Body);
        Assert.Empty(await store.ListAsync(10, CancellationToken.None));
    }

    public virtual async ValueTask InitializeAsync() => Demo = await Host.SeedAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Within one process, behind the same outbox and inbox.</summary>
public sealed class EmbeddedDeliveryTests : DeliveryTests;
