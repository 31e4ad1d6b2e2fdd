using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace DirectiveFlow.Directives.Rules;

/// <summary>The facts of an event as compact JSON: readable Vietnamese, nulls left out, null when nothing remains.</summary>
internal static class EventData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string? Of(params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        var present = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                present[name] = value;
            }
        }

        return present.Count == 0 ? null : JsonSerializer.Serialize(present, Options);
    }
}
