using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Engine.Tests.Conformance;

/// <summary>Workflow files of Elsa's own tests do here what a real Elsa 3.7 did with them.</summary>
[Trait("Needs", "shared")]
public sealed class ElsaWorkflowTests
{
    private const string Absent = "absent";

    public static TheoryData<string, string> Runs()
    {
        var data = new TheoryData<string, string>();
        foreach (var row in Observed.Rows.Where(r => !r.IsImportOnly))
        {
            data.Add(row.Key, "counter");
            data.Add(row.Key, "token");
        }

        if (data.Count == 0)
        {
            data.Add(Absent, "");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_file_runs_as_a_real_Elsa_ran_it(string file, string mode)
    {
        Assert.SkipWhen(file is Absent, SharedFolder.WhyAbsent);
        var differences = await ObservedRun.DifferencesAsync(Observed.Row(file), inTokenMode: mode is "token");
        if (NotYet.Rows.TryGetValue($"{file} {mode}", out var reason))
        {
            Assert.True(differences.Count > 0, $"'{file} {mode}' is as observed now: strike it out of not-yet.txt ({reason}).");
        }
        else
        {
            Assert.True(differences.Count == 0, string.Join('\n', differences));
        }
    }

    [Fact]
    public void Every_listed_difference_names_a_row()
    {
        Assert.SkipUnless(SharedFolder.Exists, SharedFolder.WhyAbsent);
        var known = Runs().Select(r => $"{r.Data.Item1} {r.Data.Item2}").ToHashSet(StringComparer.Ordinal);

        Assert.Subset(known, NotYet.Rows.Keys.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_file_is_kept_byte_for_byte()
    {
        Assert.SkipUnless(SharedFolder.Exists, SharedFolder.WhyAbsent);
        var host = new EngineHost();
        foreach (var text in Observed.Rows.Select(r => r.Scene).Distinct(StringComparer.Ordinal).SelectMany(Observed.Scene))
        {
            if (Observed.IsRefused(text))
            {
                var refusal = await Assert.ThrowsAsync<DefinitionException>(() => host.PublishAsync(text));
                Assert.Equal("$.root.activities[1].cronExpression", refusal.Problems[0].Path);
                continue;
            }

            Assert.Equal(text, (await host.PublishAsync(text)).Json);
        }
    }
}
