using System.Text.Json;
using DirectiveFlow.Engine.Values;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using JsEngine = Jint.Engine;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>Values go into and out of scripts as JSON; no object of the host is ever visible to a script.</summary>
internal static class JavaScriptValues
{
    public static JsValue ToScript(JsEngine engine, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new JsString(value.GetString()!),
        JsonValueKind.Number => new JsNumber(value.GetDouble()),
        JsonValueKind.True => JsBoolean.True,
        JsonValueKind.False => JsBoolean.False,
        JsonValueKind.Object or JsonValueKind.Array => new JsonParser(engine).Parse(value.GetRawText()),
        _ => JsValue.Null,
    };

    /// <exception cref="ExpressionException">The value is larger than a result may be.</exception>
    public static JsonElement FromScript(JsEngine engine, JsValue value)
    {
        if (value.IsNull() || value.IsUndefined() || value.IsSymbol())
        {
            return JsonValues.Null;
        }

        if (value.IsBoolean())
        {
            return value.AsBoolean() ? JsonValues.True : JsonValues.False;
        }

        if (value.IsString())
        {
            return JsonValues.From(Bounded(value.AsString()));
        }

        var text = new Jint.Native.Json.JsonSerializer(engine).Serialize(value);
        return text.IsUndefined() ? JsonValues.Null : JsonElement.Parse(Bounded(text.AsString()));
    }

    private static string Bounded(string text) => text.Length <= JavaScriptLimits.ResultLength
        ? text : throw new ExpressionException("JavaScript: the result is too large.");
}
