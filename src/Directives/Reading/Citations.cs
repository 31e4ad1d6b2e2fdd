using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>One place where the text names a document by number.</summary>
internal sealed record Citation
{
    /// <summary>From the type word to the end of the code.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The code, or the bare number.</summary>
    public required TextSpan CodeSpan { get; init; }

    /// <summary>Null if the text gives only a number.</summary>
    public DocumentCode? Code { get; init; }

    /// <summary>Type name from the word before the code.</summary>
    public string? Type { get; init; }

    public string? Urgency { get; init; }

    public string? Issuer { get; init; }

    public string? Date { get; init; }

    public TextSpan? Title { get; init; }
}

/// <summary>
/// Finds citations and what stands around each: type word, urgency, date, issuer, subject. A citation inside the subject
/// of another one is found too; that nesting is the lineage.
/// </summary>
internal sealed partial class CitationScanner(SourceText source, DateOnly? context)
{
    /// <summary>How far before a code its type word and issuing clause are looked for.</summary>
    private const int LookBack = 120;

    public IReadOnlyList<Citation> Scan()
    {
        var text = source.Folded;
        var codes = DocumentCode.Find(text);
        var bare = BareNumber().Matches(text);
        ReadingLimits.EnsureItems(codes.Count + bare.Count);
        var citations = codes.Select(found => Describe(found.Span, found.Code)).ToList();
        var coded = citations.Count;
        var next = 0;
        foreach (Match match in bare)
        {
            var number = new TextSpan(match.Groups["num"].Index, match.Groups["num"].Index + match.Groups["num"].Length);
            while (next < coded && citations[next].CodeSpan.End <= number.Start)
            {
                next++;
            }

            if (!(next < coded && citations[next].Span.Start < number.End) && LooksLikeNumber(match))
            {
                citations.Add(Describe(number, null));
            }
        }

        citations.Sort((left, right) => left.CodeSpan.Start.CompareTo(right.CodeSpan.Start));
        return citations;
    }

    private static bool LooksLikeNumber(Match match)
    {
        var number = DateWords.Number(match.Groups["num"].Value);
        return match.Groups["so"].Success || number is > 0 and (< 1900 or > 2100);
    }

    private Citation Describe(TextSpan code, DocumentCode? parsed)
    {
        var text = source.Folded;
        var from = Math.Max(0, code.Start - LookBack);
        var (word, before) = TypeBefore(text[from..code.Start]);
        var citation = new Citation
        {
            Span = new TextSpan(before.Success ? from + word.Index : code.Start, code.End),
            CodeSpan = code,
            Code = parsed,
            Type = before.Success ? DocumentTypes.Canonical(Blank().Replace(word.Value, " ")) : null,
            Urgency = before.Success ? UrgencyOf(before.Groups["urgency"].Value) : null,
            Issuer = before.Groups["issuer"] is { Success: true } of ? source.Text.Substring(from + of.Index, of.Length).Trim() : null,
        };
        return ReadIssuing(ReadDetails(citation));
    }

    /// <summary>Date, issuer and subject in whatever order they follow the code, each once.</summary>
    private Citation ReadDetails(Citation citation)
    {
        var (text, position) = (source.Folded, citation.CodeSpan.End);
        for (var clause = 0; clause < 4; clause++)
        {
            if (citation.Date is null && DateClause().Match(text, position) is { Success: true } date && DateWords.Read(date, context, future: false) is { } day)
            {
                citation = citation with { Date = DateWords.Iso(day.Day) };
                position = date.Index + date.Length;
            }
            else if (citation.Issuer is null && OfClause().Match(text, position) is { Success: true } of && IssuerNames.End(text, of.Index + of.Length) is var end && end > of.Index + of.Length)
            {
                citation = citation with { Issuer = IssuerNames.InSentenceCase(source.Text[(of.Index + of.Length)..end]) };
                position = end;
            }
            else
            {
                break;
            }
        }

        return citation with { Title = Titles.After(source, position, described: citation.Date is not null || citation.Issuer is not null) };
    }

