using System.Net;
using System.Text;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// The words of an HTML page in reading order: blocks are lines, cells of a table row are divided by " | ", scripts, styles
/// and comments are left out. One pass, whatever the nesting; nothing outside the page is fetched.
/// </summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Blocks = new(
        ["p", "div", "br", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main", "blockquote", "hr", "pre", "dt", "dd", "figure", "title"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Silent = ["script", "style", "head", "noscript", "template", "svg", "nav", "iframe", "object"];

    public static string Extract(string html)
    {
        var text = new StringBuilder(Math.Min(html.Length, 1 << 20));
        var rowStart = -1;
        for (var i = 0; i < html.Length;)
        {
            var open = html.IndexOf('<', i);
            var words = open < 0 ? html[i..] : html[i..open];
            AppendWords(text, words, rowStart >= 0);
            if (open < 0)
            {
                break;
            }

            i = AfterTag(html, open, out var name, out var closing);
            if (!closing && Array.Exists(Silent, silent => string.Equals(silent, name, StringComparison.OrdinalIgnoreCase)))
            {
                i = AfterElement(html, i, name);
            }
            else if (string.Equals(name, "tr", StringComparison.OrdinalIgnoreCase))
            {
                Break(text);
                rowStart = closing ? -1 : text.Length;
            }
            else if (name is "td" or "th" or "TD" or "TH")
            {
                if (!closing && rowStart >= 0 && text.Length > rowStart)
                {
                    text.Append(text[^1] == ' ' ? "| " : " | ");
                }
            }
            else if (Blocks.Contains(name))
            {
                if (rowStart >= 0 && name is not ("table" or "TABLE"))
                {
                    Space(text);
                }
                else
                {
                    Break(text);
                }
            }
        }

        return text.ToString();
    }

    private static void AppendWords(StringBuilder text, string raw, bool inRow)
    {
        foreach (var c in WebUtility.HtmlDecode(raw))
        {
            if (c is '\n' or '\r' or '\t' or ' ')
            {
                Space(text);
            }
            else if (!(inRow && c == '|'))
            {
                text.Append(c);
            }
        }
    }

    private static void Space(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] is not (' ' or '\n'))
        {
            text.Append(' ');
        }
    }

    private static void Break(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] != '\n')
        {
            text.Append('\n');
        }
    }

    /// <summary>Position behind a tag, comment or declaration; a "&lt;" that opens none is passed as one character.</summary>
    private static int AfterTag(string html, int open, out string name, out bool closing)
    {
        (name, closing) = ("", false);
        if (html.AsSpan(open).StartsWith("<!--"))
        {
            var end = html.IndexOf("-->", open + 4, StringComparison.Ordinal);
            return end < 0 ? html.Length : end + 3;
        }

        var at = open + 1;
        closing = at < html.Length && html[at] == '/';
        at += closing ? 1 : 0;
        var start = at;
        while (at < html.Length && (char.IsAsciiLetterOrDigit(html[at]) || html[at] is '!' or '?'))
        {
            at++;
        }

        name = html[start..at];
        var quote = '\0';
        for (; at < html.Length; at++)
        {
            if (quote != '\0')
            {
                quote = html[at] == quote ? '\0' : quote;
            }
            else if (html[at] is '"' or '\'')
            {
                quote = html[at];
            }
            else if (html[at] == '>')
            {
                return at + 1;
            }
        }

        return html.Length;
    }

    private static int AfterElement(string html, int from, string name)
    {
        var end = html.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            return html.Length;
        }

        var close = html.IndexOf('>', end);
        return close < 0 ? html.Length : close + 1;
    }
}
