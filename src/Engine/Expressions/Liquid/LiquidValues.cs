using System.Globalization;
using System.Text;
using System.Text.Json;
using Scriban.Runtime;

namespace DirectiveFlow.Engine.Expressions.Liquid;

/// <summary>JSON as a template sees it.</summary>
internal static class LiquidValues
{
    public static ScriptObject From(IReadOnlyDictionary<string, JsonElement> values)
    {
        var result = new ScriptObject(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            result[name] = From(value);
        }

        return result;
    }

    public static object? From(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new ScriptObject(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    members[member.Name] = From(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new ScriptArray(value.EnumerateArray().Select(From));
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Number:
                return value.TryGetInt64(out var whole) ? whole : value.GetDouble();
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            default:
                return null;
        }
    }
}

/// <summary>Liquid's <c>date</c> filter with the usual strftime letters.</summary>
internal static class LiquidDates
{
    public static string Format(object? value, string format)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
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
