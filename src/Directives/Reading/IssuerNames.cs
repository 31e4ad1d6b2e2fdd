using System.Text;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>Names of issuing organisations: where one ends in running text, and how one set in capitals is usually written.</summary>
internal static partial class IssuerNames
{
    private const int MaxLength = 120;

    /// <summary>Short forms of bodies, written in capitals everywhere (DOMAIN 1.3).</summary>
    private static readonly HashSet<string> ShortForms =
        new(["ubnd", "hđnd", "ubmttq", "mttq", "ubkt", "bch", "bcđ", "bql", "tw"], StringComparer.Ordinal);

    /// <summary>End of the organisation's name that begins at a position (after "của").</summary>
    public static int End(string text, int start)
    {
        var limit = Math.Min(text.Length, start + MaxLength);
        var stop = Stop().Match(text, start, limit - start);
        var end = stop.Success ? stop.Index : limit;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or '-'))
        {
            end--;
        }

        return end;
    }

    /// <summary>
    /// "SỞ KHOA HỌC VÀ CÔNG NGHỆ" as it is written in a sentence: as the body of the text writes it, if it does; else by
    /// the usual rule (the head word and each part of the name begin with a capital, names of places throughout).
    /// </summary>
    public static string FromCapitals(string capitals, string body)
    {
        capitals = Glued().Replace(capitals, "${body} ${area}");
        for (var at = body.IndexOf(capitals, StringComparison.OrdinalIgnoreCase); at >= 0; at = body.IndexOf(capitals, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var written = body.Substring(at, capitals.Length);
            if (written.Any(char.IsLower))
            {
                return char.ToUpperInvariant(written[0]) + written[1..];
            }
        }

        return ByRule(capitals);
    }

    /// <summary>The name unchanged, unless it is set in capitals throughout and has several words.</summary>
    public static string InSentenceCase(string name) => name.Contains(' ', StringComparison.Ordinal) && !name.Any(char.IsLower) ? ByRule(name) : name;

    private static string ByRule(string capitals)
    {
        var words = capitals.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = new StringBuilder();
        var (capital, place) = (true, false);
        for (var i = 0; i < words.Length; i++)
        {
            var pair = i + 1 < words.Length ? words[i] + " " + words[i + 1] : "";
            var areaWord = pair is "thành phố" or "thị xã" or "đặc khu" || words[i] is "tỉnh" or "huyện" or "quận" or "xã" or "phường";
            if (areaWord && i > 0 && !(words[i] is "xã" && words[i - 1] is "hợp") && pair is not ("tỉnh uỷ" or "tỉnh ủy" or "huyện uỷ" or "huyện ủy" or "quận uỷ" or "quận ủy"))
            {
                name.Append(' ').Append(words[i]);
                if (pair is "thành phố" or "thị xã" or "đặc khu")
                {
                    name.Append(' ').Append(words[++i]);
                }

                place = true;
                continue;
            }

            if (ShortForms.Contains(words[i]))
            {
                name.Append(i > 0 ? " " : "").Append(words[i].ToUpperInvariant());
                capital = true;
                continue;
            }

            name.Append(i > 0 ? " " : "").Append(capital || place ? char.ToUpperInvariant(words[i][0]) + words[i][1..] : words[i]);
            if (i > 0 && words[i - 1] is "tỉnh" or "thành" or "huyện" or "quận" && words[i] is "uỷ" or "ủy")
            {
                // Tỉnh uỷ, Văn phòng Tỉnh uỷ: the committee's name begins with a capital, its second word with none; the place follows.
                var start = name.Length - words[i].Length - 1 - words[i - 1].Length;
                name[start] = char.ToUpperInvariant(name[start]);
                name[^words[i].Length] = words[i][0];
                place = true;
            }

            capital = words[i] is "và" or "-" || (i == 0 && words[0] is "sở" or "bộ" or "phòng" or "ban" or "cục" or "vụ" or "viện")
                || (i == 1 && (words[0], words[1]) is ("văn", "phòng") or ("chi", "cục") or ("trung", "tâm") or ("thanh", "tra"));
        }

        return name.ToString();
    }

    [GeneratedRegex(
        @"[.;:()“”""\n]|,(?!\s+kho[áa]á?\s)|\s+(?:về|ngày|trong|đã|ban hành|quy định|tại|đối với|cho|để|theo|là|có|được|khi|vào|với|từ|đến|nhằm|thì|này|trên|như|mà|bằng|do|phê duyệt|sửa đổi|tiếp tục|thực hiện|triển khai|hướng dẫn|đến|yêu cầu|giao|v\/v|VỀ|NGÀY|TRONG|THỰC HIỆN|BAN HÀNH|TRIỂN KHAI)(?!\p{L})|\s+và\s+(?!\p{Lu})",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Stop();

    [GeneratedRegex(@"(?<body>NHÂN DÂN|ỦY|UỶ)(?<area>TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|HUYỆN)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Glued();
}