    /// <summary>"Ngày 9/4, Bộ Tài chính đã gửi công văn số …": who issued and when stand before the type word.</summary>
    private Citation ReadIssuing(Citation citation)
    {
        if (citation.Issuer is not null)
        {
            return citation;
        }

        var from = Math.Max(source.LineStart(citation.Span.Start), citation.Span.Start - (2 * LookBack));
        var before = source.Text[from..citation.Span.Start];
        var folded = source.Folded[from..citation.Span.Start];
        if (Issued().Match(folded) is not { Success: true } issued || IssuerBefore(folded, issued.Index) is not { } start)
        {
            return citation;
        }

        var said = folded[start..issued.Index].IndexOf(" cho biết,", StringComparison.Ordinal);
        var name = before[start..(said < 0 ? issued.Index : start + said)];
        var within = DateWithin().Match(name);
        if (within.Success)
        {
            citation = citation.Date is null && DateWords.Read(within, context, future: false) is { } dated ? citation with { Date = DateWords.Iso(dated.Day) } : citation;
            name = name[..within.Index];
        }

        citation = citation with { Issuer = UnitPhrases.Split(name) is { Count: > 0 } names ? names[^1] : null };
        return said < 0 && citation.Date is null && DateBefore().Match(before[..start]) is { Success: true } date && DateWords.Read(date, context, future: false) is { } day
            ? citation with { Date = DateWords.Iso(day.Day) }
            : citation;
    }

    /// <summary>Where the issuer's name begins that reaches to the verb of issuing; null if no body stands there.</summary>
    private static int? IssuerBefore(string text, int verb)
    {
        var from = text.AsSpan(0, verb).LastIndexOfAny(";:\n") + 1;
        for (var at = from; at < verb; at++)
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && char.IsLetter(text[at]) && (Central().IsMatch(text, at) || UnitPhrases.StartAt(text, at)) && verb - at <= 2 * LookBack)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>The last type word before a code, and what stands between the two (urgency, issuer, "số").</summary>
    private static (Match Word, Match Introduction) TypeBefore(string before)
    {
        var (word, introduction) = (Match.Empty, Match.Empty);
        foreach (Match each in TypeWord().Matches(before))
        {
            if (Introduction().Match(before, each.Index + each.Length) is { Success: true } match)
            {
                (word, introduction) = (each, match);
            }
        }

        return (word, introduction);
    }

    private static string? UrgencyOf(string words) => words.ToLowerInvariant() switch
    {
        "hỏa tốc" or "hoả tốc" => "HOA_TOC",
        "thượng khẩn" => "THUONG_KHAN",
        "khẩn" => "KHAN",
        _ => null,
    };

    [GeneratedRegex(DocumentTypes.NamePattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex TypeWord();

    [GeneratedRegex(
        @"\G(?:\s+(?<urgency>hỏa tốc|thượng khẩn|khẩn))?(?:\s+của\s+(?<issuer>[^,.;:“”""()\n]{3,60}?))?\s*,?\s*(?:số\s*:?\s*)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Introduction();

    [GeneratedRegex(
        @"(?<type>Công văn|Chỉ thị|Nghị quyết|Kết luận|Nghị định|Thông tư)(?<so>\s+số)?\s+(?<num>\d{1,5})(?![\p{L}\p{N}%]|[ \t]*[/–.,-][ \t]*[\p{L}\p{N}]|[ \t]+(?:nhóm|nhiệm vụ|nội dung|điều|khoản|trang|năm))" +
        @"|(?<type>Quyết định|Kế hoạch|Hướng dẫn|Thông báo|Quy định|Quy chế|Công điện|Tờ trình|Báo cáo|Thông tri|Chương trình|Văn bản)(?:(?<so>\s+số)\s+(?<num>\d{1,5})|\s+(?<num>\d{1,5})(?=\s+(?:của\s|ngày\s+\d)))(?![\p{L}\p{N}%]|[ \t]*[/–.,-][ \t]*[\p{L}\p{N}])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Blank();

    [GeneratedRegex(@"\G(?:\s*[,(]?\s*(?:ban hành\s+|ký\s+)?ngày\s+|\s*[(–-]\s*)" + DateWords.Pattern + @"\)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex DateClause();

    [GeneratedRegex(@"\G\s*,?\s*(?:do|của)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex OfClause();

    [GeneratedRegex(@"\s+(?:đã\s+|vừa\s+|mới\s+|vừa mới\s+|cũng\s+)*(?:gửi|ban hành|ký|ký ban hành|phát hành|phát đi|có)\s+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Issued();

    [GeneratedRegex(@"\G(?:Chính phủ|Thủ tướng Chính phủ|Bộ Chính trị|Ban Bí thư)(?!\p{L})", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Central();

    /// <summary>"Bộ X ngày 12/6 đã có công văn số …".</summary>
    [GeneratedRegex(@"\s*,?\s+(?:ngày|chiều|sáng|trưa|tối)\s+(?:ngày\s+)?" + DateWords.Pattern + @"\s*,?\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex DateWithin();

    [GeneratedRegex(@"(?:ngày|chiều|sáng|trưa|tối)\s+(?:ngày\s+)?" + DateWords.Pattern + @"\s*,\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex DateBefore();
}
