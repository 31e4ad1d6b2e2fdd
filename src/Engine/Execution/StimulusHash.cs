using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DirectiveFlow.Engine.Execution;

/// <summary>
/// The hash by which a stimulus finds its bookmark, the same as Elsa's: upper-case hexadecimal SHA-256 of
/// <c>Name|{payload}</c>, the payload as JSON with PascalCase names and without nulls.
/// </summary>
public static class StimulusHash
{
    private static readonly JsonSerializerOptions s_options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <param name="name">Activity type name or the name shared by several types.</param>
    /// <param name="payload">A record, or JSON whose names are brought to PascalCase; null for a stimulus without payload.</param>
    /// <param name="activityInstanceId">Only for bookmarks made unique to their activity instance.</param>
    public static string Compute(string name, object? payload, string? activityInstanceId = null)
    {
        var text = new StringBuilder(name).Append('|');
        if (payload is JsonElement element)
        {
            payload = Pascal(element);
        }

        if (payload is not null)
        {
            text.Append(JsonSerializer.Serialize(payload, payload.GetType(), s_options));
        }

        if (activityInstanceId is not null)
        {
            text.Append('|').Append(activityInstanceId);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static JsonNode? Pascal(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new JsonObject();
                foreach (var property in value.EnumerateObject())
                {
                    if (property.Value.ValueKind != JsonValueKind.Null && property.Name.Length > 0)
                    {
                        result[char.ToUpperInvariant(property.Name[0]) + property.Name[1..]] = Pascal(property.Value);
                    }
                }

                return result;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(Pascal)]);
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            default:
                return JsonValue.Create(value);
        }
    }
}
