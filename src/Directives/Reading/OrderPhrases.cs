using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>An order's word and the body it is addressed to.</summary>
/// <param name="Start">Where the order's word begins.</param>
/// <param name="Unit">Where the body's name begins.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Order(int Start, int Unit);

/// <summary>Words that give an order to a body named right after them: giao, yêu cầu, đề nghị, phân công … Texts are folded.</summary>
internal static partial class OrderPhrases
{
    /// <summary>The first order in a range; null if there is none.</summary>
    public static Order? Find(string text, int from, int end)
    {
        while (from < end && Word().Match(text, from, end - from) is { Success: true } word)
        {
            var unit = word.Index + word.Length;
            if (UnitPhrases.StartAt(text, unit))
            {
                return new Order(word.Index, unit);
            }

            from = word.Index + Math.Max(1, word.Length);
        }

        return null;
    }

    /// <summary>Whether an order begins exactly at a position.</summary>
    public static bool At(string text, int position, int end) => Find(text, position, Math.Min(end, position + 40)) is { } order && order.Start == position && !text.AsSpan(position).StartsWith("phân công");

    /// <summary>The semicolon after which the next body's order begins, from a position on; -1 if none.</summary>
    public static int NextBoundary(string text, int from, int end)
    {
        for (var at = text.IndexOf(';', from, end - from); at >= 0; at = at + 1 < end ? text.IndexOf(';', at + 1, end - at - 1) : -1)
        {
            var next = AfterJoint(text, at, end);
            if (At(text, next, end) || (UnitPhrases.StartAt(text, next) && UnitPhrases.Clause(text, next, end) is not null))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Behind a semicolon and the words that may follow it ("đồng thời", "riêng").</summary>
    public static int AfterJoint(string text, int semicolon, int end) => semicolon + Joint().Match(text, semicolon, end - semicolon).Length;

    [GeneratedRegex(@"(?<!\p{L})(?<!(?:được|bàn|chuyển|đã|nhiệm vụ|tạm|ký)\s)(?:giao(?:\s+(?:nhiệm vụ\s+)?cho)?|(?<![;,]\s)phân công|yêu cầu|lưu ý|đề nghị|ý kiến chỉ đạo|ủy quyền(?:\s+cho)?|kiến nghị|nhắc nhở|phê bình và yêu cầu|trân trọng đề nghị|kính đề nghị)\s+(?:riêng\s+|(?:ngay\s+sau|sau|trong|trước|thời gian tới|trước mắt|bên cạnh)(?:\s[^,;.:\n]{3,40})?,\s+)?(?=[\p{L}\d])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Word();

    [GeneratedRegex(@"\G;\s*(?:(?:đặc biệt|riêng|đồng thời|và|trong đó)\s*,?\s*)?", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Joint();
}
