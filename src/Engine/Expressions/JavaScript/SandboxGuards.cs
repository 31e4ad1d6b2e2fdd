using System.Globalization;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// Stands before the built-in functions that can take a text apart, multiply it or follow a structure without asking the
/// engine's limits: each looks at the size of the work first. All others ask the limits themselves.
/// </summary>
internal static class SandboxGuards
{
    /// <summary>Looks at the size of the work; what it converts takes the place of what it was given, so nothing is converted twice.</summary>
    private delegate void Guard(ScriptSandbox sandbox, ref JsValue self, JsValue[] arguments);

    public static void Install(ScriptSandbox sandbox)
    {
        var global = sandbox.Engine.Global;
        sandbox.AddGlobal(ScriptSource.GuardMembers, a => Listed(At(a, 0)));
        sandbox.AddGlobal(ScriptSource.GuardText, a => Part(sandbox, At(a, 0)));
        var text = Prototype(global, "String");
        Put(sandbox, text, "repeat", (_, ref s, a) => Length(Math.Max(0, Number(a, 0)) * Text(ref s)));
        Put(sandbox, text, "padStart", (_, ref _, a) => Length(Number(a, 0)));
        Put(sandbox, text, "padEnd", (_, ref _, a) => Length(Number(a, 0)));
        Put(sandbox, text, "concat", (_, ref s, a) => Length(Text(ref s) + Enumerable.Range(0, a.Length).Sum(i => Text(a, i))));
        Put(sandbox, text, "replace", Replacement);
        Put(sandbox, text, "replaceAll", Replacement);
        foreach (var name in (string[])
            ["match", "matchAll", "normalize", "split", "toUpperCase", "toLowerCase", "toLocaleUpperCase", "toLocaleLowerCase", "localeCompare"])
        {
            Put(sandbox, text, name, (_, ref s, _) => Length(Text(ref s)));
        }

        var regex = Prototype(global, "RegExp");
        var symbol = global.Get("Symbol").AsObject();
        foreach (var name in (string[])["match", "matchAll", "split"])
        {
            Put(sandbox, regex, symbol.Get(name), (_, ref _, a) => ListedLength(Text(a, 0)));
        }

        Put(sandbox, regex, symbol.Get("replace"), (b, ref s, a) =>
        {
            ListedLength(Text(a, 0));
            Replacement(a, At(a, 0), s);
        });
        Put(sandbox, regex, "compile", (_, ref _, _) => throw new ExpressionException("JavaScript: RegExp.prototype.compile is not offered."));
        foreach (var name in (string[])["encodeURI", "encodeURIComponent", "decodeURI", "decodeURIComponent"])
        {
            Put(sandbox, global, name, (_, ref _, a) => ListedLength(Text(a, 0)));
        }

        Members(sandbox, global);
        Structures(sandbox, global);
    }

    private static void Members(ScriptSandbox sandbox, ObjectInstance global)
    {
        foreach (var name in (string[])
            ["assign", "defineProperties", "entries", "freeze", "getOwnPropertyDescriptors", "getOwnPropertyNames", "isFrozen", "isSealed", "keys", "seal", "values"])
        {
            Put(sandbox, global.Get("Object").AsObject(), name, (_, ref _, a) => Array.ForEach(a, v => Listed(v)));
        }

        Put(sandbox, global.Get("Reflect").AsObject(), "ownKeys", (_, ref _, a) => Listed(At(a, 0)));
        var symbol = global.Get("Symbol").AsObject();
        symbol.RemoveOwnProperty("for");
        symbol.RemoveOwnProperty("keyFor");
        global.Get("Array").AsObject().RemoveOwnProperty("fromAsync");
    }

    private static void Structures(ScriptSandbox sandbox, ObjectInstance global)
    {
        var list = Prototype(global, "Array");
        foreach (var name in (string[])["join", "toString", "toLocaleString"])
        {
            Put(sandbox, list, name, (b, ref _, _) => b.Check());
        }

        Replace(sandbox, list, "flat", (self, a) => new JsArray(sandbox.Engine, [.. Flat(sandbox, self, At(a, 0).IsUndefined() ? 1 : TypeConverter.ToInteger(At(a, 0)))]));
        var json = global.Get("JSON").AsObject();
        Put(sandbox, json, "parse", (_, ref _, a) => Length(Text(a, 0) * 2));
        Replace(sandbox, json, "stringify", (_, a) => ScriptJson.Stringify(sandbox, At(a, 0), At(a, 1), At(a, 2)));
        Replace(sandbox, global.Get("Math").AsObject(), "random", (_, _) => JsNumber.Create(ScriptFunctions.Random(sandbox)));
    }

