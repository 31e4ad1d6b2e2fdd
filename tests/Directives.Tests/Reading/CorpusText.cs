using System.Globalization;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>A text of the corpus with what a person reads in it; the form is told in Corpus/README.md.</summary>
internal sealed record CorpusText(string Name, DateOnly Context, string Text, IReadOnlyList<(string Kind, string Value)> Expected)
{
    public static IReadOnlyList<CorpusText> All()
    {
        var folder = Path.Combine(SharedTexts.Repository(), "tests", "Directives.Tests", "Reading", "Corpus");
        return [.. Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).Select(Load)];
    }

    public IEnumerable<string> Of(string kind) => Expected.Where(item => string.Equals(item.Kind, kind, StringComparison.Ordinal)).Select(item => item.Value);

    private static CorpusText Load(string file)
    {
        var content = File.ReadAllText(file);
        var head = content.IndexOf("---\n", StringComparison.Ordinal);
        var end = content.IndexOf("\n=====\n", StringComparison.Ordinal);
        var context = content[..head].Trim()["context:".Length..].Trim();
        var expected = content[(end + 7)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim()));
        return new CorpusText(
            Path.GetFileNameWithoutExtension(file),
            DateOnly.ParseExact(context, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            content[(head + 4)..end],
            [.. expected]);
    }
}
