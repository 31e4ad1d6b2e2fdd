using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>The subject of a cited document: quoted, or after "về". It may hold further citations with their own subjects.</summary>
internal static partial class Titles
{
    private const int MaxLength = 1_500;

    /// <param name="described">The citation has a date or an issuer: only then a bare verb (thực hiện, ban hành …) opens its subject.</param>
    public static TextSpan? After(SourceText source, int position, bool described)
    {
        var text = source.Folded;
        if (Quoted().Match(text, position) is { Success: true } quote)
        {
            var start = quote.Index + quote.Length;
            return QuoteEnd(text, start) is { } end ? Filled(source.Trim(new TextSpan(start, end), trailing: ".,;")) : null;
        }

        var about = About().Match(text, position);
        if (about.Success)
        {
            var start = about.Index + about.Length;
            return UnitPhrases.StartAt(text, start) ? null : Filled(source.Trim(new TextSpan(start, End(text, start)), trailing: ".,;"));
        }

        var verb = described ? Verb().Match(text, position) : Match.Empty;
        return verb.Success ? Filled(source.Trim(new TextSpan(verb.Groups["title"].Index, End(text, verb.Groups["title"].Index)), trailing: ".,;")) : null;
    }

    /// <summary>Where a subject without quotation marks ends: with the sentence, the enclosing quotation, or before the next document or order.</summary>
    private static int End(string text, int start)
    {
        var limit = Math.Min(text.Length, start + MaxLength);
        var depth = 0;
        for (var i = start; i < limit; i++)
        {
            switch (text[i])
            {
                case '\n' or ';' or '”' or '"':
                    return i;
                case '“':
                    i = QuoteEnd(text, i + 1) ?? i;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth < 0:
                    return i;
                case '.' when Sentences.EndsAt(text, i):
                    return i;
                case ',' or ' ' when Next().Match(text, i) is { Success: true } || (text[i] == ',' && OrderFollows(text, i)):
                    return i;
                default:
                    break;
            }
        }

        return limit;
    }

    private static int? QuoteEnd(string text, int start)
    {
        var straight = text[start - 1] == '"';
        var depth = 0;
        for (var i = start; i < Math.Min(text.Length, start + MaxLength); i++)
        {
            if (straight ? text[i] == '"' : text[i] == '”')
            {
                if (depth-- == 0)
                {
                    return i;
                }
            }
            else if (text[i] == '“' && !straight)
            {
                depth++;
            }
        }

        return null;
    }

    /// <summary>", Sở Y tế yêu cầu …": the sentence of the one who cites goes on.</summary>
    private static bool OrderFollows(string text, int comma)
    {
        var start = comma + 1;
        while (start < text.Length && text[start] is ' ' or '\n')
        {
            start++;
        }

        return (UnitPhrases.StartAt(text, start) || Central().IsMatch(text, start)) && Acts().Match(text, start) is { Success: true };
    }

    [GeneratedRegex(@"\G(?:Bộ Chính trị|Ban Bí thư|Chính phủ|Thủ tướng)(?!\p{L})", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Central();

    [GeneratedRegex(@"\G[^,.;\n]{3,110}?\s(?:yêu cầu|đề nghị|giao|chỉ đạo|ban hành|xây dựng|có ý kiến|quyết định|thông báo|hướng dẫn|báo cáo|đã|vừa)\s", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Acts();

    private static TextSpan? Filled(TextSpan span) => span.Length > 3 ? span : null;

    [GeneratedRegex(@"\G\s*,?\s*(?:(?:về việc|về|V/v)\s*:?\s*)?[“""]", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\G\s*,?\s*(?:về việc|về|V/v)\s+", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex About();

    [GeneratedRegex(@"\G\s*,?\s*(?<title>(?:tiếp tục\s+|triển khai\s+)?(?:thực hiện|phê duyệt|ban hành|quy định|sửa đổi|triển khai)\s)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Verb();

    [GeneratedRegex(
        @"\G(?:,\s*(?:và\s+)?|\s+và\s+)(?:xét\s+|căn cứ\s+)?" + DocumentTypes.NamePattern + @"\s+(?:số\s*:?\s*)?\d" +
        @"|\G(?<![\p{Lu}\d]),\s*ngày\s|\G,\s*(?:tại|trong|để|trên cơ sở|căn cứ)\s",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Next();
}
