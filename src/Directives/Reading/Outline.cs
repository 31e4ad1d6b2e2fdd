using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>One numbered item of a document, with the unnumbered paragraphs and the items below it.</summary>
internal sealed class OutlineNode(int level, string marker, TextSpan heading, OutlineNode? parent)
{
    /// <summary>0 part, 1 chapter, 2 section, 3 Roman or article, 4.. Arabic by depth, 8 letter, 9 dash, 10 plus.</summary>
    public int Level { get; } = level;

    /// <summary>The marker without its punctuation: II, 1.2, đ; empty for a dash.</summary>
    public string Marker { get; } = marker;

    /// <summary>The item's own line, without the marker.</summary>
    public TextSpan Heading { get; } = heading;

    public OutlineNode? Parent { get; } = parent;

    public List<OutlineNode> Children { get; } = [];

    public List<TextSpan> Paragraphs { get; } = [];

    /// <summary>What the nearest Roman section (or chapter) above is about.</summary>
    public OutlineNode? Section => Level <= Outline.RomanLevel ? this : Parent?.Section;

    public IEnumerable<OutlineNode> Descendants() => Children.SelectMany(child => child.Descendants().Prepend(child));
}

/// <summary>The outline of a text as Decree 30/2020 (Phần, Chương, Mục, I., 1., 1.1., a), -) and Party form (I-, 1., a), -, +) number it.</summary>
internal sealed partial class Outline
{
    public const int RomanLevel = 3;
    public const int ArabicLevel = 4;
    private const int LetterLevel = 8;

    private Outline(List<OutlineNode> roots, List<TextSpan> loose)
    {
        Roots = roots;
        Loose = loose;
    }

    public IReadOnlyList<OutlineNode> Roots { get; }

    /// <summary>Paragraphs under no item.</summary>
    public IReadOnlyList<TextSpan> Loose { get; }

    public IEnumerable<OutlineNode> Nodes => Roots.SelectMany(root => root.Descendants().Prepend(root));

    public static Outline Of(SourceText source, IEnumerable<TextSpan> lines)
    {
        var roots = new List<OutlineNode>();
        var loose = new List<TextSpan>();
        OutlineNode? current = null;
        foreach (var line in lines)
        {
            var match = Marker().Match(source.Slice(line));
            if (!match.Success)
            {
                if (current is null)
                {
                    loose.Add(line);
                }
                else
                {
                    current.Paragraphs.Add(line);
                }

                continue;
            }

            var level = LevelOf(match);
            while (current is not null && current.Level >= level)
            {
                current = current.Parent;
            }

            var node = new OutlineNode(level, match.Groups["m"].Value, new TextSpan(line.Start + match.Length, line.End), current);
            (current?.Children ?? roots).Add(node);
            current = node;
        }

        return new Outline(roots, loose);
    }

    private static int LevelOf(Match match)
    {
        if (match.Groups["part"].Success)
        {
            return match.Groups["part"].Value.ToLowerInvariant() switch { "phần" => 0, "chương" => 1, "mục" => 2, _ => RomanLevel };
        }

        if (match.Groups["capital"].Success)
        {
            return RomanLevel - 1;
        }

        if (match.Groups["roman"].Success)
        {
            return RomanLevel;
        }

        if (match.Groups["letter"].Success)
        {
            return LetterLevel;
        }

        if (match.Groups["arabic"].Success)
        {
            return ArabicLevel + match.Groups["m"].Value.Count(c => c == '.');
        }

        return match.Groups["plus"].Success ? LetterLevel + 2 : LetterLevel + 1;
    }

    [GeneratedRegex(
        @"^(?:(?<part>Phần|Chương|Mục|Điều|PHẦN|CHƯƠNG|MỤC)\s+(?:thứ\s+)?(?<m>[IVX]+|\d{1,3}|nhất|hai|ba|tư)[.:]?\s*" +
        @"|(?<roman>(?<m>[IVX]{1,5})\s*[.\-–/]\s*(?=\p{L}))" +
        @"|(?<capital>(?<m>[A-HĐ])\s*[.\-–]\s+(?=\p{Lu}[\p{Lu}\s]))" +
        @"|(?<arabic>(?:(?<m>\d{1,2}(?:\.\d{1,2}){1,3})\.?|(?<m>\d{1,2})[.)]|(?<m>\d{1,2})\s?[-–](?=\s*\p{Lu}))\s*(?=[^\d\s]))" +
        @"|(?<letter>(?:(?<m>[a-zđ])[).]|\((?:[a-zđ]|[ivx]{1,4}|\d{1,2})\))\s*(?=[^\s.]))" +
        @"|(?<plus>\+\s*(?=\S))|(?<dash>[-–—•●▪*·o]\s+(?=\S)|[-–•](?=\p{Lu})))",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Marker();
}
