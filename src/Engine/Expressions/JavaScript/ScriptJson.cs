using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary><c>JSON.stringify</c> for scripts (ECMAScript, 25.5.2), written by <see cref="ScriptJsonWriter"/>.</summary>
internal static class ScriptJson
{
    private const int LongestGap = 10;

    public static JsValue Stringify(ScriptSandbox sandbox, JsValue value, JsValue replacer, JsValue space)
    {
        var text = new ScriptJsonWriter(sandbox)
        {
            Replacer = replacer.IsCallable() ? replacer : null,
            Only = replacer.IsArray() ? Names(replacer.AsObject()) : null,
            Gap = Gap(space),
        }.Write(value);
        return text is null ? JsValue.Undefined : JsString.Create(text);
    }

    private static List<string> Names(ObjectInstance list)
    {
        var result = new List<string>();
        var length = Math.Min(TypeConverter.ToLength(list.Get("length")), JavaScriptLimits.ArraySize);
        for (var i = 0UL; i < length; i++)
        {
            var name = list.Get(JsNumber.Create((double)i));
            if (name is JsString or JsNumber && !result.Contains(name.ToString(), StringComparer.Ordinal))
            {
                result.Add(name.ToString());
            }
        }

        return result;
    }

    private static string Gap(JsValue space) => space switch
    {
        JsNumber number => new string(' ', (int)Math.Clamp(TypeConverter.ToInteger(number), 0, LongestGap)),
        JsString text => text.ToString() is { Length: > LongestGap } s ? s[..LongestGap] : text.ToString(),
        _ => "",
    };
}
