using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>Splitting a span into sentences; a full stop inside an abbreviation (TP. Đà Nẵng) or a number ends none.</summary>
internal static partial class Sentences
{
    public static IEnumerable<TextSpan> Of(SourceText source, TextSpan span)
    {
        var start = span.Start;
        for (var i = span.Start; i < span.End; i++)
        {
            if (EndsAt(source.Text, i))
            {
                var sentence = source.Trim(new TextSpan(start, i + 1));
                if (sentence.Length > 0)
                {
                    yield return sentence;
                }

                start = i + 1;
            }
        }

        var rest = source.Trim(new TextSpan(start, span.End));
        if (rest.Length > 0)
        {
            yield return rest;
        }
    }

    /// <summary>Whether the character at a position closes a sentence.</summary>
    public static bool EndsAt(string text, int position)
    {
        if (text[position] == '\n')
        {
            return true;
        }

        if (text[position] is not ('.' or '!' or '?'))
        {
            return false;
        }

        var next = position + 1;
        if (next < text.Length && !char.IsWhiteSpace(text[next]) && text[next] is not ('”' or '"' or ')'))
        {
            return false;
        }

        return !Abbreviation().IsMatch(text[Math.Max(0, position - 6)..(position + 1)]);
    }

    [GeneratedRegex(@"(?<![\p{L}])(TP|Tp|tp|TX|Tx|ThS|TS|PGS|GS|BS|KS|TM|KT|TL|TUQ|Q|St|Mr)\.$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Abbreviation();
}
