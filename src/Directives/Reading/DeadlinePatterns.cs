using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// The wordings of deadlines (DOMAIN section 3), matched with the folded text. Every alternative is bounded, so a search
/// takes time in proportion to the text.
/// </summary>
internal static partial class DeadlinePatterns
{
    private const string Limit =
        @"(?:(?:xong|chậm nhất(?:\s+là)?|muộn nhất(?:\s+là)?)\s+)?(?:trước|đến hết|hết|không quá|không muộn hơn)\s+" +
        @"|(?:chậm nhất|muộn nhất)(?:\s+là)?(?:\s+(?:vào|đến))?(?:\s+hết)?\s+|xong\s+(?:vào\s+|trong\s+)?|(?:hạn|thời hạn)\s+(?:cuối|chót|cuối cùng|hoàn thành|nộp|gửi)?\s*(?:là|:)?\s*(?=ngày)|(?<=hoàn thành\s+)(?:vào\s+|trong\s+)?(?=ngày)";

    private const string Hour = @"(?<hour>\d{1,2})\s*(?:h|giờ|g)\s*(?<minute>\d{2})?(?:\s*phút)?\s*,?\s*";
    private const string Weekly = @"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])";
    private const string Every = @"(?:hằng|hàng|mỗi)\s+(?<every>ngày|tuần|tháng|quý|năm)";
    private const string QuarterWord = @"(?:(?:IV|III|II|I|0?[1-4])\s*(?:,|và|-|–|đến)\s*(?:quý\s+)?){0,2}(?<quarter>IV|III|II|I|0?[1-4])";
    private const string PeriodYear = @"(?:\s*[/.-]\s*(?<py>\d{4})|,?\s+năm\s+(?<py>\d{4}))";
    private const string Into = @"(?:(?<=(?:thời gian|thời hạn|tiến độ)(?:\s+(?:hoàn thành|thực hiện))?\s*:\s*)|(?:trong|vào|xong|hoàn thành|trước\s+khi\s+kết\s+thúc|cuối|hết|đến\s+hết|chậm\s+nhất(?:\s+(?:là|trong|vào|đến))?|báo\s+cáo|trình)\s+)(?:trong\s+|vào\s+)?";

    /// <summary>Words a wording can begin with: at others the pattern is not tried, which makes it ten times as fast.</summary>
    private static readonly FrozenSet<string> FirstWords = new[]
    {
        "trước", "chậm", "muộn", "trong", "hằng", "hàng", "mỗi", "định", "xong", "hết", "hạn", "thời", "vào", "cuối", "hoàn", "không", "thực", "nhiệm", "tại",
        "sau", "tháng", "quý", "ít", "tối", "theo", "đúng", "bảo", "đảm", "ngày", "mùng", "đến", "báo", "trình", "một", "hai", "thường", "thứ",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FirstWord = FirstWords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All wordings in a range, in order, none overlapping.</summary>
    public static IEnumerable<Match> Find(string text, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (!char.IsLetterOrDigit(text[at]) || (at > 0 && char.IsLetterOrDigit(text[at - 1])))
            {
                continue;
            }

            var to = at + 1;
            while (to < end && char.IsLetterOrDigit(text[to]))
            {
                to++;
            }

            if ((char.IsDigit(text[at]) || FirstWord.Contains(text.AsSpan(at, to - at)))
                && (Phrase().Match(text, at) is { Success: true } match || (match = Ongoing().Match(text, at)).Success)
                && at + match.Length <= end && !match.ValueSpan.Contains('\n'))
            {
                yield return match;
                to = Math.Max(to, at + match.Length);
            }

            at = to - 1;
        }
    }

