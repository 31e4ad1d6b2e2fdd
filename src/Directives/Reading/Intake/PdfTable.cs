using System.Text;
using UglyToad.PdfPig.Content;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// A table with drawn lines: each row becomes one line of text, its cells divided by bars, whatever number of lines a cell was
/// printed on. A cell that spans rows or columns stands in the first of them, the others are empty.
/// </summary>
internal sealed class PdfTable
{
    private const int FewestColumns = 3;
    private const int MostLines = 400;

    private readonly double[] _lefts;
    private readonly double[] _tops;
    private readonly (int Row, int Column)[,] _home;
    private readonly Dictionary<(int Row, int Column), List<Word>> _words = [];

    private PdfTable(PdfRules rules, double[] lefts, double[] tops)
    {
        (_lefts, _tops) = (lefts, tops);
        _home = new (int, int)[tops.Length - 1, lefts.Length - 1];
        for (var row = 0; row < tops.Length - 1; row++)
        {
            for (var column = 0; column < lefts.Length - 1; column++)
            {
                _home[row, column] = column > 0 && !IsDrawn(rules.Down, lefts[column], (tops[row] + tops[row + 1]) / 2) ? _home[row, column - 1]
                    : row > 0 && !IsDrawn(rules.Across, tops[row], (lefts[column] + lefts[column + 1]) / 2) ? _home[row - 1, column]
                    : (row, column);
            }
        }
    }

    /// <summary>Distance of its upper edge from the bottom of the page, in points.</summary>
    public double Top => _tops[0];

    /// <summary>The tables of a page, from above; none where the lines drawn on it enclose no three columns.</summary>
    public static List<PdfTable> Of(PdfRules rules)
    {
        var tables = new List<PdfTable>();
        foreach (var (across, down) in Connected(rules))
        {
            var (lefts, tops) = (Places(down), Places(across));
            Array.Reverse(tops);
            if (lefts.Length > FewestColumns && tops.Length > 1 && lefts.Length <= MostLines && tops.Length <= MostLines)
            {
                tables.Add(new PdfTable(new PdfRules(across, down), lefts, tops));
            }
        }

        tables.Sort((one, other) => other.Top.CompareTo(one.Top));
        return tables;
    }

    /// <returns>False: the word stands outside.</returns>
    public bool Takes(Word word)
    {
        var (x, y) = ((word.BoundingBox.Left + word.BoundingBox.Right) / 2, (word.BoundingBox.Bottom + word.BoundingBox.Top) / 2);
        if (x < _lefts[0] || x > _lefts[^1] || y > _tops[0] || y < _tops[^1])
        {
            return false;
        }

        var column = Math.Clamp(Array.FindLastIndex(_lefts, left => left <= x), 0, _lefts.Length - 2);
        var row = Math.Clamp(Array.FindLastIndex(_tops, top => top >= y), 0, _tops.Length - 2);
        var home = _home[row, column];
        (_words.TryGetValue(home, out var words) ? words : _words[home] = []).Add(word);
        return true;
    }

    public void AppendTo(StringBuilder text)
    {
        for (var row = 0; row < _tops.Length - 1; row++)
        {
            var cells = new string[_lefts.Length - 1];
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column] = _words.TryGetValue((row, column), out var words) ? Join(words) : "";
            }

            if (Array.Exists(cells, cell => cell.Length > 0))
            {
                text.AppendJoin(" | ", cells).Append('\n');
            }
        }
    }

    private static string Join(List<Word> words)
    {
        var ordered = words.OrderByDescending(word => word.BoundingBox.Bottom).ToList();
        var cell = new StringBuilder();
        for (var from = 0; from < ordered.Count;)
        {
            var to = PdfText.LineEnd(ordered, from);
            foreach (var word in ordered.GetRange(from, to - from).OrderBy(word => word.BoundingBox.Left))
            {
                cell.Append(cell.Length > 0 ? " " : "").Append(word.Text.Replace('|', '/'));
            }

            from = to;
        }

        return cell.ToString();
    }

    private static bool IsDrawn(IReadOnlyList<PdfRule> rules, double at, double middle) =>
        rules.Any(rule => Math.Abs(rule.At - at) <= PdfRules.Same && rule.From <= middle && rule.To >= middle);

    /// <summary>Where lines stand, from the least, those too near to each other once.</summary>
    private static double[] Places(IReadOnlyList<PdfRule> rules)
    {
        var places = new List<double>();
        foreach (var at in rules.Select(rule => rule.At).Order())
        {
            if (places.Count == 0 || at - places[^1] > PdfRules.Same)
            {
                places.Add(at);
            }
        }

        return [.. places];
    }

    /// <summary>The lines by what they touch.</summary>
    private static IEnumerable<(List<PdfRule> Across, List<PdfRule> Down)> Connected(PdfRules rules)
    {
        var (across, down) = (new List<PdfRule>(rules.Across), new List<PdfRule>(rules.Down));
        while (down.Count > 0)
        {
            var (mineAcross, mineDown) = (new List<PdfRule>(), new List<PdfRule> { down[^1] });
            down.RemoveAt(down.Count - 1);
            for (var (a, d) = (0, 0); d < mineDown.Count || a < mineAcross.Count;)
            {
                if (d < mineDown.Count)
                {
                    var rule = mineDown[d++];
                    Move(across, mineAcross, other => Touch(other, rule));
                    Move(down, mineDown, other => Math.Abs(other.At - rule.At) <= PdfRules.Same && other.From <= rule.To + PdfRules.Same && rule.From <= other.To + PdfRules.Same);
                }
                else
                {
                    var rule = mineAcross[a++];
                    Move(down, mineDown, other => Touch(rule, other));
                    Move(across, mineAcross, other => Math.Abs(other.At - rule.At) <= PdfRules.Same && other.From <= rule.To + PdfRules.Same && rule.From <= other.To + PdfRules.Same);
                }
            }

            yield return (mineAcross, mineDown);
        }
    }

    private static void Move(List<PdfRule> from, List<PdfRule> to, Predicate<PdfRule> which)
    {
        to.AddRange(from.FindAll(which));
        from.RemoveAll(which);
    }

    private static bool Touch(PdfRule across, PdfRule down) =>
        down.At >= across.From - PdfRules.Same && down.At <= across.To + PdfRules.Same && across.At >= down.From - PdfRules.Same && across.At <= down.To + PdfRules.Same;
}
