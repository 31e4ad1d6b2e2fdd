namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// The text every position of a reading counts in (see <see cref="TextCleaner"/>), its lines, and the way back to the raw
/// input. A first line <c># source: …</c> (where a stored text came from) is blanked with spaces of equal length, since it
/// is not part of the document.
/// </summary>
internal sealed class SourceText
{
    private readonly int[]? _origins;
    private readonly int _rawLength;

    private SourceText(string text, int[]? origins, int rawLength)
    {
        _rawLength = rawLength;
        Text = BlankSourceLine(LineJoiner.Join(text));
        Folded = ToneMarks.Fold(Text);
        _origins = origins;
        Lines = SplitLines(Text);
    }

    public string Text { get; }

    /// <summary>The same text, position by position, with every tone mark where the older spelling puts it (uỷ as ủy, hoá as hóa): what rules are matched with.</summary>
    public string Folded { get; }

    /// <summary>The lines that are not blank, without the blanks around them.</summary>
    public IReadOnlyList<TextSpan> Lines { get; }

    /// <exception cref="UnreadableTextException">Empty, too long, or not text.</exception>
    public static SourceText From(string? text)
    {
        TextCleaner.Check(text);
        var (clean, origins) = TextCleaner.Clean(text!);
        return new SourceText(clean, origins, text!.Length);
    }

    public string Slice(TextSpan span) => Text[span.Start..span.End];

    /// <summary>The words of a span as rules are matched with.</summary>
    public string Fold(TextSpan span) => Folded[span.Start..span.End];

    public Evidence Quote(TextSpan span) => new(span.Start, span.Length, Slice(span))
    {
        SourceStart = Origin(span.Start),
        SourceEnd = Origin(span.End),
    };

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

    private int Origin(int position) => _origins is null ? position : position < _origins.Length ? _origins[position] : _rawLength;

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
