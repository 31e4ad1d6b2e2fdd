using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DirectiveFlow.Engine.Values;
using Scriban.Runtime;

namespace DirectiveFlow.Engine.Expressions.Liquid;

/// <summary>JSON as a template sees it.</summary>
internal static class LiquidValues
{
    private const int Depth = 50;

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
                return value.TryGetInt64(out var whole) ? whole : value.TryGetDecimal(out var exact) ? exact : value.GetDouble();
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            default:
                return null;
        }
    }

    /// <summary>Whole numbers print without a point.</summary>
    public static object Number(decimal value) =>
        value == decimal.Truncate(value) && value is >= long.MinValue and <= long.MaxValue ? (object)(long)value : value;

    /// <exception cref="ExpressionException">Nested too deep, or in itself.</exception>
    public static string ToJson(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, value, depth: 0);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > Depth || writer.BytesPending + writer.BytesCommitted > ExpressionLimits.TextLength)
        {
            throw new ExpressionLimitException(string.Create(
                CultureInfo.InvariantCulture, $"{Depth} levels or {ExpressionLimits.TextLength} characters of JSON"));
        }

        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case ScriptArray list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, item, depth + 1);
                }

                writer.WriteEndArray();
                break;
            case ScriptObject members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member, depth + 1);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteRawValue(JsonSerializer.Serialize(value, value.GetType(), JsonValues.Options));
                break;
        }
    }
}
