using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// One entry per document: a first citation gives type, number, date, issuer and subject, later ones only type and number
/// (Decree 30/2020; DOMAIN section 1.1), so later ones are merged and fill only what is missing.
/// </summary>
internal sealed partial class DocumentLedger
{
    private readonly SourceText _source;
    private readonly List<Entry> _entries = [];
    private readonly IReadOnlyList<Citation> _citations;

    public DocumentLedger(SourceText source, IReadOnlyList<Citation> citations)
    {
        _source = source;
        _citations = citations;
        foreach (var citation in citations.Where(citation => citation.Code is not null))
        {
            Place(citation);
        }

        foreach (var citation in citations.Where(citation => citation.Code is null))
        {
            Place(citation);
        }

        _entries.Sort((left, right) => left.First.CodeSpan.Start.CompareTo(right.First.CodeSpan.Start));
    }

    /// <summary>The documents, without the text's own one.</summary>
    public IReadOnlyList<ReadDocument> Documents(ReadDocument? self) =>
        _entries.Where(entry => self?.Code is null || !IsSelf(entry, self)).Select(entry => Describe(entry, self?.Code)).ToList();

    /// <summary>Code of the document cited at or nested in a place: the outermost, first citation inside the span.</summary>
    public string? FirstCodeIn(TextSpan span) =>
        _citations.FirstOrDefault(citation => span.Contains(citation.CodeSpan.Start)) is { } first ? CodeOf(first) : null;

    /// <summary>Code of the last document cited before a position that is not cited inside another's subject.</summary>
    public string? LastCodeBefore(int position) =>
        _citations.LastOrDefault(citation => citation.CodeSpan.End <= position && !_citations.Any(outer => outer.Title is { } title && title.Contains(citation.CodeSpan.Start))) is { } last
            ? CodeOf(last)
            : null;

    public string? CodeOf(Citation citation) =>
        _entries.Find(entry => entry.Citations.Contains(citation)) is { } entry ? Code(entry) : null;

    /// <summary>Spans of cited subjects: words inside them are not the text's own orders or terms.</summary>
    public IEnumerable<TextSpan> TitleSpans => _citations.Select(citation => citation.Title).OfType<TextSpan>();

    private static bool IsSelf(Entry entry, ReadDocument self) =>
        entry.First.Code is { } code && string.Equals(DocumentCode.Parse(self.Code)?.Key, code.Key, StringComparison.Ordinal) && (entry.Date is null || self.Date is null || string.Equals(entry.Date, self.Date, StringComparison.Ordinal));

    private void Place(Citation citation)
    {
        var known = citation.Code is { } code
            ? _entries.Find(entry => string.Equals(entry.First.Code?.Key, code.Key, StringComparison.Ordinal) && (entry.Date is null || citation.Date is null || string.Equals(entry.Date, citation.Date, StringComparison.Ordinal)))
            : _entries.Find(entry => SameNumber(entry, citation));
        if (known is null)
        {
            _entries.Add(new Entry(citation));
        }
        else
        {
            known.Add(citation);
        }
    }

    private bool SameNumber(Entry entry, Citation citation)
    {
        var number = _source.Slice(citation.CodeSpan).TrimStart('0');
        var other = entry.First.Code?.Number ?? _source.Slice(entry.First.CodeSpan);
        return string.Equals(other.TrimStart('0'), number, StringComparison.Ordinal)
            && (citation.Type is null || string.Equals(TypeOf(entry), citation.Type, StringComparison.Ordinal));
    }

    private string Code(Entry entry) => entry.First.Code?.Canonical ?? _source.Slice(entry.First.CodeSpan);

    private static string? TypeOf(Entry entry) =>
        entry.Citations.Select(citation => citation.Type).FirstOrDefault(type => type is not null)
        ?? (entry.First.Code is { } code ? DocumentTypes.NameOf(code.TypeAbbreviation, code.Grammar) : null);

    private ReadDocument Describe(Entry entry, string? selfCode)
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
            Rule = first.Code is null ? "code.number-alone" : first.Code.Grammar == CodeGrammar.Party ? "code.party" : "code.state",
            Confidence = first.Code is null ? ReadingConfidence.Unsure : ReadingConfidence.Sure,
            Evidence = _source.Quote(first.Span),
        };
    }

    /// <summary>The document a subject carries out: the first one it cites, unless it amends or replaces it.</summary>
    public string? Implemented(TextSpan subject)
    {
        var inner = _citations.FirstOrDefault(citation => subject.Contains(citation.CodeSpan.Start));
        return inner is not null && !Changes().IsMatch(_source.Text[subject.Start..Math.Max(subject.Start, inner.Span.Start)]) ? CodeOf(inner) : null;
    }

    private string? ReplacedBy(Entry entry, string? selfCode)
    {
        foreach (var citation in entry.Citations)
        {
            var start = _source.LineStart(citation.Span.Start);
            if (!Replaces().IsMatch(_source.Text[start..citation.Span.Start]))
            {
                continue;
            }

            var before = _citations.LastOrDefault(other => other.CodeSpan.Start >= start && other.CodeSpan.End < citation.Span.Start);
            var by = before is null ? selfCode : CodeOf(before);
            if (by is not null && !string.Equals(by, Code(entry), StringComparison.Ordinal))
            {
                return by;
            }
        }

        return null;
    }

    [GeneratedRegex(@"sửa đổi|bổ sung|thay thế|bãi bỏ|huỷ bỏ|hủy bỏ|đính chính|kèm theo", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Changes();

    [GeneratedRegex(@"thay thế(?:\s+cho)?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Replaces();

    private sealed class Entry(Citation first)
    {
        public List<Citation> Citations { get; } = [first];

        public Citation First => Citations[0];

        public string? Date { get; private set; } = first.Date;

        public void Add(Citation citation)
        {
            Citations.Add(citation);
            Date ??= citation.Date;
        }
    }
}