    [GeneratedRegex(
        @"\G(?:" +

        // trước ngày 20 hằng tháng; trước ngày 15 của tháng cuối quý; trước 15/6 và trước 01/12 hằng năm; trước 16 giờ thứ sáu hằng tuần
        @"(?<recur>(?:định kỳ,?\s+)?(?:chậm nhất\s+(?:là\s+)?)?(?:trước\s+|vào\s+)?(?:ngày|mùng)\s+(?<day>\d{1,2})(?:\s+(?:của\s+)?" + Every + @"|\s+(?:của\s+)?tháng\s+(?:cuối|đầu)\s+(?:(?:mỗi|hằng|hàng|của)\s+)?(?<every>quý)))" +
        @"|(?<recur>(?:trước\s+|vào\s+)?(?:ngày\s+)?\d{1,2}(?:/\d{1,2}|\s+tháng\s+\d{1,2})(?:\s*(?:,|và)\s*(?:trước\s+)?(?:ngày\s+)?\d{1,2}(?:/\d{1,2}|\s+tháng\s+\d{1,2})){0,3}\s*,?\s+(?:hằng|hàng|mỗi)\s+(?<every>năm))" +
        @"|(?<recur>(?:trước|vào)\s+ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+và\s+(?:trước\s+)?ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?!\s*(?:năm\s+\d|/)))" +
        @"|(?<recur>(?:chậm nhất\s+)?(?:trước|vào)\s+(?:\d{1,2}\s*(?:h|giờ)\s*(?:\d{2})?(?:\s*phút)?\s*,?\s*)?(?:ngày\s+)?(?:(?:" + Weekly + @"|ngày)\s+)?(?:hằng|hàng|mỗi)\s+(?<every>ngày|tuần))" +

        // định kỳ hằng quý, định kỳ 6 tháng một lần, 06 tháng/lần, mỗi quý một lần, định kỳ sơ kết
        @"|(?<recur>(?:định kỳ|mỗi)\s*,?\s+(?:" + Every + @"|(?<every>ngày|tuần|tháng|quý|năm)(?=\s+(?:một|0?1)\s+lần)|(?<months>\d{1,2})\s+tháng(?:\s+đầu\s+năm)?|(?:sơ kết|tổng kết|báo cáo|kiểm tra|đánh giá)(?:,\s*(?:sơ kết|tổng kết))*)(?:(?:\s*,\s*|\s+và\s+|\s*/\s*)(?:(?:hằng|hàng)\s+)?(?:tháng|quý|năm|6 tháng|06 tháng)){0,3}(?:\s*(?:/\s*|\s)(?:một\s+|0?1\s+)?lần)?)" +
        @"|(?<recur>(?<months>\d{1,2})\s+tháng\s*(?:/\s*|\s)(?:(?:một|0?1)\s+)?lần)" +
        @"|(?<recur>(?:\d{1,2}|một|hai)\s+lần\s*(?:/|mỗi|trong)\s*(?<every>tuần|tháng|quý|năm))" +
        @"|(?<recur>" + Every + @"(?=[ \t]*(?:[,.;)\n]|$))(?<!(?:kế hoạch|chương trình|nghị quyết|công tác|chỉ tiêu|dự toán|ngân sách|đánh giá|nhiệm vụ|thi đua|phí)(?:,?\s+(?!này)\p{L}+){0,6}\s+(?:hằng|hàng)\s+\p{L}{2,5}))" +
        @"|(?<recur>(?<=(?:báo cáo|sơ kết|tổng kết|kết quả)\s+)" + Every + @"(?!\p{L}))" +
        @"|(?<recur>(?<=(?:^|[,;.(\n])\s*)" + Every + @"(?=\s*,|\s+(?:tổng hợp|báo cáo|sơ kết|tổng kết|đánh giá|kiểm tra|rà soát|tổ chức|tham mưu)\s))" +

        // trong vòng 05 ngày làm việc kể từ ngày …
        @"|(?:trong\s+(?:(?:vòng|thời hạn|thời gian)\s+)?|chậm nhất\s+(?:là\s+)?(?:sau\s+)?|sau\s+|không quá\s+)(?<amount>\d{1,3})\s+(?<unit>ngày làm việc|ngày|tháng|năm)(?:,?\s+(?:kể\s+)?(?:từ|sau)\s+(?<anchor>(?:ngày|khi|thời điểm)\s+[^,.;:\n]{3,80}))" +
        @"|(?:chậm nhất|muộn nhất|ít nhất|tối thiểu)(?:\s+là)?\s+(?:trước\s+)?(?<amount>\d{1,3})\s+(?<unit>ngày làm việc|ngày|tháng|năm),?\s+trước\s+(?<anchor>(?:ngày|khi|thời điểm|kỳ|phiên|lúc)\s+[^,.;:\n]{3,80})" +
        @"|trước\s+(?<anchor>(?:ngày|khi|thời điểm|kỳ|phiên)\s+(?!\d)[^,.;:\n]{3,60}?)\s+(?:ít nhất|tối thiểu)\s+(?<amount>\d{1,3})\s+(?<unit>ngày làm việc|ngày|tháng|năm)" +
        @"|sau\s+(?<anchor>(?:khi|ngày)\s+[^,.;:\n\d]{3,60}?)\s+(?<amount>\d{1,3})\s+(?<unit>ngày làm việc|ngày|tháng)(?=\s*[.,;)\n]|\s*$)" +
        @"|trong\s+(?:vòng|thời hạn)\s+(?<amount>\d{1,3})\s+(?<unit>ngày làm việc|ngày|tháng|năm)" +

        // trước Tết Nguyên đán, trước kỳ họp thứ 9
        @"|(?<event>trước\s+(?:dịp\s+|khi\s+diễn\s+ra\s+)?(?:Tết(?:\s+Nguyên đán)?(?:\s+(?:năm\s+)?(?:\d{4}|\p{Lu}\p{L}+\s+\p{Lu}\p{L}+))?|(?:kỳ|phiên)\s+họp\s+[^,.;:\n]{2,50}|mùa\s+(?:mưa(?:\s*,?\s*(?:bão|lũ))?|bão|khô|lũ)[^,.;:\n]{0,12}|(?:lễ\s+)?khai giảng[^,.;:\n]{0,25}|năm học(?:\s+mới|\s+\d{4}\s*[-–]\s*\d{4})|(?:Đại hội|Hội nghị)\s+[^,.;:\n]{2,50}))" +

        // theo thời gian quy định, đúng thời hạn
        @"|(?<reference>(?:theo|đúng|bảo đảm|đảm bảo)\s+(?:đúng\s+)?(?:thời gian|thời hạn|hạn|tiến độ)\s+(?:đã\s+)?(?:quy định|yêu cầu|được giao|đề ra)|đúng (?:thời hạn|hạn)(?=\s*(?:[,.;:)]|$|theo\s|và\s))|trong\s+(?:thời gian|thời hạn)\s+quy định)" +

        // trước 9h ngày 10/4; trước ngày 30/6/2024
        @"|(?:" + Limit + @")" + Hour + @"(?:ngày\s+)?" + DateWords.Pattern +
        @"|(?:" + Limit + @")(?:ngày\s+)?" + DateWords.Pattern +
        @"|(?<before>(?:chậm nhất\s+)?trước\s+tháng\s+(?<month>\d{1,2})" + PeriodYear + @")" +

        // trong tháng 7/2019, trong quý II năm 2025, trong 6 tháng đầu năm 2025, trong năm 2025
        @"|" + Into + @"tháng\s+(?:\d{1,2}\s*(?:,|và|-|–)\s*(?:tháng\s+)?)?(?:(?<month>\d{1,2})|(?<monthword>" + DateWords.MonthNames + @")(?!\p{L}))" + PeriodYear + @"(?![\d/])" +
        @"|tại\s+(?:kỳ|phiên|cuộc)\s+họp\s+(?:thường\s+kỳ\s+|giao ban\s+)?tháng\s+(?<month>\d{1,2})" + PeriodYear + @"(?![\d/])" +
        @"|trong\s+tháng\s+(?<month>\d{1,2})(?![\d/]|\s*[-–]\s*\d)" +
        @"|" + Into + @"quý\s+" + QuarterWord + PeriodYear + @"(?![\p{L}\d/])" +
        @"|trong\s+quý\s+" + QuarterWord + @"(?![\p{L}\d/])" +
        @"|trong\s+(?<half>6|06|sáu)\s+tháng\s+(?<part>đầu|cuối)\s+năm(?:\s+(?<py>\d{4}))?" +
        @"|(?<=[(;:]\s*)(?:tháng\s+(?<month>\d{1,2})|quý\s+" + QuarterWord + @")" + PeriodYear + @"(?=\s*[).;]|\s*$)" +
        @"|(?:trong|hết|đến hết|hoàn thành(?:\s+trong)?|xong(?:\s+trong)?)\s+năm\s+(?<py>(?:19|20)\d{2})(?!\d|\s*[-–]\s*\d)" +
        @")",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Phrase();

    /// <summary>A whole table cell, or what follows "Thời gian:".</summary>
    [GeneratedRegex(
        @"^(?:(?:thực hiện\s+|hoàn thành\s+|xong\s+|trong\s+|năm\s+)?(?:(?<ongoing>(?:nhiệm vụ\s+)?thường xuyên(?:,?\s+(?:liên tục|hằng năm|hàng năm))?|liên tục)" +
        @"|(?<recur>(?:định kỳ\s+)?" + Every + @"|(?:định kỳ\s+)?(?<months>\d{1,2})\s+tháng(?:\s*(?:/|một)\s*lần)?)" +
        @"|(?:(?:trước|chậm nhất)\s+)?(?:ngày\s+)?" + DateWords.Pattern +
        @"|(?:trong\s+)?(?:tháng\s+)?(?:\d{1,2}\s*[-–,]\s*)?(?<month>\d{1,2})(?:\s*[/.]\s*|\s+năm\s+|\s*-\s*)(?<py>\d{4})" +
        @"|(?:tuần\s+(?:thứ\s+)?(?:\d|[IV]{1,2}|cuối|đầu)\s*[,/]?\s*)?tháng\s+(?<month>\d{1,2})" +
        @"|(?:trong\s+)?quý\s+" + QuarterWord + @"(?:(?:\s*[/.]\s*|,?\s+năm\s+|\s*-\s*)(?<py>\d{4}))?" +
        @"|(?<year>cả năm)" +
        @"|(?:(?:trong\s+|từ\s+)?năm\s+)?(?:\d{4}\s*(?:[-–,]|đến)\s*)?(?<py>(?:19|20)\d{2})(?:\s+và\s+(?:những|các)\s+năm\s+tiếp\s+theo)?))\.?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    public static partial Regex Cell();

    /// <summary>A month, quarter or day named inside a cell that says more: "Kỳ họp thứ 9 (tháng 5/2025)".</summary>
    [GeneratedRegex(
        @"(?<![\p{L}\d/.])(?:tháng\s+(?<month>\d{1,2})" + PeriodYear + @"|quý\s+" + QuarterWord + PeriodYear + @"|ngày\s+" + DateWords.Pattern + @")(?![\d/])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    public static partial Regex CellPart();

    /// <summary>"(Thường xuyên)", "; thường xuyên.": alone between stops it is the term, elsewhere the manner of a verb.</summary>
    [GeneratedRegex(@"\G(?<=[(,;:]\s*)(?:(?:thực hiện|nhiệm vụ)\s+)?thường xuyên(?:,?\s+(?:liên tục|hằng năm|hàng năm))?(?=\s*[).;])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Ongoing();
}
