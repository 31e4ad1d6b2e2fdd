using System.Text;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Infra.Tests.Repository;

public sealed class TrackedFilesTests
{
    // Written in two halves, so that this file does not find itself.
    private static readonly string[] s_unwanted =
    [
        "nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "deb.debian" + ".org", "/wo" + "rk/", "/fa" + "rm/", "/tmp/bash" + "_jobs",
    ];

    [Fact]
    public async Task No_file_names_a_package_registry_or_a_path_of_one_machine()
    {
        var found = from file in await TrackedFiles.ListAsync()
                    where TrackedFiles.IsText(file)
                    from line in File.ReadLines(RepositoryRoot.Of(file)).Select((text, index) => (text, index))
                    from word in s_unwanted
                    where line.text.Contains(word, StringComparison.OrdinalIgnoreCase) && !IsPartOfALongerPath(line.text, word)
                    select $"{file}:{line.index + 1} {word}";

        Assert.Empty(found);
    }

    [Fact]
    public async Task No_lock_file_says_where_a_package_was_fetched()
    {
        Assert.All(
            await TrackedFiles.ListAsync("*package-lock.json"),
            file => Assert.DoesNotContain("\"resolved\"", File.ReadAllText(RepositoryRoot.Of(file)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_text_is_in_composed_form()
    {
        var decomposed = (await TrackedFiles.ListAsync("*.cs", "*.razor", "*.md", "*.json", "*.txt", "*.resx"))
            .Where(file => !File.ReadAllText(RepositoryRoot.Of(file)).IsNormalized(NormalizationForm.FormC));

        Assert.Empty(decomposed);
    }

    [Fact]
    public async Task Every_source_file_is_one_idea_of_at_most_400_lines()
    {
        var long_ = (await TrackedFiles.ListAsync("*.cs", "*.razor"))
            .Where(file => !file.Contains("Migrations/", StringComparison.Ordinal))
            .Select(file => (file, lines: File.ReadLines(RepositoryRoot.Of(file)).Count()))
            .Where(f => f.lines > 400);

        Assert.Empty(long_);
    }

    /// <summary>"docs/wo..k/x" is a folder of a project, "/wo..k/x" one of a machine.</summary>
    private static bool IsPartOfALongerPath(string line, string word)
    {
        var at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return word[0] == '/' && at > 0 && char.IsLetterOrDigit(line[at - 1]);
    }
}
