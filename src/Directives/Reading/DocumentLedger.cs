using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// One entry per document: a first citation gives type, number, date, issuer and subject, later ones only type and number
/// (Decree 30/2020; DOMAIN section 1.1), so later ones are merged and fill only what is missing.
/// </summary>
internal sealed partial class DocumentLedger
{
    private readonly SourceText _source;
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, List<LedgerEntry>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<LedgerEntry>> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<Citation, LedgerEntry> _entryOf = new(ReferenceEqualityComparer.Instance);
    private readonly IReadOnlyList<Citation> _citations;
    private readonly bool[] _inTitle;

    public DocumentLedger(SourceText source, IReadOnlyList<Citation> citations)
    {
        _source = source;
        _citations = citations;
        _inTitle = new bool[source.Text.Length];
        foreach (var title in citations.Select(citation => citation.Title).OfType<TextSpan>())
        {
            _inTitle.AsSpan(title.Start, title.Length).Fill(true);
        }

        foreach (var citation in citations.Where(citation => citation.Code is not null).Concat(citations.Where(citation => citation.Code is null)))
        {
            Place(citation);
        }

        _entries.Sort((left, right) => left.First.CodeSpan.Start.CompareTo(right.First.CodeSpan.Start));
    }

    public IReadOnlyList<Citation> Citations => _citations;

    /// <summary>The documents, without the text's own one.</summary>
    public IReadOnlyList<ReadDocument> Documents(ReadDocument? self)
    {
        var own = DocumentCode.Parse(self?.Code)?.Key;
        return _entries.Where(entry => self?.Code is null || !IsSelf(entry, self, own)).Select(entry => Describe(entry, self?.Code)).ToList();
    }

    /// <summary>Code of the document cited at or nested in a place: the outermost, first citation inside the span.</summary>
    public string? FirstCodeIn(TextSpan span) => FirstIn(span) is { } first ? CodeOf(first) : null;

    /// <summary>Code of the last document cited before a position that is not cited inside another's subject.</summary>
    public string? LastCodeBefore(int position)
    {
        for (var index = FirstFrom(position) - 1; index >= 0; index--)
        {
            if (_citations[index].CodeSpan.End <= position && !InTitle(_citations[index].CodeSpan.Start))
            {
                return CodeOf(_citations[index]);
            }
        }

        return null;
    }

    public string CodeOf(Citation citation) => Code(_entryOf[citation]);

    /// <summary>Whether a position lies inside a cited subject: its words are not the text's own orders or terms.</summary>
    public bool InTitle(int position) => _inTitle[position];

    /// <summary>The first citation inside a span.</summary>
    public Citation? FirstIn(TextSpan span) =>
        FirstFrom(span.Start) is var index && index < _citations.Count && span.Contains(_citations[index].CodeSpan.Start) ? _citations[index] : null;

    /// <summary>The document a subject carries out: the first one it cites, unless it amends or replaces it.</summary>
    public string? Implemented(TextSpan subject) =>
        FirstIn(subject) is { } inner && !Changes().IsMatch(_source.Folded[subject.Start..Math.Max(subject.Start, inner.Span.Start)]) ? CodeOf(inner) : null;

