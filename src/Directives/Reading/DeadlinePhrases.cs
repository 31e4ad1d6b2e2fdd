using System.Globalization;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Deadline phrases (DOMAIN section 3) and the last day each means: a month, quarter or year ends on its last day, "trước
/// ngày" includes the day named (the usual reading in tracking systems; a person confirms every one).
/// </summary>
internal sealed partial class DeadlinePhrases(SourceText source, DateOnly? context)
{
    /// <summary>The phrases inside a span, in order, none overlapping.</summary>
    public IReadOnlyList<(ReadDeadline Deadline, TextSpan Span)> In(TextSpan span)
    {
        var found = new List<(ReadDeadline, TextSpan Span)>();
        foreach (Match match in Phrase().Matches(source.Text[span.Start..span.End]))
        {
            var at = new TextSpan(span.Start + match.Index, span.Start + match.Index + match.Length);
            if (Read(match, source.Quote(at)) is { } deadline)
            {
                found.Add((deadline, at));
            }
        }

        return found;
    }

    /// <summary>The deadline a whole table cell states (6/2025, Tháng 10/2025, 2025, Thường xuyên, 30/6/2027 …), else null.</summary>
    public ReadDeadline? OfCell(TextSpan cell)
    {
        if (cell.Length == 0)
        {
            return null;
        }

        var words = source.Slice(cell);
        var match = Cell().Match(words);
        return match.Success ? Read(match, source.Quote(cell)) : In(cell) is [var first, ..] ? first.Deadline : null;
    }

    private ReadDeadline? Read(Match match, Evidence evidence)
    {
        var blank = new ReadDeadline { Raw = evidence.Quotation, Kind = "before", Evidence = evidence };
        if (match.Groups["ongoing"].Success)
        {
            return blank with { Kind = "ongoing" };
        }

        if (match.Groups["recur"].Success)
        {
            return Recurring(match, blank);
        }

        if (match.Groups["amount"].Success)
        {
            return blank with
            {
                Kind = "relative",
                Amount = DateWords.Number(match.Groups["amount"].Value),
                Unit = UnitOf(match.Groups["unit"].Value),
                Anchor = match.Groups["anchor"].Success ? match.Groups["anchor"].Value.Trim() : null,
            };
        }

        if (match.Groups["d"].Success)
        {
            return OnDay(match, blank);
        }

        return Period(match, blank);
    }

    private ReadDeadline? OnDay(Match match, ReadDeadline blank)
    {
        if (DateWords.Read(match, context, future: true) is not { } day)
        {
            // No year and no context: the words are kept, a person sets the day. A day that does not exist is no deadline.
            return match.Groups["y"].Success || context is not null ? null : blank;
        }

        var date = DateWords.Iso(day.Day);
        if (match.Groups["hour"].Success)
        {
            var minute = match.Groups["minute"].Success ? DateWords.Number(match.Groups["minute"].Value) : 0;
            var hour = DateWords.Number(match.Groups["hour"].Value);
            return hour > 24 || minute > 59 ? null : blank with
            {
                Kind = "at_time",
                Date = string.Create(CultureInfo.InvariantCulture, $"{date}T{hour:00}:{minute:00}"),
                YearInferred = day.YearInferred ? true : null,
            };
        }

        return blank with { Date = date, YearInferred = day.YearInferred ? true : null };
    }

    private ReadDeadline? Period(Match match, ReadDeadline blank)
    {
        var written = match.Groups["py"].Success;
        int? year = written ? DateWords.Number(match.Groups["py"].Value) : context?.Year;
        if (match.Groups["month"].Success)
        {
            var month = DateWords.Number(match.Groups["month"].Value);
            return Ending("in_month", year is { } y ? DateWords.LastOfMonth(y, month) : null, month is >= 1 and <= 12);
        }

        if (match.Groups["quarter"].Success)
        {
            var quarter = DateWords.Quarter(match.Groups["quarter"].Value);
            return Ending("in_quarter", year is { } y ? DateWords.LastOfMonth(y, quarter * 3) : null, true);
        }

        return Ending("in_year", year is { } whole ? DateWords.LastOfMonth(whole, 12) : null, true);

        ReadDeadline? Ending(string kind, DateOnly? day, bool sensible) => !sensible ? null : blank with
        {
            Kind = kind,
            Date = day is { } last ? DateWords.Iso(last) : null,
            YearInferred = day is not null && !written ? true : null,
        };
    }