    private static List<JsValue> Flat(ScriptSandbox sandbox, JsValue self, double depth)
    {
        var result = new List<JsValue>();
        Add(self, Math.Min(depth, JavaScriptLimits.Depth));
        return result;

        void Add(JsValue list, double levels)
        {
            sandbox.Check();
            if (list is not ObjectInstance o || TypeConverter.ToLength(o.Get("length")) is var length && length > JavaScriptLimits.ArraySize)
            {
                throw new ExpressionLimitException(string.Create(CultureInfo.InvariantCulture, $"{JavaScriptLimits.ArraySize} items in a list"));
            }

            for (var i = 0UL; i < length; i++)
            {
                JsValue key = JsNumber.Create((double)i);
                if (!o.HasProperty(key))
                {
                    continue;
                }

                var item = o.Get(key);
                if (levels >= 1 && item.IsArray())
                {
                    Add(item, levels - 1);
                }
                else
                {
                    result.Add(item);
                }
            }

            if (result.Count > JavaScriptLimits.ArraySize)
            {
                throw new ExpressionLimitException(string.Create(CultureInfo.InvariantCulture, $"{JavaScriptLimits.ArraySize} items in a list"));
            }
        }
    }

    private static void Replacement(ScriptSandbox sandbox, ref JsValue self, JsValue[] arguments)
    {
        Text(ref self);
        Replacement(arguments, self, At(arguments, 0));
    }

    /// <summary>The length that a replacement can reach: <c>$&amp;</c> and groups copy what matched, <c>$`</c> and <c>$'</c> everything else.</summary>
    private static void Replacement(JsValue[] arguments, JsValue subject, JsValue pattern)
    {
        var length = SizeOf(subject);
        if (At(arguments, 1).IsCallable())
        {
            ListedLength(length);
            return;
        }

        Text(arguments, 1);
        var with = At(arguments, 1).ToString();
        var copies = with.Count(c => c == '$');
        var looksAround = copies > 0 && pattern is ObjectInstance regex
            && TypeConverter.ToString(regex.Get("source")).Contains("(?", StringComparison.Ordinal);
        var everything = looksAround || with.Contains("$`", StringComparison.Ordinal) || with.Contains("$'", StringComparison.Ordinal);
        Length(((length + 1) * (with.Length + 1.0) / (pattern is JsString ? Math.Max(1, SizeOf(pattern)) : 1)) + (copies * length * (everything ? length : 1.0)));
    }

    private static JsValue Part(ScriptSandbox sandbox, JsValue value)
    {
        Text(ref value);
        sandbox.Scope?.CountText(SizeOf(value));
        return value;
    }

    private static JsValue Listed(JsValue value)
    {
        ListedLength(SizeOf(value));
        return value;
    }

    /// <summary>Characters of a text or of the object around one, which alone has a length that is neither listed nor ever changes.</summary>
    private static double SizeOf(JsValue value) => value switch
    {
        JsString text => text.Length,
        ObjectInstance o when o.GetOwnProperty("length") is { Enumerable: false, Configurable: false, Writable: false, Value: JsNumber length } => length.AsNumber(),
        _ => 0,
    };

    private static double Text(ref JsValue value)
    {
        if (value is not JsString && !value.IsNull() && !value.IsUndefined())
        {
            value = JsString.Create(TypeConverter.ToString(value));
        }

        return SizeOf(value);
    }

    private static double Text(JsValue[] arguments, int index) => index < arguments.Length ? Text(ref arguments[index]) : 0;

    private static double Number(JsValue[] arguments, int index)
    {
        if (index >= arguments.Length)
        {
            return 0;
        }

        arguments[index] = JsNumber.Create(TypeConverter.ToInteger(arguments[index]));
        return arguments[index].AsNumber();
    }

    private static void Length(double length)
    {
        if (length > ExpressionLimits.TextLength)
        {
            throw new ExpressionLimitException(string.Create(CultureInfo.InvariantCulture, $"{ExpressionLimits.TextLength} characters of text"));
        }
    }

    private static void ListedLength(double length)
    {
        if (length > JavaScriptLimits.ListedTextLength)
        {
            throw new ExpressionLimitException(string.Create(
                CultureInfo.InvariantCulture, $"{JavaScriptLimits.ListedTextLength} characters of text taken one by one"));
        }
    }

    private static JsValue At(JsValue[] arguments, int index) => index < arguments.Length ? arguments[index] : JsValue.Undefined;

    private static ObjectInstance Prototype(ObjectInstance global, string type) => global.Get(type).AsObject().Get("prototype").AsObject();

    private static void Put(ScriptSandbox sandbox, ObjectInstance owner, JsValue name, Guard guard)
    {
        var original = owner.Get(name);
        if (original.IsCallable())
        {
            Replace(sandbox, owner, name, (self, a) =>
            {
                guard(sandbox, ref self, a);
                return original.Call(self, a);
            });
        }
    }

    private static void Replace(ScriptSandbox sandbox, ObjectInstance owner, JsValue name, Func<JsValue, JsValue[], JsValue> body) =>
        owner.FastSetProperty(name, new PropertyDescriptor(
            new ClrFunction(sandbox.Engine, name.ToString(), (self, a) => body(self, a)), writable: true, enumerable: false, configurable: true));
}
