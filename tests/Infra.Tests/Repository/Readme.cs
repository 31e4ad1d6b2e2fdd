using System.Text.RegularExpressions;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Infra.Tests.Repository;

/// <summary>What README.md promises, as data.</summary>
internal static partial class Readme
{
    public static string Text => File.ReadAllText(RepositoryRoot.Of("README.md"));

    /// <summary>First column of the table under "Settings": configuration keys with <c>:</c>.</summary>
    public static IReadOnlyList<string> Settings()
    {
        var section = Text.Split("\n## ").Single(s => s.StartsWith("Settings", StringComparison.Ordinal));
        return [.. Row().Matches(section).Select(m => m.Groups["key"].Value)];
    }

    [GeneratedRegex(@"^\| `(?<key>[A-Za-z:]+)` \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
