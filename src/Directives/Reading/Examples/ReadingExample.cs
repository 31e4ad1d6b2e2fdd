using System.Globalization;
using System.Reflection;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Reading.Examples;

/// <summary>
/// A text with what a person reads in it, one item a line: <c>self CODE DATE</c>, <c>doc CODE DATE</c>, <c>due KIND DATE</c>,
/// <c>group WORDS</c>, <c>task LEAD | WORDS</c>; "-" stands for no date. Dictionaries are checked against such texts before they are used.
/// </summary>
public sealed record ReadingExample(string Name, DateOnly Context, string Text, IReadOnlyList<ExampleItem> Expected)
{
    private static readonly string[] Kinds = ["self", "doc", "due", "group", "task"];

    /// <summary>The texts the program ships; invented, in the forms of Party and state bodies.</summary>
    public static IReadOnlyList<ReadingExample> Shipped { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.Contains(".Reading.Examples.Texts.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Load),
    ];

    /// <exception cref="RuleViolationException"><c>example.invalid</c>: a line of the expectations has not one of the forms.</exception>
    public static ReadingExample Of(string name, DateOnly context, string text, string expected) =>
        new(VietnameseText.Clean(name), context, text, [.. expected.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Item)]);

    public IEnumerable<string> Of(string kind) => Expected.Where(item => string.Equals(item.Kind, kind, StringComparison.Ordinal)).Select(item => item.Value);

    private static ExampleItem Item(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var item = blank < 0 ? new ExampleItem(line, "") : new ExampleItem(line[..blank], VietnameseText.Clean(line[blank..]));
        var parts = item.Value.Split(item.Kind is "task" ? " | " : " ");
        return Kinds.Contains(item.Kind, StringComparer.Ordinal) && (item.Kind is "group" ? item.Value.Length > 0 : parts.Length == 2 && parts.All(part => part.Length > 0)) ? item
            : throw new RuleViolationException(
                "example.invalid", "reading", $"Dòng “{line}” không đúng mẫu: doc SỐ NGÀY, due LOẠI NGÀY, group LỜI VĂN, task ĐƠN VỊ | VIỆC.",
                $"The line “{line}” has none of the forms: doc CODE DATE, due KIND DATE, group WORDS, task LEAD | WORDS.", "expected");
    }

    private static ReadingExample Load(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        var content = reader.ReadToEnd();
        var head = content.IndexOf("---\n", StringComparison.Ordinal);
        var end = content.IndexOf("\n=====\n", StringComparison.Ordinal);
        var name = resource[(resource.IndexOf(".Texts.", StringComparison.Ordinal) + ".Texts.".Length)..^".txt".Length];
        return Of(name, DateOnly.ParseExact(content[..head].Trim()["context:".Length..].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture), content[(head + 4)..end], content[(end + 7)..]);
    }
}

/// <param name="Kind">self, doc, due, group or task.</param>
public sealed record ExampleItem(string Kind, string Value);
