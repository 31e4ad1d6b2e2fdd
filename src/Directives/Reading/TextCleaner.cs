using System.Globalization;
using System.Text;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// First stage: NFC, line ends as \n, every kind of space as a plain space (so what is one character stays one), soft
/// hyphens, other invisible characters and the marks of Markdown (bold, headings, escapes) removed, typographic hyphens as "-". Keeps for each character where in the raw
/// input it came from.
/// </summary>
internal static class TextCleaner
{
    /// <exception cref="UnreadableTextException">Empty, too long, or not text.</exception>
    public static void Check(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UnreadableTextException("text.empty", "Văn bản trống: hãy dán toàn văn hoặc chọn tệp có nội dung.", "The text is empty: paste the whole text or choose a file that has one.");
        }

        if (text.Length > ReadingLimits.MaxCharacters)
        {
            throw new UnreadableTextException("text.too-long", "Văn bản dài quá 1 MB: hãy tách phần chính văn khỏi phụ lục.", "The text is longer than 1 MB: separate the main text from its annexes.");
        }

        if (LooksBinary(text))
        {
            throw new UnreadableTextException("text.not-text", "Tệp không phải là văn bản thuần: hãy chuyển sang .txt (UTF-8).", "The file is not plain text: convert it to .txt (UTF-8).");
        }
    }

    /// <returns>The clean text, and the raw position of each of its characters; null if every one kept its place.</returns>
    public static (string Text, int[]? Origins) Clean(string raw)
    {
        var clean = new StringBuilder(raw.Length);
        var origins = new List<int>(raw.Length);
        var composed = raw.IsNormalized(NormalizationForm.FormC);
        for (var i = 0; i < raw.Length;)
        {
            var end = composed ? i + 1 : SegmentEnd(raw, i);
            if (end == i + 1)
            {
                Append(raw, i, clean, origins);
            }
            else
            {
                foreach (var c in raw[i..end].Normalize(NormalizationForm.FormC))
                {
                    clean.Append(c);
                    origins.Add(i);
                }
            }

            i = end;
        }

        var kept = clean.Length == raw.Length && composed;
        return (clean.ToString(), kept ? null : [.. origins]);
    }

    /// <summary>A letter with the combining marks behind it is composed as a whole.</summary>
    private static int SegmentEnd(string raw, int start)
    {
        var end = start + (char.IsHighSurrogate(raw[start]) && start + 1 < raw.Length ? 2 : 1);
        while (end < raw.Length && CharUnicodeInfo.GetUnicodeCategory(raw[end]) is UnicodeCategory.NonSpacingMark)
        {
            end++;
        }

        return end;
    }

    private static void Append(string raw, int at, StringBuilder clean, List<int> origins)
    {
        var c = raw[at];
        char? kept = c switch
        {
            '\r' => at + 1 < raw.Length && raw[at + 1] == '\n' ? null : '\n',
            '\f' or '\v' or '\u0085' or '\u2028' or '\u2029' => '\n',
            '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\uFFFD' => null,
            '\u2010' or '\u2011' or '\u2212' => '-',
            '*' when Beside(raw, at, '*') => null,
            '#' when OpensLine(raw, at) && (Beside(raw, at, '#') || raw.AsSpan(at).StartsWith("# **")) => null,
            '\\' when at + 1 < raw.Length && raw[at + 1] is '.' or '-' or '+' or '*' or '_' or '#' or '(' or ')' or '[' or ']' => null,
            '\n' or '\t' => c,
            _ when char.IsWhiteSpace(c) => ' ',
            _ when char.IsControl(c) => null,
            _ => c,
        };
        if (kept is { } character)
        {
            clean.Append(character);
            origins.Add(at);
        }
    }

    /// <summary>Marks of Markdown around a heading or words set in bold stand beside one of their kind.</summary>
    private static bool Beside(string raw, int at, char mark) => (at > 0 && raw[at - 1] == mark) || (at + 1 < raw.Length && raw[at + 1] == mark);

    private static bool OpensLine(string raw, int at)
    {
        while (at > 0 && raw[at - 1] == '#')
        {
            at--;
        }

        return at == 0 || raw[at - 1] is '\n';
    }

    private static bool LooksBinary(string text)
    {
        var strange = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\0')
            {
                return true;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF')
            {
                return true;
            }
            else if (c == '\uFFFD' || (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f' or '\v' or '\u0085')))
            {
                strange++;
            }
        }

        return strange * 1000L > (long)text.Length * ReadingLimits.MaxControlCharactersPerThousand;
    }
}
