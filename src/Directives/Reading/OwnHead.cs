using System.Globalization;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// The head of page of the document the text itself is: Decree 30/2020 annex I (national title, "Số:", place and date,
/// type, subject; "V/v" in a letter) or the Party's form (issuer over a star, "Số" without colon).
/// </summary>
/// <param name="End">Position where the head ends and the body begins.</param>
internal sealed record OwnHead(ReadDocument Document, TextSpan? Title, int End);

internal sealed partial class OwnHeadReader(SourceText source)
{
    /// <summary>A head is over after this many lines that are not blank.</summary>
    private const int MaxLines = 30;

    private readonly List<string> _organs = [];
    private DocumentCode? _code;
    private TextSpan? _number;
    private string? _notation;
    private string? _date;
    private string? _type;
    private bool _party;
    private TextSpan? _title;
    private int _end;

    /// <summary>Null if the text has no head of its own (news, an excerpt).</summary>
    public OwnHead? Read()
    {
        var lines = source.Lines;
        for (var i = 0; i < Math.Min(lines.Count, MaxLines) && (_title is null || _date is null); i++)
        {
            if (!ReadLine(lines, ref i))
            {
                break;
            }
        }

        if (_number is not { } number || (_title is null && _type is null))
        {
            return null;
        }

        var grammar = _code?.Grammar ?? (_party ? CodeGrammar.Party : CodeGrammar.State);
        var type = _type ?? DocumentTypes.NameOf(_code?.TypeAbbreviation ?? "CV", grammar);
        return new OwnHead(
            new ReadDocument
            {
                Code = _code?.Canonical,
                Raw = _code is null ? null : source.Slice(number),
                Notation = _code is null ? _notation : null,
                TypeAbbr = _code?.TypeAbbreviation ?? DocumentTypes.AbbreviationOf(type, grammar),
                Type = type,
                Issuer = Issuer(),
                Date = _date,
                Title = _title is { } title ? Joined(title) : null,
                Urgency = DocumentMarks.Urgency(source, _end),
                Secrecy = DocumentMarks.Secrecy(source, _end),
                Evidence = source.Quote(number),
                Rule = _party ? "head.party" : "head.state",
                Confidence = _title is not null && _date is not null ? ReadingConfidence.Sure : ReadingConfidence.Likely,
            },
            _title,
            _end);
    }

    /// <summary>False once the body begins.</summary>
    private bool ReadLine(IReadOnlyList<TextSpan> lines, ref int index)
    {
        var line = lines[index];
        foreach (var cell in Cells(line))
        {
            var words = source.Slice(cell);
            if (words.StartsWith("ĐẢNG CỘNG SẢN", StringComparison.OrdinalIgnoreCase))
            {
                _party = true;
            }
            else if (Motto().IsMatch(words))
            {
                continue;
            }
            else if (_number is null && NumberLine().Match(words) is { Success: true } number)
            {
                ReadNumber(cell, number);
                ReadDate(words);
            }
            else if (ReadDate(words))
            {
                continue;
            }
            else if (SubjectLine().Match(words) is { Success: true } about)
            {
                TakeTitle(lines, ref index, cell.Start + about.Length);
            }
            else if (_title is null && IsCapitals(words) && DocumentTypes.Canonical(words.TrimEnd(':')) is { } type)
            {
                _type = type;
                if (index + 1 < lines.Count)
                {
                    index++;
                    TakeTitle(lines, ref index, lines[index].Start);
                }
            }
            else if (_number is null && IsCapitals(words))
            {
                AddOrgan(words);
            }
            else if (Body().IsMatch(words))
            {
                return false;
            }
        }

        _end = Math.Max(_end, lines[Math.Min(index, lines.Count - 1)].End);
        return true;
    }

    private void ReadNumber(TextSpan cell, Match match)
    {
        var rest = new TextSpan(cell.Start + match.Length, cell.End);
        var words = source.Slice(rest);
        if (DocumentCode.Find(words) is [var found, ..] && found.Span.Start == 0)
        {
            _code = found.Code;
            _number = new TextSpan(rest.Start, rest.Start + found.Span.End);
        }
        else if (BlankNumber().Match(words) is { Success: true } blank)
        {
            _notation = blank.Groups["notation"].Value;
            _number = cell;
        }
    }

