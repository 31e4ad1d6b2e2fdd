using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Catalog;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>
/// Studio's date picker writes dates in the culture of the browser and without an offset (<c>1/15/2027 5:00:00 PM</c>,
/// <c>20/02/2027 00:00:00</c>). They are stored in ISO 8601 with the offset of Viet Nam, which Studio reads in every culture.
/// </summary>
internal sealed class DateInputs(ActivityRegistry activities)
{
    private static readonly string[] s_types = ["DateTime", "DateTimeOffset"];

    /// <summary>English times have an AM or PM; a date without one has its day first.</summary>
    private static readonly string[] s_forms =
    [
        "M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm tt", "d/M/yyyy H:mm:ss", "d/M/yyyy H:mm", "H:mm:ss d/M/yyyy", "H:mm d/M/yyyy", "d/M/yyyy", "M/d/yyyy H:mm:ss", "M/d/yyyy",
    ];

    private readonly Lazy<FrozenDictionary<string, string[]>> _inputs = new(() => activities.Describe()
        .Select(d => (d.TypeName, Names: d.Inputs.Where(i => s_types.Contains(i.TypeName, StringComparer.Ordinal)).Select(i => JsonNamingPolicy.CamelCase.ConvertName(i.Name)).ToArray()))
        .Where(d => d.Names.Length > 0).ToFrozenDictionary(d => d.TypeName, d => d.Names, StringComparer.Ordinal));

    /// <summary>Rewrites literals of date inputs; a text that is no date stays as it is and is found when the definition is published.</summary>
    public void Normalize(JsonObject activity)
    {
        if (WireActivity.Text(activity["type"]) is not { } type || !_inputs.Value.TryGetValue(type, out var names))
        {
            return;
        }

        foreach (var name in names)
        {
            if ((activity[name] as JsonObject)?["expression"] is JsonObject expression && WireActivity.Text(expression["type"]) is "Literal"
                && WireActivity.Text(expression["value"]) is { } written && Iso(written) is { } iso)
            {
                expression["value"] = iso;
            }
        }
    }

    /// <summary>Null when the text needs no change or is no date in one of the forms known.</summary>
    internal static string? Iso(string text) =>
        DateTime.TryParseExact(text.Replace('\u202F', ' ').Trim(), s_forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, VietnamTime.Offset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)
            : null;
}
