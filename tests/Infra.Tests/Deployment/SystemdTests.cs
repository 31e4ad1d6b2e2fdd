using System.Globalization;
using System.Text.RegularExpressions;
using DirectiveFlow.TestServers.Places;
using DirectiveFlow.TestServers.Processes;

namespace DirectiveFlow.Infra.Tests.Deployment;

public sealed partial class SystemdTests
{
    private const string Analyzer = "/usr/bin/systemd-analyze";
    private static readonly string s_unit = RepositoryRoot.Of("infra/systemd/directiveflow.service");

    [Fact]
    public void A_wrong_setting_is_not_started_again_and_a_crash_is()
    {
        var lines = File.ReadAllLines(s_unit);

        Assert.Contains("Restart=on-failure", lines);
        Assert.Contains("RestartPreventExitStatus=2", lines);
        Assert.Contains("KillSignal=SIGTERM", lines);
    }

    [Fact]
    public async Task Systemd_finds_no_fault_in_the_unit()
    {
        Assert.SkipUnless(File.Exists(Analyzer), "systemd-analyze is not on this machine.");

        var (code, output) = await Command.RunAsync(Analyzer, ["verify", s_unit]);

        // Where the unit will run is not where this test runs: a missing program there is no fault of the unit.
        var faults = output.Split('\n').Where(l => l.Contains("directiveflow", StringComparison.Ordinal) && !l.Contains("is not executable", StringComparison.Ordinal));
        Assert.True(!faults.Any(), $"{code}: {output}");
    }

    [Fact]
    public async Task The_unit_exposes_little_to_an_intruder()
    {
        Assert.SkipUnless(File.Exists(Analyzer), "systemd-analyze is not on this machine.");

        var (code, output) = await Command.RunAsync(Analyzer, ["security", "--offline=true", "--no-pager", s_unit]);
        Assert.SkipWhen(code != 0 && output.Contains("offline", StringComparison.Ordinal), "This systemd cannot judge a unit that is not installed.");

        var level = Exposure().Match(output);
        Assert.True(level.Success, output);
        Assert.InRange(double.Parse(level.Groups["level"].Value, CultureInfo.InvariantCulture), 0, 2.0);
    }

    [GeneratedRegex(@"Overall exposure level for \S+: (?<level>[0-9.]+)", RegexOptions.None, 1000)]
    private static partial Regex Exposure();
}
