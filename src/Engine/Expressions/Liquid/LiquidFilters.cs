using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;
using Scriban;
using Scriban.Runtime;

namespace DirectiveFlow.Engine.Expressions.Liquid;

/// <summary>
/// The filters of templates: Liquid's own and those Elsa adds (<c>json</c>, <c>base64</c>, <c>keys</c>). Where the library means something else
/// than Liquid (numbers, dates, <c>split</c>) the filter is ours. What compiles text, reads the clock or makes chance is absent.
/// </summary>
internal static class LiquidFilters
{
    private const int ItemLimit = 10_000;

    private static readonly string[] s_taken =
    [
        "append", "capitalize", "compact", "cycle", "default", "downcase", "escape", "first", "join", "last", "lstrip", "map", "prepend",
        "remove", "remove_first", "replace_first", "reverse", "rstrip", "size", "slice", "strip", "strip_html", "strip_newlines",
        "truncate", "truncatewords", "uniq", "upcase", "try_liquid_to_scriban", "empty", "blank",
    ];

    public static ScriptObject All { get; } = Make();

    private static ScriptObject Make()
    {
        var source = new LiquidTemplateContext().BuiltinObject;
        var filters = new ScriptObject(StringComparer.Ordinal);
        foreach (var name in s_taken)
        {
            filters[name] = source[name];
        }

        Values(filters);
        Numbers(filters);
        Texts(filters);
        Lists(filters);
        filters.IsReadOnly = true;
        return filters;
    }

