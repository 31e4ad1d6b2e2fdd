using System.Globalization;
using System.Net;
using DirectiveFlow.TestServers;
using DirectiveFlow.Torture.Installation;

namespace DirectiveFlow.Torture.Faults;

/// <summary>Promises 3 and 4: two hosts on one PostgreSQL and one RabbitMQ.</summary>
public sealed class TwoHostsTests(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [Fact]
    public async Task The_same_wait_resumed_from_both_hosts_at_once_acts_once()
    {
        await using var site = await ProductionSite.CreateAsync(postgres, rabbitMq, "two_hosts_race", hosts: 2);
        using var people = await site.OpenAsync(served: "SNV");
        var directive = await DirectiveCase.LaunchAsync(site.Addresses, people, "201/KH-SKHCN", tasks: 8);
        foreach (var assignment in await directive.AssignmentsAsync())
        {
            await directive.StartAsync(assignment);
        }

        var lanes = await directive.AssignmentsAsync();
        var perLane = (Scale.RaceRounds + lanes.Count - 1) / lanes.Count;
        await Parallel.ForEachAsync(
            lanes, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (lane, _) => await RaceAsync(site, directive, lane, perLane));

        Assert.Equal(perLane * lanes.Count, await site.CountAsync("select count(*) from progress_entries"));
        await site.SettleAsync();
        await site.DoctorIsContentAsync();
    }

    [Fact]
    public async Task Six_reports_and_then_six_reviews_at_the_same_moment_leave_no_instance_behind()
    {
        await using var site = await ProductionSite.CreateAsync(postgres, rabbitMq, "two_hosts_rush", hosts: 2);
        using var people = await site.OpenAsync(served: "SNV");
        for (var run = 1; run <= Scale.Rushes; run++)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"21{run}/KH-SKHCN");
            var directive = await DirectiveCase.LaunchAsync(site.Addresses, people, code, tasks: 2);
            var six = await directive.AssignmentsAsync();
            Assert.Equal(6, six.Count);
            await Task.WhenAll(six.Select(directive.StartAsync));

            await Task.WhenAll(six.Select(directive.ReportAsync));
            await Task.WhenAll(six.Select(directive.AppraiseAsync));
            await Task.WhenAll(six.Select(directive.ApproveAsync));

            await directive.ClosesAsync();
            Assert.Equal("0", await site.SqlAsync(
                $"select count(*) from workflow_instances where correlation_id = '{directive.Id}' and status <> 'Finished'"));
        }

        await site.SettleAsync();
        Assert.Equal("0", await site.SqlAsync("select count(*) from incidents"));
        await site.DoctorIsContentAsync();
    }

    /// <summary>
    /// In turn: one command sent to both hosts, of which one answers that it was done already; and two commands that saw the same
    /// version, of which one is refused as stale.
    /// </summary>
    private static async Task RaceAsync(ProductionSite site, DirectiveCase directive, AssignmentSeen lane, int rounds)
    {
        var version = lane.Version;
        for (var round = 0; round < rounds; round++, version++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{lane.Id:N}/round{round}");
            var same = round % 2 == 0;
            var expected = version;
            var answers = await Task.WhenAll(site.Addresses.Select(
                (host, index) => directive.UpdateAsync(host, lane, same ? id : $"{id}/{index}", same ? null : expected)));
            var won = answers.Count(a => a.IsSuccess && !(bool)a.Body!["alreadyDone"]!);
            var lost = answers.Count(a => same ? a.IsSuccess && (bool)a.Body!["alreadyDone"]! : a.Status == HttpStatusCode.Conflict);
            Assert.True(won == 1 && lost == 1, $"{id}: {answers[0]} and {answers[1]}");
        }
    }
}