    private static ReadDeadline Recurring(Match match, ReadDeadline blank)
    {
        var period = match.Groups["every"].Value.ToLowerInvariant() switch
        {
            "ngày" => "P1D",
            "tuần" => "P1W",
            "tháng" => "P1M",
            "quý" => "P3M",
            "năm" => "P1Y",
            _ => match.Groups["months"].Success ? $"P{DateWords.Number(match.Groups["months"].Value).ToString(CultureInfo.InvariantCulture)}M" : "unspecified",
        };
        return blank with { Kind = "recurring", Period = period, Day = match.Groups["day"].Success ? DateWords.Number(match.Groups["day"].Value) : null };
    }

    private static string UnitOf(string words) => words.ToLowerInvariant() switch
    {
        var w when w.Contains("làm việc", StringComparison.Ordinal) => "workingDay",
        var w when w.StartsWith("tháng", StringComparison.Ordinal) => "month",
        var w when w.StartsWith("năm", StringComparison.Ordinal) => "year",
        _ => "day",
    };

    private const string Limit = @"(?:(?:xong|chậm nhất(?:\s+là)?)\s+)?(?:trước|đến hết|hết)\s+|chậm nhất(?:\s+là)?(?:\s+(?:vào|đến))?\s+|xong\s+";

    [GeneratedRegex(
        @"(?<!\p{L})(?:" +
        @"(?<recur>(?:chậm nhất\s+)?(?:trước\s+|vào\s+)?ngày\s+(?<day>\d{1,2})\s+(?:hằng|hàng|mỗi)\s+(?<every>tháng|quý|năm))" +
        @"|(?<recur>định kỳ\s+(?:(?:hằng|hàng|mỗi)\s+(?<every>ngày|tuần|tháng|quý|năm)|(?<months>\d{1,2})\s+tháng|(?:sơ kết|tổng kết|báo cáo|kiểm tra|đánh giá)(?:,\s*(?:sơ kết|tổng kết))*))" +
        @"|trong\s+(?:vòng|thời hạn|thời gian)\s+(?<amount>\d{1,3})\s+(?<unit>ngày làm việc|ngày|tháng|năm)(?:,?\s+(?:kể\s+)?(?:từ|sau)\s+(?<anchor>(?:ngày|khi)\s+[^,.;:\n]{3,80})|(?<!thời gian\s+\d{1,3}\s+[^\d]{3,14}))" +
        @"|(?:" + Limit + @")(?:(?<hour>\d{1,2})\s*(?:h|giờ)\s*(?<minute>\d{2})?(?:\s*phút)?,?\s+)(?:ngày\s+)?" + DateWords.Pattern +
        @"|(?:" + Limit + @")(?:ngày\s+)?" + DateWords.Pattern +
        @"|trong\s+tháng\s+(?<month>\d{1,2})(?:\s*[/.]\s*(?<py>\d{4})|\s+năm\s+(?<py>\d{4}))?(?![\d/])" +
        @"|trong\s+quý\s+(?<quarter>IV|III|II|I|0?[1-4])(?:\s*[/.]\s*(?<py>\d{4})|\s+năm\s+(?<py>\d{4}))?(?![\p{L}\d/])" +
        @"|trong\s+năm\s+(?<py>(?:19|20)\d{2})(?!\d|\s*[-–]\s*\d)" +
        @")",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Phrase();

    [GeneratedRegex(
        @"^(?:(?<ongoing>(?:nhiệm vụ\s+)?thường xuyên)" +
        @"|(?<recur>(?:định kỳ\s+)?(?:hằng|hàng)\s+(?<every>tuần|tháng|quý|năm))" +
        @"|(?:(?:hoàn thành\s+)?(?:trước|chậm nhất)\s+)?(?:ngày\s+)?" + DateWords.Pattern +
        @"|(?:trong\s+)?(?:tháng\s+)?(?<month>\d{1,2})(?:\s*[/.]\s*|\s+năm\s+)(?<py>\d{4})" +
        @"|(?:trong\s+)?quý\s+(?<quarter>IV|III|II|I|0?[1-4])(?:\s*[/.]\s*|\s+năm\s+|\s*-\s*)(?<py>\d{4})" +
        @"|(?:(?:trong\s+)?năm\s+)?(?:\d{4}\s*[-–]\s*)?(?<py>(?:19|20)\d{2})(?:\s+và\s+(?:những|các)\s+năm\s+tiếp\s+theo)?)\.?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Cell();
}
