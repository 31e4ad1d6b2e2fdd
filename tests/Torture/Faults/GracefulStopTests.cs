using System.Globalization;
using DirectiveFlow.TestServers;
using DirectiveFlow.TestServers.Processes;
using DirectiveFlow.Torture.Installation;

namespace DirectiveFlow.Torture.Faults;

/// <summary>
/// An operator stops a host under load (SIGTERM), again and again, see <see cref="Scale"/>.
/// </summary>
public sealed class GracefulStopTests(PostgresServer postgres, RabbitMqServer rabbitMq, ITestOutputHelper output)
{
    private const int AnswersBeforeAStop = 30;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_host_stopped_under_load_ends_within_ten_seconds_and_what_it_answered_is_kept()
    {
        await using var site = await ProductionSite.CreateAsync(postgres, rabbitMq, "stopped", hosts: 1);
        using var people = await site.OpenAsync(served: "SNV");
        var directive = await DirectiveCase.LaunchAsync(site.Addresses, people, "401/KH-SKHCN", tasks: 2);
        await Task.WhenAll((await directive.AssignmentsAsync()).Select(directive.StartAsync));
        var load = new UpdateLoad(directive, site.Addresses[0]);
        var working = load.RunAsync();
        var launching = LaunchUntilAsync(() => load.IsOver, site, people);

        for (var stop = 1; stop <= Scale.Stops; stop++)
        {
            var before = load.Acknowledged.Count;
            await Eventually.IsTrueAsync("Load", () => Task.FromResult(load.Acknowledged.Count >= before + AnswersBeforeAStop));
            load.HostIsAway = true;
            var began = TimeProvider.System.GetTimestamp();
            Signals.Send(site.Hosts[0].Pid, Signals.Terminate);
            var code = await site.Hosts[0].WaitForExitAsync(TimeSpan.FromSeconds(60));
            var took = TimeProvider.System.GetElapsedTime(began);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stop {stop}: code {code} after {took.TotalSeconds:0.0} s, {load.Acknowledged.Count} updates answered"));
            Assert.True(code == 0 && took < s_limit, $"Stop {stop}: code {code} after {took}.\n{site.Hosts[0].Tail()}");
            await site.Hosts[0].StartAsync();
            load.HostIsAway = false;
        }

        load.End();
        await working;
        var launched = await launching;
        await site.SettleAsync();

        Assert.Empty(load.Wrong);
        var kept = (await site.SqlAsync("select note from progress_entries")).Split('\n');
        Assert.Empty(load.Acknowledged.Except(kept, StringComparer.Ordinal));
        Assert.Equal(kept.Distinct(StringComparer.Ordinal).Count(), kept.Length);
        Assert.Empty(kept.Except(load.Acknowledged, StringComparer.Ordinal)); // what took effect was also answered
        output.WriteLine($"{kept.Length} updates kept, {load.Refused.Count} found no host; {launched} directives launched");
        Assert.Equal("0", await site.SqlAsync("select count(*) from incidents"));
        await site.DoctorIsContentAsync();
    }

    /// <summary>Long chains of steps, children and messages beside the short ones; each ends only when all of it has happened.</summary>
    private static async Task<int> LaunchUntilAsync(Func<bool> isOver, ProductionSite site, People people)
    {
        var launched = 0;
        while (!isOver())
        {
            launched++;
            await DirectiveCase.LaunchAsync(
                site.Addresses, people, string.Create(CultureInfo.InvariantCulture, $"{500 + launched}/KH-SKHCN"), tasks: 1);
        }

        return launched;
    }
}
