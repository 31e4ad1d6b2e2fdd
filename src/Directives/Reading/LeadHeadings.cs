using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Headings that name the body whose duties stand below: "1. Sở Y tế", "Trách nhiệm của Sở Y tế", "Đối với UBND các xã",
/// "Giao Sở Y tế có trách nhiệm:". Texts are folded; spans point into the text.
/// </summary>
internal static partial class LeadHeadings
{
    /// <summary>The body's name if the heading says nothing else.</summary>
    public static TextSpan? Of(string text, TextSpan heading)
    {
        var lead = Prefix().Match(text, heading.Start, heading.Length);
        var start = heading.Start + lead.Length;
        if (heading.Length > 400 || !UnitPhrases.StartAt(text, start))
        {
            return null;
        }

        var rest = text[start..heading.End];
        var end = start + SuffixStart(rest);
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or ':' or '-' or '–'))
        {
            end--;
        }

        return end - start is > 2 and < 300 && !Speaks().IsMatch(text[start..end]) && UnitPhrases.IsName(text[start..end]) ? new TextSpan(start, end) : null;
    }

    /// <summary>Where "thực hiện một số nội dung sau" begins; only looked for where the last word says it may.</summary>
    private static int SuffixStart(string rest)
    {
        var trimmed = rest.AsSpan().TrimEnd(" :.");
        var last = trimmed[(trimmed.LastIndexOf(' ') + 1)..].ToString();
        if (!LastWords.Contains(last))
        {
            return rest.Length;
        }

        var from = Math.Max(0, rest.Length - 110);
        return Suffix().Match(rest, from) is { Success: true } suffix ? suffix.Index : rest.Length;
    }

    private static readonly HashSet<string> LastWords = new(
        ["sau", "đây", "thể", "dung", "vụ", "việc", "pháp", "hiện", "khai", "nhiệm", "trì", "đạo", "trung", "trương", "tâm", "yếu", "chức", "cần"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>"Sở Y tế: …": the name before the colon and where the duty begins. After a colon more names may follow ("các tỉnh: A, B và C bàn giao …").</summary>
    public static (TextSpan Lead, int Duty)? WithColon(string text, TextSpan item)
    {
        var colon = text.IndexOf(':', item.Start, Math.Min(item.Length, 300));
        if (colon < 0 || colon + 1 >= item.End || Of(text, new TextSpan(item.Start, colon)) is not { } lead)
        {
            return null;
        }

        var duty = colon + 1;
        while (duty < item.End && text[duty] == ' ')
        {
            duty++;
        }

        if (!UnitPhrases.VerbAt(text, duty) && DutyVerbs.Next(text, duty, Math.Min(item.End, duty + 160)) is { Start: > 0 } verb && Names().IsMatch(text[duty..verb.Start]))
        {
            return (new TextSpan(lead.Start, text[..verb.Start].TrimEnd().Length), verb.Start);
        }

        return (lead, duty);
    }

    [GeneratedRegex(@"\G\s*(?:(?:trách nhiệm|nhiệm vụ)\s+của\s+|(?:đối\s+)?với\s+|về phía\s+|giao(?:\s+cho)?\s+|yêu cầu\s+|đề nghị\s+|phân công\s+)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\s*,?\s*(?:(?:có|chịu)\s+trách nhiệm|có nhiệm vụ|cần|tập trung|khẩn trương|quan tâm|chỉ đạo|chủ trì)?\s*,?\s*(?:(?:(?:triển khai|thực hiện|tổ chức)\s*,?\s*)+(?:tốt\s+|nghiêm\s+)?)?(?:(?:các|một số|những)\s+)?(?:nội dung|nhiệm vụ|công việc|việc|giải pháp)?(?:\s*,\s*(?:giải pháp|nhiệm vụ))?(?:\s+(?:trọng tâm|chủ yếu))?(?:\s+(?:sau|như sau|sau đây|dưới đây|cụ thể))?\s*[:.]?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Suffix();

    /// <summary>"Phó Thủ tướng A nhấn mạnh:": who says what follows, not who has to do it.</summary>
    [GeneratedRegex(@"\s(?:nhấn mạnh|cho biết|cho hay|khẳng định|phát biểu|chia sẻ|nói|cho rằng|thông tin|nêu rõ|nhận định|đánh giá|phân tích)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Speaks();

    [GeneratedRegex(@"^(?:\p{Lu}[\p{L}.]*|[,;]|và|-|\s)+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Names();
}
