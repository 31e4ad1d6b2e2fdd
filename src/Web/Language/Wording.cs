using System.Globalization;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Web.Language;

/// <summary>Days and times as the screens write them, always in Asia/Ho_Chi_Minh.</summary>
public static class Wording
{
    /// <summary>No-break space: a weekday never leaves its date.</summary>
    private const char Joined = '\u00A0';

    private static readonly string[] EnglishDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

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
}