    /// <summary>Index of the first citation that starts at a position or after it.</summary>
    private int FirstFrom(int position)
    {
        var (low, high) = (0, _citations.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _citations[middle].CodeSpan.Start < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool IsSelf(LedgerEntry entry, ReadDocument self, string? own) =>
        entry.First.Code is { } code && string.Equals(own, code.Key, StringComparison.Ordinal) && (entry.Date is null || self.Date is null || string.Equals(entry.Date, self.Date, StringComparison.Ordinal));

    private void Place(Citation citation)
    {
        var number = citation.Code?.Number.TrimStart('0') ?? _source.Slice(citation.CodeSpan).TrimStart('0');
        var known = citation.Code is { } code
            ? Of(_byKey, code.Key).Find(entry => entry.Date is null || citation.Date is null || string.Equals(entry.Date, citation.Date, StringComparison.Ordinal))
            : Of(_byNumber, number).Find(entry => citation.Type is null || string.Equals(TypeOf(entry), citation.Type, StringComparison.Ordinal));
        if (known is null)
        {
            known = new LedgerEntry(citation);
            _entries.Add(known);
            Of(_byNumber, number).Add(known);
            if (citation.Code is { } first)
            {
                Of(_byKey, first.Key).Add(known);
            }
        }
        else
        {
            known.Add(citation);
        }

        _entryOf[citation] = known;
    }

    private static List<LedgerEntry> Of(Dictionary<string, List<LedgerEntry>> index, string key) =>
        index.TryGetValue(key, out var entries) ? entries : index[key] = [];

    private string Code(LedgerEntry entry) => entry.First.Code?.Canonical ?? _source.Slice(entry.First.CodeSpan);

    private static string? TypeOf(LedgerEntry entry) =>
        entry.Type ?? (entry.First.Code is { } code ? DocumentTypes.NameOf(code.TypeAbbreviation, code.Grammar) : null);

    private ReadDocument Describe(LedgerEntry entry, string? selfCode)
    {
        var first = entry.First;
        var type = TypeOf(entry);
        var title = entry.Citations.Select(citation => citation.Title).FirstOrDefault(span => span is not null);
        return new ReadDocument
        {
            Code = Code(entry),
            Raw = _source.Slice(first.CodeSpan),
            TypeAbbr = first.Code?.TypeAbbreviation ?? DocumentTypes.AbbreviationOf(type, first.Code?.Grammar ?? CodeGrammar.State),
            Type = type,
            Issuer = entry.Citations.Select(citation => citation.Issuer).FirstOrDefault(issuer => issuer is not null),
            Date = entry.Date,
            Title = title is { } span ? _source.Slice(span) : null,
            Implements = title is { } subject ? Implemented(subject) : null,
            ReplacedBy = ReplacedBy(entry, selfCode),
            Urgency = entry.Citations.Select(citation => citation.Urgency).FirstOrDefault(urgency => urgency is not null),
            Incomplete = first.Code is null ? true : null,
            Rule = RuleOf(first),
            Confidence = first.Code is null ? ReadingConfidence.Unsure : type is null ? ReadingConfidence.Likely : ReadingConfidence.Sure,
            Evidence = _source.Quote(first.Span),
        };
    }

    private static string RuleOf(Citation citation) => citation.Code switch
    {
        null => "code.number-alone",
        { Grammar: CodeGrammar.Party } => "code.party",
        _ => "code.state",
    };

    private string? ReplacedBy(LedgerEntry entry, string? selfCode)
    {
        foreach (var citation in entry.Citations)
        {
            var start = Math.Max(_source.LineStart(citation.Span.Start), citation.Span.Start - 400);
            if (!Replaces().IsMatch(_source.Folded[start..citation.Span.Start]))
            {
                continue;
            }

            var before = FirstFrom(citation.CodeSpan.Start) - 1;
            var by = before >= 0 && _citations[before].CodeSpan.Start >= start ? CodeOf(_citations[before]) : selfCode;
            if (by is not null && !string.Equals(by, Code(entry), StringComparison.Ordinal))
            {
                return by;
            }
        }

        return null;
    }

    [GeneratedRegex(@"sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|đính chính|kèm theo", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Changes();

    [GeneratedRegex(@"thay thế(?:\s+cho)?\s*(?:các\s+)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Replaces();
}

/// <summary>The citations of one document.</summary>
internal sealed class LedgerEntry(Citation first)
{
    public List<Citation> Citations { get; } = [first];

    public Citation First => Citations[0];

    public string? Date { get; private set; } = first.Date;

    /// <summary>The first type word before its number.</summary>
    public string? Type { get; private set; } = first.Type;

    public void Add(Citation citation)
    {
        Citations.Add(citation);
        Date ??= citation.Date;
        Type ??= citation.Type;
    }
}
