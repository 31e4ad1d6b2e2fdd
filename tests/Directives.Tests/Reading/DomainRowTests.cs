using System.Text.RegularExpressions;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>Each wording the description of the domain names is read, and none of them is left out here.</summary>
public sealed partial class DomainRowTests(ITestOutputHelper output)
{
    private static readonly DateOnly Context = new(2031, 3, 20);

    [Fact]
    public void Every_wording_of_the_domain_is_read()
    {
        var failures = new List<string>();
        foreach (var row in DomainRows.All)
        {
            var lines = ReadingLines.Of(DirectiveReader.Read(row.Text, Context));
            failures.AddRange(row.Expected.Where(expected => expected.StartsWith("no ", StringComparison.Ordinal)
                ? lines.Exists(line => line.StartsWith(expected[3..] + " ", StringComparison.Ordinal))
                : !lines.Contains(expected)).Select(expected => $"{row}: {expected} in [{string.Join(" ¦ ", lines)}]"));
        }

        failures.ForEach(output.WriteLine);
        Assert.Empty(failures);
    }

    [Theory]
    [Trait("Needs", "shared")]
    [InlineData("1.4", "### 1.4", "## 2.")]
    [InlineData("3", "## 3.", "## 4.")]
    [InlineData("4", "## 4.", "## 5.")]
    public void No_row_of_the_description_is_without_a_test(string section, string from, string to)
    {
        var file = Path.Combine(SharedTexts.Repository(), "..", "shared", "domain", "DOMAIN.md");
        Assert.SkipUnless(File.Exists(file), "The description of the domain (../shared/domain/DOMAIN.md) is not on this machine.");
        var text = File.ReadAllText(file);
        text = text[text.IndexOf(from, StringComparison.Ordinal)..];
        text = text[..text.IndexOf(to, StringComparison.Ordinal)];
        var rows = DomainRows.All.Where(row => string.Equals(row.Section, section, StringComparison.Ordinal)).Select(row => row.Row).ToList();

        // Expressions that only suggest how to search are no wordings.
        var quoted = Quoted().Matches(text).Select(match => match.Groups["item"].Value).Where(item => !item.Contains('\\', StringComparison.Ordinal) && !(section is "1.4" && item.Length == 1));
        var cells = text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Phrase", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim());

        var missing = quoted.Except(rows, StringComparer.Ordinal).Concat(cells.Where(cell => !rows.Exists(row => cell.StartsWith(row, StringComparison.Ordinal)))).ToList();
        Assert.Empty(missing);
    }

    [GeneratedRegex("`(?<item>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
