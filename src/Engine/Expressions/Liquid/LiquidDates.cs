using System.Globalization;
using System.Text;

namespace DirectiveFlow.Engine.Expressions.Liquid;

/// <summary>Liquid's <c>date</c> filter with the usual strftime letters.</summary>
internal static class LiquidDates
{
    /// <param name="now">What <c>now</c> and <c>today</c> mean.</param>
    public static string Format(object? value, string format, DateTimeOffset now)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var date = now;
        if (text is not ("now" or "today") && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date))
        {
            return text;
        }

        var result = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            result.Append(format[i] == '%' && i + 1 < format.Length ? Part(date, format[++i]) : format[i].ToString());
        }

        return result.ToString();
    }

    private static string Part(DateTimeOffset date, char letter) => letter switch
    {
        'Y' => date.ToString("yyyy", CultureInfo.InvariantCulture),
        'y' => date.ToString("yy", CultureInfo.InvariantCulture),
        'm' => date.ToString("MM", CultureInfo.InvariantCulture),
        'd' => date.ToString("dd", CultureInfo.InvariantCulture),
        'e' => date.Day.ToString(CultureInfo.InvariantCulture),
        'H' => date.ToString("HH", CultureInfo.InvariantCulture),
        'M' => date.ToString("mm", CultureInfo.InvariantCulture),
        'S' => date.ToString("ss", CultureInfo.InvariantCulture),
        'F' => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        'T' => date.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        'j' => date.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'z' => date.ToString("zzz", CultureInfo.InvariantCulture),
        '%' => "%",
        _ => "%" + letter,
    };
}
