using System.Runtime.InteropServices;
using System.Text;

namespace DirectiveFlow.Directives.Reading;

/// <summary>A half-open range of character positions in a <see cref="SourceText"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public bool Contains(int position) => position >= Start && position < End;
}

/// <summary>
/// The text every position of a reading counts in: NFC, line ends as \n, every kind of space as a plain space (so what is
/// one character stays one), invisible characters removed. A first line <c># source: …</c> (where a stored text came
/// from) is blanked with spaces of equal length, since it is not part of the document.
/// </summary>
internal sealed class SourceText
{
    private SourceText(string text)
    {
        Text = text;
        Lines = SplitLines(text);
    }

    public string Text { get; }

    /// <summary>The lines that are not blank, without the blanks around them.</summary>
    public IReadOnlyList<TextSpan> Lines { get; }

    /// <exception cref="UnreadableTextException">Empty, too long, or not text.</exception>
    public static SourceText From(string? text)
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

        return new SourceText(BlankSourceLine(Clean(text.Normalize(NormalizationForm.FormC))));
    }

    public string Slice(TextSpan span) => Text[span.Start..span.End];

    public Evidence Quote(TextSpan span) => new(span.Start, span.Length, Slice(span));

    /// <summary>The span without blanks and the given characters at its ends.</summary>
    public TextSpan Trim(TextSpan span, string leading = "", string trailing = "")
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && (char.IsWhiteSpace(Text[start]) || leading.Contains(Text[start], StringComparison.Ordinal)))
        {
            start++;
        }

        while (end > start && (char.IsWhiteSpace(Text[end - 1]) || trailing.Contains(Text[end - 1], StringComparison.Ordinal)))
        {
            end--;
        }

        return new TextSpan(start, end);
    }

    /// <summary>End of the line that holds a position.</summary>
    public int LineEnd(int position)
    {
        var end = Text.IndexOf('\n', position);
        return end < 0 ? Text.Length : end;
    }

    /// <summary>Start of the line that holds a position.</summary>
    public int LineStart(int position) => position == 0 ? 0 : Text.LastIndexOf('\n', position - 1) + 1;

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

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\r':
                    if (i + 1 >= text.Length || text[i + 1] != '\n')
                    {
                        clean.Append('\n');
                    }

                    break;
                case '\f' or '\v' or '\u0085' or '\u2028' or '\u2029':
                    clean.Append('\n');
                    break;
                case '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\uFFFD':
                    break;
                case '\u2010' or '\u2011' or '\u2212':
                    clean.Append('-');
                    break;
                default:
                    if (c is not ('\n' or '\t') && char.IsWhiteSpace(c))
                    {
                        clean.Append(' ');
                    }
                    else if (!char.IsControl(c) || c is '\n' or '\t')
                    {
                        clean.Append(c);
                    }

                    break;
            }
        }

        return clean.ToString();
    }

    private static string BlankSourceLine(string text)
    {
        if (!text.StartsWith("# source:", StringComparison.Ordinal))
        {
            return text;
        }

        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? text : new string(' ', end) + text[end..];
    }

    private static List<TextSpan> SplitLines(string text)
    {
        var lines = new List<TextSpan>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var (from, to) = (start, end);
            while (from < to && char.IsWhiteSpace(text[from]))
            {
                from++;
            }

            while (to > from && char.IsWhiteSpace(text[to - 1]))
            {
                to--;
            }

            if (to > from)
            {
                lines.Add(new TextSpan(from, to));
            }

            start = end + 1;
        }

        return lines;
    }
}
