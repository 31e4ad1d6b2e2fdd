using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using DirectiveFlow.Engine.Values;
using Jint;
using Jint.Native;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// Values cross the border of a script as JSON, and exactly or not at all: no object of the host is ever visible to a script, and
/// a number that a script would round is refused. Text leaves in the form NFC.
/// </summary>
internal static class ScriptValues
{
    /// <summary>Every decimal number of so many digits comes back from a double as it was; a point and a sign do not make it more.</summary>
    private const int AlwaysExactDigits = 15;

    /// <param name="what">Name of the value for the message.</param>
    /// <exception cref="ExpressionException">A number has more digits than a script keeps.</exception>
    public static JsValue ToScript(ScriptSandbox sandbox, JsonElement value, string what)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return JsString.Create(value.GetString()!);
            case JsonValueKind.Number:
                return Exact(value, what);
            case JsonValueKind.True:
                return JsBoolean.True;
            case JsonValueKind.False:
                return JsBoolean.False;
            case JsonValueKind.Array:
                return List(sandbox, value, what);
            case JsonValueKind.Object:
                var members = new JsObject(sandbox.Engine);
                foreach (var member in value.EnumerateObject())
                {
                    Add(sandbox, members, member);
                }

                return members;
            default:
                return JsValue.Null;
        }
    }

    /// <summary>Null and undefined are both JSON null; functions and symbols are too.</summary>
    /// <exception cref="ExpressionException">Not a number, a cycle, broken text, or larger than a result may be.</exception>
    public static JsonElement FromScript(ScriptSandbox sandbox, JsValue value)
    {
        if (value.IsNull() || value.IsUndefined() || value.IsSymbol())
        {
            return JsonValues.Null;
        }

        if (value.IsBoolean())
        {
            return value.AsBoolean() ? JsonValues.True : JsonValues.False;
        }

        var text = new ScriptJsonWriter(sandbox) { IsExact = true }.Write(value);
        return text is null ? JsonValues.Null : JsonElement.Parse(text);
    }

    private static JsArray List(ScriptSandbox sandbox, JsonElement value, string what)
    {
        var length = value.GetArrayLength();
        if (length > JavaScriptLimits.ArraySize)
        {
            throw new ExpressionLimitException(string.Create(CultureInfo.InvariantCulture, $"{JavaScriptLimits.ArraySize} items in a list"));
        }

        var items = new JsValue[length];
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            items[index++] = ToScript(sandbox, item, what);
        }

        sandbox.Check();
        return new JsArray(sandbox.Engine, items);
    }

    private static void Add(ScriptSandbox sandbox, JsObject members, JsonProperty member)
    {
        if (member.Value.ValueKind == JsonValueKind.Number && !TryExact(member.Value, out _))
        {
            ScriptSlot.Define(sandbox, members, member.Name, member.Value);
        }
        else
        {
            members.FastSetDataProperty(member.Name, ToScript(sandbox, member.Value, member.Name));
        }
    }

    private static JsNumber Exact(JsonElement value, string what) => TryExact(value, out var number)
        ? JsNumber.Create(number)
        : throw new ExpressionException(
            $"JavaScript: '{what}' is {Shown(value)}, which has more digits than a script keeps exactly; keep it as text.");

    private static bool TryExact(JsonElement value, out double number)
    {
        number = value.GetDouble();
        if (!double.IsFinite(number))
        {
            return false;
        }

        if (JsonMarshal.GetRawUtf8Value(value).Length <= AlwaysExactDigits)
        {
            return true;
        }

        return !value.TryGetDecimal(out var exact)
            || (decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var kept)
                && kept == exact);
    }

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 40 } text ? text[..40] + "..." : value.GetRawText();
}
