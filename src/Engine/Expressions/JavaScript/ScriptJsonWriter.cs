using System.Globalization;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// <c>JSON.stringify</c> with a budget: depth, length and time are watched, which Jint's own does not do. It also carries values
/// out of the sandbox, then stricter (<see cref="IsExact"/>).
/// </summary>
internal sealed class ScriptJsonWriter(ScriptSandbox sandbox)
{
    private const int ItemsBetweenChecks = 64;
    private readonly StringBuilder _text = new();
    private readonly Stack<ObjectInstance> _open = [];
    private int _items;

    /// <summary>Refuses what JSON would silently change: numbers that are none, halves of characters; text becomes NFC.</summary>
    public bool IsExact { get; init; }

    public JsValue? Replacer { get; init; }

    /// <summary>Members to write, in this order; null for all.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    public string Gap { get; init; } = "";

    /// <summary>Null when the value is nothing that JSON has (undefined, a function).</summary>
    public string? Write(JsValue value)
    {
        JsValue holder = JsValue.Undefined;
        if (Replacer is not null)
        {
            var wrapper = new JsObject(sandbox.Engine);
            wrapper.FastSetDataProperty("", value);
            holder = wrapper;
        }

        return Value(holder, "", value) ? _text.ToString() : null;
    }

    private bool Value(JsValue holder, string key, JsValue value)
    {
        Count();
        value = Prepare(holder, key, value);
        switch (value)
        {
            case JsString text:
                Quote(text.ToString());
                return true;
            case JsNumber number:
                Number(number.AsNumber());
                return true;
            case JsBoolean flag:
                _text.Append(flag.AsBoolean() ? "true" : "false");
                return true;
            case ObjectInstance o when !o.IsCallable():
                Structure(o);
                return true;
            default:
                if (value.IsNull())
                {
                    _text.Append("null");
                }

                return value.IsNull();
        }
    }

    private JsValue Prepare(JsValue holder, string key, JsValue value)
    {
        if (value is ObjectInstance o && o.Get("toJSON") is var toJson && toJson.IsCallable())
        {
            value = toJson.Call(value, [JsString.Create(key)]);
        }

        if (Replacer is not null)
        {
            value = Replacer.Call(holder, [JsString.Create(key), value]);
        }

        if (value is ObjectInstance boxed && boxed.Prototype is { } prototype)
        {
            value = ReferenceEquals(prototype, sandbox.StringPrototype) ? JsString.Create(TypeConverter.ToString(value))
                : ReferenceEquals(prototype, sandbox.NumberPrototype) ? JsNumber.Create(TypeConverter.ToNumber(value))
                : ReferenceEquals(prototype, sandbox.BooleanPrototype) ? boxed.Get("valueOf").Call(value, [])
                : value;
        }

        return value;
    }

    private void Structure(ObjectInstance o)
    {
        if (_open.Count >= JavaScriptLimits.Depth)
        {
            throw new ExpressionLimitException(string.Create(CultureInfo.InvariantCulture, $"{JavaScriptLimits.Depth} levels of objects within objects"));
        }

        if (_open.Contains(o))
        {
            throw new ExpressionException("JavaScript: an object that contains itself has no JSON.");
        }

        _open.Push(o);
        if (o.IsArray())
        {
            Items(o);
        }
        else
        {
            Members(o);
        }

        _open.Pop();
    }

    private void Items(ObjectInstance list)
    {
        var length = TypeConverter.ToLength(list.Get("length"));
        _text.Append('[');
        for (var i = 0UL; i < length; i++)
        {
            Separate(isFirst: i == 0);
            var key = i.ToString(CultureInfo.InvariantCulture);
            if (!Value(list, key, list.Get(key)))
            {
                _text.Append("null");
            }
        }

        Close(']', isEmpty: length == 0);
    }

    private void Members(ObjectInstance o)
    {
        _text.Append('{');
        var isFirst = true;
        foreach (var key in Keys(o))
        {
            var before = _text.Length;
            Separate(isFirst);
            Quote(key);
            _text.Append(Gap.Length == 0 ? ":" : ": ");
            if (Replacer is null && ScriptSlot.Find(sandbox, o, key) is { } kept && kept.IsUntouched(o))
            {
                _text.Append(kept.Stored.GetRawText());
                Count();
                isFirst = false;
            }
            else if (Value(o, key, o.Get(key)))
            {
                isFirst = false;
            }
            else
            {
                _text.Length = before;
            }
        }

        Close('}', isFirst);
    }

    private IEnumerable<string> Keys(ObjectInstance o)
    {
        if (Only is not null)
        {
            return Only;
        }

        var keys = new List<string>();
        foreach (var key in o.GetOwnPropertyKeys(Types.String))
        {
            if (o.GetOwnProperty(key) is { Enumerable: true } property && property != Jint.Runtime.Descriptors.PropertyDescriptor.Undefined)
            {
                keys.Add(key.AsString());
            }
        }

        return keys;
    }

    private void Separate(bool isFirst)
    {
        if (!isFirst)
        {
            _text.Append(',');
        }

        Line(_open.Count);
    }

    private void Close(char bracket, bool isEmpty)
    {
        if (!isEmpty)
        {
            Line(_open.Count - 1);
        }

        _text.Append(bracket);
    }

    private void Line(int depth)
    {
        if (Gap.Length > 0)
        {
            _text.Append('\n').Insert(_text.Length, Gap, depth);
        }
    }

    private void Number(double number)
    {
        if (double.IsFinite(number))
        {
            _text.Append(TypeConverter.ToString(JsNumber.Create(number)));
        }
        else
        {
            _ = IsExact ? throw new ExpressionException(
                $"JavaScript: the result contains {TypeConverter.ToString(JsNumber.Create(number))}, which is not a number that JSON has.") : _text.Append("null");
        }
    }

    private void Quote(string text)
    {
        Grow(text.Length);
        ScriptText.Quote(_text, IsExact ? ScriptText.Normal(text) : text);
    }

    private void Count()
    {
        Grow(0);
        if (++_items % ItemsBetweenChecks == 0)
        {
            sandbox.Check();
        }
    }

    private void Grow(int by)
    {
        if (_text.Length + by > ExpressionLimits.TextLength)
        {
            throw new ExpressionLimitException(string.Create(CultureInfo.InvariantCulture, $"{ExpressionLimits.TextLength} characters of JSON"));
        }
    }
}
