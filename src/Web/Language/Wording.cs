using System.Globalization;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Web.Language;

/// <summary>Days and times as the screens write them, always in Asia/Ho_Chi_Minh.</summary>
public static class Wording
{
    /// <summary>No-break space: a weekday never leaves its date.</summary>
    private const char Joined = '\u00A0';

    private static readonly CultureInfo VietnameseCalendar = CreateVietnameseCalendar();

    private static readonly string[] EnglishDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>Names of days and months for calendars. Made here, so that it is the same on a machine without culture data.</summary>
    public static CultureInfo Calendar(this UiLanguage language) => language.IsEnglish ? CultureInfo.InvariantCulture : VietnameseCalendar;

    /// <summary><c>T6 26/04/2024</c>, in English <c>Fri 26/04/2024</c>.</summary>
    public static string Day(this UiLanguage language, DateOnly day) => language.IsEnglish
        ? $"{EnglishDays[(int)day.DayOfWeek]}{Joined}{VietnamTime.Format(day)}"
        : VietnamTime.FormatWithWeekday(day).Replace(' ', Joined);

    /// <summary><c>T3 23/04/2024 08:45</c>.</summary>
    public static string Moment(this UiLanguage language, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"{language.Day(VietnamTime.DayOf(at))} {VietnamTime.TimeOf(at):HH:mm}");

    /// <summary>The first instant that is too late, as people say it: midnight is the end of the day before.</summary>
    public static string Limit(this UiLanguage language, DateTimeOffset end) => VietnamTime.TimeOf(end) == TimeOnly.MinValue
        ? language.Text("hết ngày ", "the end of ") + language.Day(VietnamTime.DayOf(end).AddDays(-1))
        : language.Moment(end);

    /// <summary>Thousands by dot in Vietnamese, by comma in English.</summary>
    public static string Number(this UiLanguage language, int value)
    {
        var text = value.ToString("#,0", CultureInfo.InvariantCulture);
        return language.IsEnglish ? text : text.Replace(',', '.');
    }

    private static CultureInfo CreateVietnameseCalendar()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var names = culture.DateTimeFormat;
        string[] days = ["CN", "T2", "T3", "T4", "T5", "T6", "T7"];
        string[] months = [.. Enumerable.Range(1, 12).Select(month => string.Create(CultureInfo.InvariantCulture, $"Tháng {month}")), ""];
        names.AbbreviatedDayNames = names.ShortestDayNames = names.DayNames = days;
        names.MonthNames = names.MonthGenitiveNames = names.AbbreviatedMonthNames = names.AbbreviatedMonthGenitiveNames = months;
        names.YearMonthPattern = "MMMM yyyy";
        return CultureInfo.ReadOnly(culture);
    }
}
