using System.Globalization;
using System.Text;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>Text at the border of a script.</summary>
internal static class ScriptText
{
    /// <summary>The form NFC.</summary>
    /// <exception cref="ExpressionException">Half of a character (a lone surrogate), which no file and no database keeps.</exception>
    public static string Normal(string text)
    {
        try
        {
            return text.IsNormalized() ? text : text.Normalize();
        }
        catch (ArgumentException error)
        {
            throw new ExpressionException("JavaScript: the text contains half of a character.", error);
        }
    }

    /// <summary>As JSON, lone surrogates escaped (ECMAScript, QuoteJSONString).</summary>
    public static void Quote(StringBuilder target, string text)
    {
        target.Append('"');
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and not '"' and not '\\' && !char.IsSurrogate(c))
            {
                continue;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            target.Append(text, from, i - from);
            from = i + 1;
            Escape(target, c);
        }

        target.Append(text, from, text.Length - from).Append('"');
    }

    private static void Escape(StringBuilder target, char c) => _ = c switch
    {
        '"' => target.Append("\\\""),
        '\\' => target.Append("\\\\"),
        '\b' => target.Append("\\b"),
        '\f' => target.Append("\\f"),
        '\n' => target.Append("\\n"),
        '\r' => target.Append("\\r"),
        '\t' => target.Append("\\t"),
        _ => target.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
