using System.Globalization;
using DirectiveFlow.TestServers;
using DirectiveFlow.Torture.Installation;

namespace DirectiveFlow.Torture.Faults;

/// <summary>RabbitMQ is gone for a minute. The outbox keeps what could not be sent.</summary>
public sealed class BrokerOutageTests(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private static readonly TimeSpan s_outage = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task While_the_broker_is_gone_work_goes_on_and_afterwards_everything_arrives_in_order()
    {
        await using var site = await ProductionSite.CreateAsync(postgres, rabbitMq, "broker_gone", hosts: 2);
        using var people = await site.OpenAsync(served: "SNV");
        var cases = new List<DirectiveCase> { await DirectiveCase.LaunchAsync(site.Addresses, people, "301/KH-SKHCN", tasks: 1) };
        await site.SettleAsync();

        await rabbitMq.KillAsync();
        var began = TimeProvider.System.GetTimestamp();
        for (var number = 2; TimeProvider.System.GetElapsedTime(began) < s_outage; number++)
        {
            await WorkThroughAsync(cases[^1]);
            var code = string.Create(CultureInfo.InvariantCulture, $"3{number:00}/KH-SKHCN");
            cases.Add(await DirectiveCase.LaunchAsync(site.Addresses, people, code, tasks: 1));
        }

        Assert.NotEqual("0", await site.SqlAsync("select count(*) from outbox"));
        await rabbitMq.StartAsync();
        await WorkThroughAsync(cases[^1]);
        await site.SettleAsync();

        foreach (var department in (string[])["SKHCN", "STC"])
        {
            var messages = (await site.MessagesToAsync(department)).DistinctBy(m => m.MessageId).ToList();
            foreach (var directive in cases)
            {
                var ofOne = messages.Where(m => m.DirectiveId == directive.Id).ToList();
                // All units are given their assignments at one moment, by steps of their own: only among these any order is right.
                var assigned = ofOne.Where(m => m.Type is "TaskAssigned").Min(m => m.OccurredAt);
                Assert.Equal(ofOne.OrderBy(m => m.Type is "TaskAssigned" ? assigned : m.OccurredAt), ofOne);
                Assert.Equal(department is "STC" ? 1 : 2, ofOne.Count(m => m.Type is "TaskAssigned"));
                Assert.Equal(department is "STC" ? 0 : 3, ofOne.Count(m => m.Type is "TaskAcknowledged"));
                Assert.Equal(department is "STC" ? 0 : 3, ofOne.Count(m => m.Type is "ReportSubmitted"));
                Assert.Equal(department is "STC" ? 2 : 4, ofOne.Count(m => m.Type is "ReportReviewed"));
            }
        }

        await site.DoctorIsContentAsync();
    }

    /// <summary>Everything of one directive, one act after the other, so that there is one right order.</summary>
    private static async Task WorkThroughAsync(DirectiveCase directive)
    {
        foreach (var assignment in await directive.AssignmentsAsync())
        {
            await directive.StartAsync(assignment);
            await directive.ReportAsync(assignment);
            await directive.AppraiseAsync(assignment);
            await directive.ApproveAsync(assignment);
        }

        await directive.ClosesAsync();
    }
}
