using System.Globalization;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Days as Vietnamese documents write them: 18/3/2024, 18-3-2024, 18.3.2024, 15/8, 09 tháng 01 năm 2025, mùng 5 tháng Tư.
/// </summary>
internal static class DateWords
{
    /// <summary>Names of months beside their numbers; tháng tư is never written tháng bốn.</summary>
    public const string MonthNames = "giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp";

    /// <summary>Pattern of a day; groups d, m (or mw, a name) and, where written, y (or yy, two digits).</summary>
    public const string Pattern =
        @"(?<![\d/.])(?:(?:mùng|mồng)[ \t]+)?(?<d>\d{1,2})(?:[ \t]*/[ \t]*(?<m>\d{1,2})[ \t]*/[ \t]*(?:(?<y>\d{4})|(?<yy>\d{2}))|[ \t]*-[ \t]*(?<m>\d{1,2})[ \t]*-[ \t]*(?<y>\d{4})|\.(?<m>\d{1,2})\.(?<y>\d{4})|(?<=(?:ngày|sáng|chiều|tối)\s+\d{1,2})[-.](?<m>0?[1-9]|1[0-2])(?!\d|[-.]\d|\s*(?:%|ngày\s))|[ \t]*/[ \t]*(?<m>\d{1,2})(?![\d/])(?:[ \t]+năm[ \t]+(?<y>\d{4}))?|[ \t]+tháng[ \t]+(?:(?<m>\d{1,2})|(?<mw>" + MonthNames + @")(?!\p{L}))(?:(?:[ \t]+năm[ \t]+|[ \t]*/[ \t]*)(?<y>\d{4}))?)(?!\d)";

    /// <summary>How far before the context date a day without a year may lie before the next year is meant, in days.</summary>
    private const int PastDaysOfSameYear = 183;

    private static readonly string[] Months = ["giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"];

    /// <summary>The day of a match; null if there is no such day, or no year and no context. A future day may be next year's.</summary>
    public static (DateOnly Day, bool YearInferred)? Read(Match match, DateOnly? context, bool future)
    {
        var day = Number(match.Groups["d"].Value);
        var month = match.Groups["mw"].Success ? Month(match.Groups["mw"].Value) : Number(match.Groups["m"].Value);
        if (match.Groups["y"].Success || match.Groups["yy"].Success)
        {
            var written = match.Groups["y"].Success ? Number(match.Groups["y"].Value) : 2000 + Number(match.Groups["yy"].Value);
            return Day(written, month, day) is { } full ? (full, false) : null;
        }

        if (context is not { } near || Day(near.Year, month, day) is not { } same)
        {
            return null;
        }

        var distance = same.DayNumber - near.DayNumber;
        var year = future && distance < -PastDaysOfSameYear ? near.Year + 1 : !future && distance > PastDaysOfSameYear ? near.Year - 1 : near.Year;
        return Day(year, month, day) is { } inferred ? (inferred, true) : null;
    }

    public static DateOnly? Day(int year, int month, int day) =>
        year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    public static DateOnly? LastOfMonth(int year, int month) =>
        month is >= 1 and <= 12 && year is >= 1900 and <= 2200 ? new DateOnly(year, month, DateTime.DaysInMonth(year, month)) : null;

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>1-12 from a number or a name, in any case; 0 if it is no month.</summary>
    public static int Month(string word) => word.ToLowerInvariant() switch
    {
        "một" => 1,
        "chạp" => 12,
        var w when char.IsDigit(w[0]) => Number(w),
        var w => Array.IndexOf(Months, w) + 1,
    };

    /// <summary>1-4 from I-IV or 1-4, in any case.</summary>
    public static int Quarter(string word) => word.ToUpperInvariant() switch
    {
        "I" or "1" or "01" => 1,
        "II" or "2" or "02" => 2,
        "III" or "3" or "03" => 3,
        _ => 4,
    };
}
