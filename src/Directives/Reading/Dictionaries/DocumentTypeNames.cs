using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading.Dictionaries;

/// <summary>Abbreviations of types with their names in both families of documents.</summary>
internal sealed class DocumentTypeNames
{
    private readonly Dictionary<string, (string? Party, string? State)> _names;

    public DocumentTypeNames(IEnumerable<string> shipped, IEnumerable<DictionaryEntry> added, IReadOnlyList<string> retired)
    {
        _names = shipped.Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(row => row[0], row => (row[1] is "-" ? null : row[1], row[2] is "-" ? null : row[2]), StringComparer.OrdinalIgnoreCase);
        foreach (var abbreviation in retired)
        {
            _names.Remove(abbreviation);
        }

        var signs = new List<string>();
        foreach (var entry in added)
        {
            _names[entry.Phrase] = (entry.Value, entry.Value);
            signs.Add(Regex.Escape(entry.Phrase));
        }

        Names =
        [
            .. _names.Values.SelectMany(pair => new[] { pair.Party, pair.State })
                .OfType<string>().Append("Luật").Append("Bộ luật").Append("Lệnh").Append("Thông báo kết luận")
                .Distinct(StringComparer.Ordinal).OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal),
        ];
        AddedPartyCode = signs.Count == 0 ? null : new Regex(
            $@"(?<![\p{{L}}\p{{N}}/.,-])(?<num>\d{{1,5}})[ \t]*[-–][ \t]*(?<type>{string.Join('|', signs)})[ \t]*/[ \t]*(?<issuer>[A-ZĐ][A-Za-zĐđ0-9]*(?:-[A-ZĐ][A-Za-zĐđ0-9]*)*)(?![\p{{L}}\p{{N}}])",
            RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
            TimeSpan.FromMilliseconds(ReadingLimits.PatternTimeoutMilliseconds));
    }

    /// <summary>Type names, longest first so that the fuller name wins.</summary>
    public IReadOnlyList<string> Names { get; }

    public IReadOnlyDictionary<string, (string? Party, string? State)> ByAbbreviation => _names;

    /// <summary>Codes of the Party's form with a type an administrator added; null if there are none.</summary>
    public Regex? AddedPartyCode { get; }
}
