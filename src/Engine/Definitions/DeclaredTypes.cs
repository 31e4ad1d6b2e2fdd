using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>
/// Brings values to the types that definitions declare for inputs and variables. Values stay JSON; what does not fit is refused, what is of
/// no known type stays as it is.
/// </summary>
public static class DeclaredTypes
{
    /// <param name="typeName">Elsa's alias, see <see cref="TypeAliases"/>; also the older forms with <c>[]</c>.</param>
    /// <exception cref="ValueConversionException">The value is not of the type; the message shows its beginning.</exception>
    public static JsonElement Convert(JsonElement value, string typeName)
    {
        if (JsonValues.IsNull(value))
        {
            return JsonValues.Null;
        }

        var name = TypeAliases.Normalize(typeName);
        if (name.StartsWith("List<", StringComparison.Ordinal))
        {
            return ToList(value, name[5..^1]);
        }

        return name switch
        {
            "String" => value.ValueKind == JsonValueKind.String ? value : JsonValues.From(JsonValues.ToText(value)),
            "Boolean" => JsonValues.From(JsonValues.To<bool>(Spoken(value))),
            "Int16" or "Int32" or "Int64" or "Long" => Whole(value, name),
            "Single" or "Double" or "Float" => JsonValues.From(JsonValues.To<double>(value)),
            "Decimal" => JsonValues.From(JsonValues.To<decimal>(value)),
            "Guid" => JsonValues.From(JsonValues.To<Guid>(value)),
            "TimeSpan" => JsonValues.From(JsonValues.To<TimeSpan>(value)),
            "DateTimeOffset" or "DateTime" => Time(value),
            "ObjectDictionary" => value.ValueKind == JsonValueKind.String ? JsonValues.From(JsonValues.To<Dictionary<string, JsonElement>>(value)) : value,
            _ => value,
        };
    }

    private static JsonElement ToList(JsonElement value, string elementType)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            value = JsonValues.ParseOrText(value.GetString()!);
        }

        return value.ValueKind == JsonValueKind.Array
            ? JsonValues.From(value.EnumerateArray().Select(v => Convert(v, elementType)).ToArray())
            : JsonValues.From(new[] { Convert(value, elementType) });
    }

    private static JsonElement Whole(JsonElement value, string name)
    {
        var number = JsonValues.To<decimal>(value);
        var (least, most) = name switch
        {
            "Int16" => (short.MinValue, short.MaxValue),
            "Int32" => (int.MinValue, int.MaxValue),
            _ => ((decimal)long.MinValue, (decimal)long.MaxValue),
        };
        return number >= least && number <= most && decimal.Truncate(number) == number
            ? JsonValues.From((long)number)
            : throw new ValueConversionException(string.Create(CultureInfo.InvariantCulture, $"The value {number} is not a {name}."));
    }

    /// <summary>A time keeps the offset it was written with; without one it is UTC.</summary>
    private static JsonElement Time(JsonElement value) => JsonValues.From(JsonValues.To<DateTimeOffset>(value));

    private static JsonElement Spoken(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? JsonValues.From(value.GetString()!.Trim()) : value;
}
