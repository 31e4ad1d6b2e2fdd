using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DirectiveFlow.Engine.Values;

/// <summary>A value does not fit the type that an input, a variable or a callback asks for.</summary>
public sealed class ValueConversionException : Exception
{
    public ValueConversionException()
    {
    }

    public ValueConversionException(string message)
        : base(message)
    {
    }

    public ValueConversionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// Values of workflows are JSON: variables, inputs, outputs and stimuli convert here and nowhere else. Conversion is lenient
/// as Elsa's is: text converts to numbers, truth values, durations, ids, dates and enumerations, and back.
/// </summary>
public static class JsonValues
{
    /// <summary>Camel-case names, enumerations as text, numbers also from text.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    public static JsonElement Null { get; } = JsonElement.Parse("null");

    public static JsonElement True { get; } = JsonElement.Parse("true");

    public static JsonElement False { get; } = JsonElement.Parse("false");

    public static JsonElement From<T>(T value) => value switch
    {
        null => Null,
        JsonElement { ValueKind: JsonValueKind.Undefined } => Null,
        JsonElement element => element,
        bool flag => flag ? True : False,
        int number => FromNumber(number),
        long number => FromNumber(number),
        _ => JsonSerializer.SerializeToElement(value, value.GetType(), Options),
    };

    private static JsonElement FromNumber(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return JsonElement.Parse(digits[..length]);
    }

    public static bool IsNull(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>Text for people and for text inputs: a string as it is, null as null, everything else as JSON.</summary>
    public static string? ToText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    /// <exception cref="ValueConversionException">The value does not fit; the message shows its beginning.</exception>
    public static T? To<T>(JsonElement value) => (T?)To(value, typeof(T));

    /// <inheritdoc cref="To{T}"/>
    public static object? To(JsonElement value, Type type)
    {
        if (type == typeof(JsonElement))
        {
            return value.ValueKind == JsonValueKind.Undefined ? Null : value;
        }

        if (IsNull(value))
        {
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        }

        if (type == typeof(string))
        {
            return ToText(value);
        }

        if (type == typeof(object))
        {
            return Untyped(value);
        }

        try
        {
            return value.ValueKind == JsonValueKind.String && Nullable.GetUnderlyingType(type) is var inner
                ? FromText(value.GetString()!, inner ?? type, value)
                : value.Deserialize(type, Options);
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new ValueConversionException($"The value {Shown(value)} is not a {type.Name}.", error);
        }
    }

    /// <summary>Parses JSON text, or keeps the text as a string when it is not JSON.</summary>
    public static JsonElement ParseOrText(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return From(text);
        }
    }

    private static object? Untyped(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        _ => value,
    };

    private static object? FromText(string text, Type type, JsonElement value)
    {
        if (type.IsEnum)
        {
            return Enum.Parse(type, text, ignoreCase: true);
        }

        if (type == typeof(bool))
        {
            return bool.Parse(text);
        }

        if (type == typeof(TimeSpan))
        {
            return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        }

        if (type == typeof(Guid))
        {
            return Guid.Parse(text, CultureInfo.InvariantCulture);
        }

        if (type == typeof(DateTimeOffset))
        {
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        }

        var structured = !type.IsPrimitive && type != typeof(decimal) && text.AsSpan().TrimStart() is ['[' or '{', ..];
        return structured ? JsonElement.Parse(text).Deserialize(type, Options) : value.Deserialize(type, Options);
    }

    private static string Shown(JsonElement value)
    {
        var raw = value.GetRawText();
        return raw.Length <= 60 ? raw : raw[..60] + "...";
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver();
        options.MakeReadOnly();
        return options;
    }
}
