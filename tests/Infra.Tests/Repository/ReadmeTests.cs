using System.Text.RegularExpressions;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Infra.Tests.Repository;

public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_file_the_documents_point_to_exists()
    {
        string[] documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", .. Decisions()];

        var broken = from document in documents
                     from Match link in Link().Matches(File.ReadAllText(RepositoryRoot.Of(document)))
                     let target = link.Groups["target"].Value
                     where !target.Contains("://", StringComparison.Ordinal)
                     where !Path.Exists(Path.Combine(Path.GetDirectoryName(RepositoryRoot.Of(document))!, target))
                     select $"{document}: {target}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_decision_is_in_the_list_of_decisions()
    {
        var list = File.ReadAllText(RepositoryRoot.Of("docs/decisions/README.md"));

        Assert.All(Decisions(), d => Assert.Contains($"({Path.GetFileName(d)})", list, StringComparison.Ordinal));
    }

    [Fact]
    public void The_second_command_of_the_readme_is_the_one_that_ci_runs()
    {
        Assert.Contains("\ninfra/test ", Readme.Text, StringComparison.Ordinal);
        Assert.Contains("\ninfra/test ", File.ReadAllText(RepositoryRoot.Of(".ci/run")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Decisions() => Directory
        .EnumerateFiles(RepositoryRoot.Of("docs/decisions"), "0*.md")
        .Select(f => Path.GetRelativePath(RepositoryRoot.Path, f));

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