    private bool ReadDate(string words)
    {
        var match = PlaceAndDate().Match(words);
        if (!match.Success || _date is not null)
        {
            return match.Success;
        }

        var year = DateWords.Number(match.Groups["y"].Value);
        var month = match.Groups["m"].Success ? DateWords.Number(match.Groups["m"].Value) : 0;
        var day = match.Groups["d"].Success ? DateWords.Number(match.Groups["d"].Value) : 0;
        _date = DateWords.Day(year, month, day) is { } full ? DateWords.Iso(full)
            : month is >= 1 and <= 12 ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}")
            : null;
        return true;
    }

    /// <summary>The subject runs on over lines until a blank line or the first words of the body.</summary>
    private void TakeTitle(IReadOnlyList<TextSpan> lines, ref int index, int start)
    {
        var prefix = TitlePrefix().Match(source.Text, start, lines[index].End - start);
        start += prefix.Success ? prefix.Length : 0;
        while (index + 1 < lines.Count)
        {
            var next = source.Slice(lines[index + 1]);
            var gap = source.Text[lines[index].End..lines[index + 1].Start];
            if (Signing().IsMatch(next) || gap.Count(c => c == '\n') > 1 || Body().IsMatch(next) || Motto().IsMatch(next) || PlaceAndDate().IsMatch(next) || source.Text[lines[index].End - 1] is '.' or ':' || (char.IsUpper(next[0]) && next[^1] is '.' or ':' or ';' && next.Any(char.IsLower)))
            {
                break;
            }

            index++;
        }

        _title = source.Trim(new TextSpan(start, lines[index].End), trailing: ".");
    }

    /// <summary>Who decides, in capitals below the subject.</summary>
    [GeneratedRegex(@"^(?:CHÍNH PHỦ|THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|HỘI ĐỒNG NHÂN DÂN|(?:ỦY|UỶ) BAN NHÂN DÂN|CỤC TRƯỞNG|QUỐC HỘI)(?:\s[\p{Lu}\s,-]*)?$", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Signing();

    private void AddOrgan(string words)
    {
        if (_organs.Count > 0 && Area().IsMatch(words))
        {
            _organs[^1] += " " + words;
        }
        else
        {
            _organs.Add(words);
        }
    }

    private string? Issuer()
    {
        if (_organs.Count == 0)
        {
            return null;
        }

        var organ = IssuerNames.FromCapitals(_organs[^1], source.Text[_end..]);
        var signature = Signature().Match(source.Text, _end);
        if (_party && signature.Success && PartyCommittee().Match(organ) is { Success: true } committee)
        {
            // A Party committee's standing board signs for it: the board is the issuer.
            var board = signature.Groups["board"].Value.Contains("THƯỜNG VỤ", StringComparison.OrdinalIgnoreCase) ? "Ban Thường vụ" : "Ban Chấp hành";
            return $"{board} {committee.Value}";
        }

        return organ;
    }

    private string Joined(TextSpan title) => Blanks().Replace(source.Slice(title), " ");

    private IEnumerable<TextSpan> Cells(TextSpan line)
    {
        var from = line.Start;
        foreach (Match gap in Gap().Matches(source.Slice(line)))
        {
            if (line.Start + gap.Index > from)
            {
                yield return source.Trim(new TextSpan(from, line.Start + gap.Index));
            }

            from = line.Start + gap.Index + gap.Length;
        }

        if (line.End > from)
        {
            yield return source.Trim(new TextSpan(from, line.End));
        }
    }

    private static bool IsCapitals(string words) => words.Any(char.IsLetter) && !words.Any(char.IsLower);

    [GeneratedRegex(@"\t+|(?<=\S)(?<!Số|Số:|Số :|ngày|tháng)[ ]{4,}|\s*\|\s*", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Gap();

    [GeneratedRegex(@"^(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–]|[*_=\-–—\s]+$|\(?DỰ THẢO)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Motto();

    [GeneratedRegex(@"^Số\s*:?\s*(?=[\d….\s_]*[-/]?\s*\S)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex NumberLine();

    [GeneratedRegex(@"^[….\s_]*[-/]\s*(?<notation>[A-ZĐ][\p{L}\d/-]*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex BlankNumber();

    [GeneratedRegex(@"(?:^|,)\s*ngày[\s….]*(?<d>\d{1,2})?[\s….]*tháng[\s….]*(?<m>\d{1,2})?[\s….]*năm\s*(?<y>\d{4})\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex PlaceAndDate();

    [GeneratedRegex(@"^V/v\s*[:.]?\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex SubjectLine();

    [GeneratedRegex(@"\G(?:Về việc|V/v|Về)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex TitlePrefix();

    [GeneratedRegex(@"^(?:Kính gửi|Kính trình|Căn cứ|Thực hiện (?:Kế hoạch|Nghị quyết|Quyết định|Kết luận|Chỉ thị|Công văn)|Xét đề nghị|Điều 1|I[.\-–]|1\.|Phần|Để |Nhằm |[_\-–—]{3,})", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Body();

    [GeneratedRegex(@"^(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU)\s(?!UỶ|ỦY)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Area();

    [GeneratedRegex(@"T/M\s+(?<board>BAN (?:THƯỜNG VỤ|CHẤP HÀNH))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Signature();

    [GeneratedRegex(@"^(?:Tỉnh|Thành|Huyện|Quận|Đảng) (?:uỷ|ủy)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex PartyCommittee();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Blanks();
}
