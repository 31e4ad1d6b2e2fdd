using System.Text;
using System.Text.RegularExpressions;
using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Reading;

/// <summary>Which of the two ways of numbering a code follows.</summary>
public enum CodeGrammar
{
    /// <summary>Number, hyphen, type, slash, issuer: 391-KH/TU.</summary>
    Party,

    /// <summary>Number, slash, type, hyphen, issuer (1187/QĐ-BNV), with the year in legal documents (30/2020/NĐ-CP); letters carry no type (05/BNV-VP).</summary>
    State,
}

/// <summary>
/// A document code brought into its usual writing. Codes repeat every year or term: identity needs issuer and date too
/// (DOMAIN section 1.1).
/// </summary>
/// <param name="Canonical">The usual writing, NFC, without blanks.</param>
/// <param name="Number">CodeNumber of Decree 30/2020 annex VI, as written (a leading zero stays).</param>
/// <param name="Notation">CodeNotation of the same annex: what follows the number and its separator.</param>
/// <param name="TypeAbbreviation">NQ, KH, QĐ …; CV for a letter; null where the code carries none (45/2019/QH14).</param>
public sealed partial record DocumentCode(string Canonical, string Number, string Notation, string? TypeAbbreviation, CodeGrammar Grammar)
{
    /// <summary>Reads a code typed alone, repairing the usual damage; null if it is none.</summary>
    public static DocumentCode? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 64)
        {
            return null;
        }

        var source = SourceText.From(text);
        var span = source.Trim(new TextSpan(0, source.Text.Length), leading: ".:", trailing: ".,;");
        return Find(source.Text).FirstOrDefault(found => found.Span == span).Code
            ?? (SmallPattern().Match(source.Text, span.Start) is { Success: true } small && small.Length == span.Length ? Small(small)?.Code : null);
    }

    /// <summary>All codes of a text, in order, none overlapping.</summary>
    internal static IReadOnlyList<(DocumentCode Code, TextSpan Span)> Find(string text)
    {
        var found = new List<(DocumentCode Code, TextSpan Span)>();
        foreach (var match in PartyPattern().Matches(text).Concat(Lexicon.Current.Types.AddedPartyCode?.Matches(text) ?? Enumerable.Empty<Match>()).OrderBy(match => match.Index))
        {
            found.Add((Party(match.Groups["num"].Value, match.Groups["type"].Value, match.Groups["issuer"].Value), new TextSpan(match.Index, match.Index + match.Length)));
        }

        var (party, next) = (found.Count, 0);
        foreach (Match match in StatePattern().Matches(text))
        {
            while (next < party && found[next].Span.End <= match.Index)
            {
                next++;
            }

            if (State(text, match) is { } state && !(next < party && found[next].Span.Start < state.Span.End))
            {
                found.Add(state);
            }
        }

        var typed = found.Count;
        foreach (Match match in SmallPattern().Matches(text).Where(match => Announced().IsMatch(text.AsSpan(Math.Max(0, match.Index - 24), Math.Min(24, match.Index)))))
        {
            if (Small(match) is { } small && !found.Take(typed).Any(other => other.Span.Start < small.Span.End && small.Span.Start < other.Span.End))
            {
                found.Add(small);
            }
        }

        found.Sort((left, right) => left.Span.Start.CompareTo(right.Span.Start));
        return found;
    }

    /// <summary>Equal for two writings of one code: capitals and leading zeros do not count.</summary>
    internal string Key { get; } = Number.TrimStart('0') + "|" + Canonical[Number.Length..].ToUpperInvariant();

    private static DocumentCode Party(string number, string type, string issuer)
    {
        type = DocumentTypes.Usual(type);
        var notation = $"{type}/{issuer}";
        return new DocumentCode($"{number}-{notation}", number, notation, type, CodeGrammar.Party);
    }

    private static (DocumentCode Code, TextSpan Span)? State(string text, Match match)
    {
        var segments = Segments(text, match);
        var end = segments[^1].End;
        var words = segments.ConvertAll(segment => text[segment.Start..segment.End]);
        if (words[0].Count(char.IsUpper) < 2)
        {
            return null;
        }

        var number = match.Groups["num"].Value;
        var year = match.Groups["year"].Value;
        var span = new TextSpan(match.Index, end);
        if (year.Length == 0 && words.Count >= 2 && DocumentTypes.IsPartyAbbreviation(words[0]) && IsPartyBody(words[1]))
        {
            return (Party(number, words[0], string.Join('-', words.Skip(1))), span);
        }

        var typed = words.Count >= 2 && DocumentTypes.IsStateAbbreviation(words[0]);
        words[0] = typed ? DocumentTypes.Usual(words[0]) : words[0];
        var notation = new StringBuilder(year.Length > 0 ? year + "/" : "").AppendJoin('-', words.Select(UsualIssuer)).ToString();
        var type = typed ? words[0] : year.Length > 0 ? null : "CV";
        return (new DocumentCode($"{number}/{notation}", number, notation, type, CodeGrammar.State), span);
    }

    /// <summary>A code set in small letters throughout (2310/ubnd-kt, 45-kl/tw): its parts in capitals, types as usually written.</summary>
    private static (DocumentCode Code, TextSpan Span)? Small(Match match) =>
        Find(match.Value.ToUpperInvariant()) is [{ Span.Start: 0 } found] && found.Span.End == match.Length ? (found.Code, new TextSpan(match.Index, match.Index + match.Length)) : null;

    /// <summary>Parts of the notation. A hyphen with blanks on both sides joins only after a type (12/QĐ - UBND); otherwise it is a dash of the sentence.</summary>
    private static List<TextSpan> Segments(string text, Match match)
    {
        var segments = new List<TextSpan>();
        foreach (Capture capture in match.Groups["seg"].Captures)
        {
            if (segments.Count > 0)
            {
                var between = text[segments[^1].End..capture.Index];
                var loose = char.IsWhiteSpace(between[0]) && char.IsWhiteSpace(between[^1]);
                if (loose && !(segments.Count == 1 && DocumentTypes.IsStateAbbreviation(text[segments[0].Start..segments[0].End])))
                {
                    break;
                }
            }

            segments.Add(new TextSpan(capture.Index, capture.Index + capture.Length));
        }

        return segments;
    }

    /// <summary>TW, TU and what ends in them, and Party committees: bodies that never number in the state's way.</summary>
    private static bool IsPartyBody(string word) =>
        word is "TW" or "HU" or "QU" or "ThU" or "ĐU" || word.EndsWith("TU", StringComparison.Ordinal) || word.EndsWith("TW", StringComparison.Ordinal);

    private static string UsualIssuer(string word) => string.Equals(word, "TTG", StringComparison.OrdinalIgnoreCase) ? "TTg" : word;

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}/.,-])(?<num>\d{1,5})[ \t]*(?:[-–][ \t]*)?(?<type>NQ|KL|CTHĐ|CTrHĐ|CTr|CTR|CT|QĐi|QĐI|QĐ|QyĐ|QC|KH|HD|TTr|TTR|TB|TT|BC|BB|CV|ĐA|(?<=\d[-–])[A-ZĐ][A-Za-zĐđ]{1,5})[ \t]*/[ \t]*(?<issuer>[A-ZĐ][A-Za-zĐđ0-9]*(?:-[A-ZĐ][A-Za-zĐđ0-9]*)*)(?![\p{L}\p{N}])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex PartyPattern();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}/.,-])(?<num>\d{1,5})[ \t]*/[ \t]*(?:(?<year>(?:19|20)\d{2})[ \t]*/[ \t]*)?(?<seg>[A-ZĐƯ][A-Za-zĐđƯư0-9]*)(?:[ \t]*[-–/][ \t]*(?<seg>[A-ZĐƯ][A-Za-zĐđƯư0-9]*(?:\.[IVX]{1,4}(?![\p{L}\p{N}]))?)){0,4}(?![\p{L}\p{N}])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex StatePattern();

    /// <summary>Small letters make a code only behind a word that announces one.</summary>
    [GeneratedRegex(@"(?:số|sổ|công văn|chỉ thị|nghị quyết|kết luận|quyết định|kế hoạch|thông báo|nghị định|thông tư|hướng dẫn|văn bản|công điện|tờ trình)\s*:?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Announced();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}/.,-])\d{1,5}[ \t]?(?:[-–][ \t]?(?:nq|kl|cthđ|ctr|ct|qđi|qđ|qyđ|qc|kh|hd|ttr|tb|tt|bc|bb|cv|đa)[ \t]?/[ \t]?[a-zđư][a-zđư0-9]*|/(?:(?:19|20)\d{2}/)?[a-zđư][a-zđư0-9]+)(?:-[a-zđư][a-zđư0-9]*){0,3}(?![\p{L}\p{N}])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex SmallPattern();
}
