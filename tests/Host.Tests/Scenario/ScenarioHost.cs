using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Host.DueWork;
using DirectiveFlow.Host.Messages;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.Storage.Checkup;
using DirectiveFlow.Storage.Database;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>The real host; what its relay sends is noted on the way, and a test can walk its clock from due time to due time.</summary>
public sealed class ScenarioHost : HostUnderTest
{
    private const int MostDrains = 10_000;

    // Work that lost a race is tried again after seconds; no reminder falls within a minute of an act.
    private static readonly TimeSpan Retries = TimeSpan.FromMinutes(1);

    internal SentMessages Sent { get; } = new();

    /// <summary>Runs what is due, retries included, and sees every message off.</summary>
    public async Task SettleAsync()
    {
        await RunUntilAsync(Clock!.GetUtcNow() + Retries);
        var outbox = Services.GetRequiredService<IOutboxStore>();
        await Eventually.TrueAsync(async () => (await outbox.LagAsync(CancellationToken.None)).Count == 0, "every message has left");
    }

    /// <summary>Moves the clock from due time to due time, running what is due at each, then on to <paramref name="until"/>.</summary>
    public async Task WalkToAsync(DateTimeOffset until)
    {
        await RunUntilAsync(until);
        Clock!.SetUtcNow(until);
        await SettleAsync();
    }

    public async Task<long> CountAsync(string table)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync();
#pragma warning disable EF1002 // The name of a table, from a test.
        return await context.Database.SqlQueryRaw<long>($"select count(*) as \"Value\" from {table}").SingleAsync();
#pragma warning restore EF1002
    }

    /// <summary>Every invariant of the stored data holds, and nothing was parked.</summary>
    public async Task AssertSoundAsync()
    {
        foreach (var result in await Services.GetRequiredService<Doctor>().ExamineAsync(CancellationToken.None))
        {
            Assert.True(result.Holds, $"{result.Id} {result.Sentence} {string.Join(", ", result.Samples)}");
        }

        var parked = await Services.GetRequiredService<IParkingStore>().ListAsync(10, CancellationToken.None);
        Assert.Empty(parked.Select(message => $"{message.Type} at {message.Endpoint}: {message.Cause}"));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            var sender = services.Last(service => service.ServiceType == typeof(IDepartmentSender)).ImplementationType!;
            services.AddSingleton<IDepartmentSender>(provider =>
                new NotingSender((IDepartmentSender)ActivatorUtilities.CreateInstance(provider, sender), Sent));
        });
    }

    private async Task RunUntilAsync(DateTimeOffset until)
    {
        var drain = Services.GetRequiredService<DueWorkDrain>();
        var store = Services.GetRequiredService<IDueWorkStore>();
        await drain.DrainAsync(CancellationToken.None);
        for (var drains = 0; await store.NextDueAsync(CancellationToken.None) is { } next && next <= until; drains++)
        {
            Assert.True(drains < MostDrains, $"Work that was due at {next:O} does not get done.");
            if (next > Clock!.GetUtcNow())
            {
                Clock.SetUtcNow(next);
            }

            await drain.DrainAsync(CancellationToken.None);
        }
    }
}
