using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Line breaks inside sentences, as PDFs and mails leave them, become spaces; positions stay. A line goes on in the next one
/// if that begins with a small letter, or, in a text broken at a fixed width, if it is full and ends without a stop.
/// </summary>
internal static partial class LineJoiner
{
    private const int ShortestBroken = 30;
    private const int WidestColumn = 130;
    private const int NarrowestColumn = 45;

    public static string Join(string text)
    {
        var width = ColumnWidth(text);
        char[]? joined = null;
        for (int start = 0, end; start < text.Length && (end = text.IndexOf('\n', start)) >= 0; start = end + 1)
        {
            var next = end + 1;
            while (next < text.Length && text[next] is ' ' or '\t')
            {
                next++;
            }

            var line = text.AsSpan(start, end - start).Trim();
            if (next < text.Length && text[next] != '\n' && GoesOn(line, text, next, width))
            {
                joined ??= text.ToCharArray();
                joined[end] = ' ';
            }
        }

        return joined is null ? text : new string(joined);
    }

    private static bool GoesOn(ReadOnlySpan<char> line, string text, int next, int width)
    {
        if (line.Length < ShortestBroken || line[^1] is '.' or ';' or ':' or '!' or '?' or '/' || line.ContainsAny('|', '\t') || !Holds(line, char.IsLower))
        {
            return false;
        }

        if (MarkerAhead().Match(text, next) is { Success: true })
        {
            return false;
        }

        var lineEnd = text.IndexOf('\n', next);
        var following = text.AsSpan(next, (lineEnd < 0 ? text.Length : lineEnd) - next);
        if (following.ContainsAny('|', '\t') || !Holds(following, char.IsLower))
        {
            return false;
        }

        return char.IsLower(text[next]) || (width > 0 && line.Length >= width * 4 / 5);
    }

    private static bool Holds(ReadOnlySpan<char> span, Func<char, bool> kind)
    {
        foreach (var c in span)
        {
            if (kind(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The width at which the text is broken; 0 if its lines are paragraphs.</summary>
    private static int ColumnWidth(string text)
    {
        var lengths = new List<int>();
        var longest = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var length = text.AsSpan()[range].Trim().Length;
            longest = Math.Max(longest, length);
            if (length > 0)
            {
                lengths.Add(length);
            }
        }

        if (longest is > WidestColumn or < NarrowestColumn || lengths.Count < 6)
        {
            return 0;
        }

        lengths.Sort();
        var width = lengths[lengths.Count * 9 / 10];
        return lengths.Count(length => length >= width * 4 / 5) * 5 >= lengths.Count * 2 ? width : 0;
    }

    [GeneratedRegex(@"\G(?:[-–•+*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđA-ZĐ][.)]|[IVX]{1,5}\s?[.\-–]|\([a-zđivx\d]{1,4}\)|(?:Điều|Chương|Mục|Phần|Phụ lục|Số|Kính|Nơi nhận|V/v)\s)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex MarkerAhead();
}
