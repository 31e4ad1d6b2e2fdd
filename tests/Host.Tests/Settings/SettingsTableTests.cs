using DirectiveFlow.Host.Settings;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Host.Tests.Settings;

public sealed class SettingsTableTests
{
    [Fact]
    public async Task The_table_of_the_readme_has_a_row_for_every_setting_and_no_other()
    {
        var readme = await File.ReadAllTextAsync(RepositoryRoot.Of("README.md"));
        var section = readme[readme.IndexOf("\n## Settings\n", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];

        Assert.Equal(
            KnownSettings.Keys.Order(StringComparer.Ordinal),
            section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).Order(StringComparer.Ordinal));
    }
}