    private static void Values(ScriptObject filters)
    {
        filters.Import("json", new Func<TemplateContext, object?, string>(static (_, value) => LiquidValues.ToJson(value)));
        filters.Import("date", new Func<TemplateContext, object?, string, string>(static (c, value, format) => LiquidDates.Format(value, format, ((LiquidRendering)c).Now)));
        filters.Import("keys", new Func<object?, ScriptArray>(static value => value is ScriptObject o ? [.. o.Keys] : []));
        foreach (var name in (string[])["base64", "base64_encode"])
        {
            filters.Import(name, new Func<object?, string>(static value => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(value)))));
        }

        filters.Import("base64_decode", new Func<object?, string>(static value => Encoding.UTF8.GetString(Convert.FromBase64String(Text(value)))));
    }

    /// <summary>Exact in 28 digits; whole numbers divide to whole numbers, as Liquid's do.</summary>
    private static void Numbers(ScriptObject filters)
    {
        filters.Import("plus", new Func<object?, object?, object>(static (a, b) => LiquidValues.Number(Number(a) + Number(b))));
        filters.Import("minus", new Func<object?, object?, object>(static (a, b) => LiquidValues.Number(Number(a) - Number(b))));
        filters.Import("times", new Func<object?, object?, object>(static (a, b) => LiquidValues.Number(Number(a) * Number(b))));
        filters.Import("divided_by", new Func<object?, object?, object>(static (a, b) => LiquidValues.Number(
            IsWhole(a) && IsWhole(b) ? Math.Floor(Number(a) / Number(b)) : Number(a) / Number(b))));
        filters.Import("modulo", new Func<object?, object?, object>(static (a, b) => LiquidValues.Number(Number(a) - (Number(b) * Math.Floor(Number(a) / Number(b))))));
        filters.Import("abs", new Func<object?, object>(static a => LiquidValues.Number(Math.Abs(Number(a)))));
        filters.Import("ceil", new Func<object?, object>(static a => LiquidValues.Number(Math.Ceiling(Number(a)))));
        filters.Import("floor", new Func<object?, object>(static a => LiquidValues.Number(Math.Floor(Number(a)))));
        filters.Import("round", Round);
        filters.Import("at_least", new Func<object?, object?, object>(static (a, b) => LiquidValues.Number(Math.Max(Number(a), Number(b)))));
        filters.Import("at_most", new Func<object?, object?, object>(static (a, b) => LiquidValues.Number(Math.Min(Number(a), Number(b)))));
    }

    private static void Texts(ScriptObject filters)
    {
        filters.Import("newline_to_br", new Func<object?, string>(static a => Bounded(Text(a).ReplaceLineEndings("<br />\n"))));
        filters.Import("url_encode", new Func<object?, string>(static a => Bounded(WebUtility.UrlEncode(Text(a)))));
        filters.Import("url_decode", new Func<object?, string>(static a => WebUtility.UrlDecode(Text(a))));
        filters.Import("contains", Contains);
        filters.Import("escape_once", new Func<object?, string>(static a => Bounded(WebUtility.HtmlEncode(WebUtility.HtmlDecode(Text(a))))));
        filters.Import("replace", new Func<object?, string, string, string>(static (a, old, with) => Replace(Text(a), old, with)));
        filters.Import("split", new Func<TemplateContext, object?, string, ScriptArray>(static (c, a, by) => Split(c, Text(a), by)));
    }

    private static void Lists(ScriptObject filters)
    {
        filters.Import("concat", new Func<TemplateContext, object?, object?, ScriptArray>(static (c, a, b) => Listed(c, Items(a).Concat(Items(b)))));
        filters.Import("sort", Sort);
        filters.Import("sort_natural", SortNaturally);
        filters.Import("where", Where);
        filters.Import("sum", Sum);
    }

    private static object Round(object? value, int digits = 0) =>
        LiquidValues.Number(Math.Round(Number(value), Math.Clamp(digits, 0, 28), MidpointRounding.AwayFromZero));

    private static ScriptArray Sort(TemplateContext context, object? list, string? by = null) =>
        Listed(context, Items(list).OrderBy(i => Member(i, by), LiquidOrder.Strict));

    private static ScriptArray SortNaturally(TemplateContext context, object? list, string? by = null) =>
        Listed(context, Items(list).OrderBy(i => Text(Member(i, by)), StringComparer.OrdinalIgnoreCase));

    private static ScriptArray Where(TemplateContext context, object? list, string by, object? value = null) => Listed(
        context, Items(list).Where(i => value is null ? Member(i, by) is not (null or false) : string.Equals(Text(Member(i, by)), Text(value), StringComparison.Ordinal)));

    private static object Sum(object? list, string? by = null) => LiquidValues.Number(Items(list).Sum(i => Number(Member(i, by))));

    /// <summary>A part of a text, or an item of a list.</summary>
    private static bool Contains(object? whole, object? part) => whole switch
    {
        null => false,
        ScriptArray list => list.Any(i => string.Equals(Text(i), Text(part), StringComparison.Ordinal)),
        _ => Text(whole).Contains(Text(part), StringComparison.Ordinal),
    };

    private static string Replace(string text, string old, string with)
    {
        if (old.Length == 0)
        {
            return text;
        }

        var grown = text.Length + ((text.Length / old.Length) * (long)Math.Max(0, with.Length - old.Length));
        return grown <= ExpressionLimits.TextLength || text.Length + (Count(text, old) * (long)(with.Length - old.Length)) <= ExpressionLimits.TextLength
            ? text.Replace(old, with, StringComparison.Ordinal) : throw TooLong();
    }

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    private static ScriptArray Split(TemplateContext context, string text, string by) => Listed(
        context, by.Length == 0 ? text.EnumerateRunes().Select(r => (object?)r.ToString()) : text.Split(by, ItemLimit + 1, StringSplitOptions.None));

    /// <exception cref="ExpressionLimitException">More items than a loop may take.</exception>
    private static ScriptArray Listed(TemplateContext context, IEnumerable<object?> items)
    {
        ((LiquidRendering)context).CheckBudget();
        var result = new ScriptArray();
        foreach (var item in items)
        {
            if (result.Count == ItemLimit)
            {
                throw new ExpressionLimitException(string.Create(CultureInfo.InvariantCulture, $"{ItemLimit} items in a list"));
            }

            result.Add(item);
        }

        return result;
    }

    private static IEnumerable<object?> Items(object? value) => value switch
    {
        null => [],
        string or IScriptObject and not ScriptArray => [value],
        IEnumerable items => items.Cast<object?>(),
        _ => [value],
    };

    private static object? Member(object? item, string? name) => name is null ? item : item is ScriptObject o && o.TryGetValue(name, out var value) ? value : null;

    private static bool IsWhole(object? value) => value is long or int or string && decimal.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static decimal Number(object? value) =>
        decimal.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IScriptObject => LiquidValues.ToJson(value),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Bounded(string text) => text.Length <= ExpressionLimits.TextLength ? text : throw TooLong();

    private static ExpressionLimitException TooLong() =>
        new(string.Create(CultureInfo.InvariantCulture, $"{ExpressionLimits.TextLength} characters of text"));
}

/// <summary>Order of values of a list: numbers by size, then texts by code point.</summary>
internal sealed class LiquidOrder : IComparer<object?>
{
    public static LiquidOrder Strict { get; } = new();

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (long or int or double or decimal, long or int or double or decimal) =>
            Convert.ToDecimal(x, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(y, CultureInfo.InvariantCulture)),
        (long or int or double or decimal, _) => -1,
        (_, long or int or double or decimal) => 1,
        _ => string.CompareOrdinal(x?.ToString(), y?.ToString()),
    };
}
