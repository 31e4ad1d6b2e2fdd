using System.Globalization;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>Days as Vietnamese documents write them: 18/3/2024, 18-3-2024, 18.3.2024, 15/8, 09 tháng 01 năm 2025.</summary>
internal static class DateWords
{
    /// <summary>Pattern of a day; groups d, m and, where written, y.</summary>
    public const string Pattern =
        @"(?<![\d/.])(?<d>\d{1,2})(?:[ \t]*/[ \t]*(?<m>\d{1,2})[ \t]*/[ \t]*(?<y>\d{4})|[ \t]*-[ \t]*(?<m>\d{1,2})[ \t]*-[ \t]*(?<y>\d{4})|\.(?<m>\d{1,2})\.(?<y>\d{4})|[ \t]*/[ \t]*(?<m>\d{1,2})(?![\d/])|[ \t]+tháng[ \t]+(?<m>\d{1,2})(?:[ \t]+năm[ \t]+(?<y>\d{4}))?)(?!\d)";

    /// <summary>How far before the context date a day without a year may lie before the next year is meant, in days.</summary>
    private const int PastDaysOfSameYear = 183;

    /// <summary>The day of a match; null if there is no such day, or no year and no context. A future day may be next year's.</summary>
    public static (DateOnly Day, bool YearInferred)? Read(Match match, DateOnly? context, bool future)
    {
        var day = Number(match.Groups["d"].Value);
        var month = Number(match.Groups["m"].Value);
        if (match.Groups["y"].Success)
        {
            return Day(Number(match.Groups["y"].Value), month, day) is { } full ? (full, false) : null;
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

    /// <summary>1-4 from I-IV or 1-4, in any case.</summary>
    public static int Quarter(string word) => word.ToUpperInvariant() switch
    {
        "I" or "1" or "01" => 1,
        "II" or "2" or "02" => 2,
        "III" or "3" or "03" => 3,
        _ => 4,
    };
}
