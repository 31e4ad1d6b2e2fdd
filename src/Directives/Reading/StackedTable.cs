using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// A task table as a PDF viewer or a web page gives it away: one cell on each line, first the headings, then each row from its
/// number on. An empty cell has left no line; which one it was shows in what the other cells hold.
/// </summary>
internal sealed partial class StackedTable
{
    private const int MostColumns = 10;
    private const int FewestColumns = 4;

    private StackedTable(Column[] columns) => Columns = columns;

    public Column[] Columns { get; }

    /// <summary>The headings and each row, cell by cell; the lines of all of them.</summary>
    public List<List<TextSpan>> Rows { get; } = [];

    /// <summary>The first line behind the table, among <see cref="SourceText.Lines"/>.</summary>
    public int End { get; private set; }

    /// <summary>The table whose headings begin at this line; null if none does.</summary>
    public static StackedTable? At(SourceText source, DeadlinePhrases deadlines, int line, Func<string, Column> columnOf)
    {
        var lines = source.Lines;
        if (columnOf(source.Slice(lines[line])) is not Column.Number)
        {
            return null;
        }

        var first = line + 1;
        while (first < lines.Count && first - line <= MostColumns && !Number().IsMatch(source.Slice(lines[first])))
        {
            first++;
        }

        var columns = Enumerable.Range(line, Math.Min(first, lines.Count) - line).Select(index => columnOf(source.Slice(lines[index]))).ToArray();
        if (first >= lines.Count || columns.Length is < FewestColumns or > MostColumns || !columns.Contains(Column.Task) || !columns.Contains(Column.Lead))
        {
            return null;
        }

        var table = new StackedTable(columns);
        table.Rows.Add([.. lines.Skip(line).Take(columns.Length)]);
        table.Read(source, deadlines, first);
        return table.Rows.Count > 1 ? table : null;
    }

    private void Read(SourceText source, DeadlinePhrases deadlines, int from)
    {
        var last = 0;
        while (from < source.Lines.Count && Opens(source.Slice(source.Lines[from]), last) is { } number)
        {
            last = number;
            var to = from + 1;
            while (to < source.Lines.Count && to - from < Columns.Length && Opens(source.Slice(source.Lines[to]), last) is null && !Ends().IsMatch(source.Slice(source.Lines[to])))
            {
                to++;
            }

            Rows.Add(Placed(source, deadlines, [.. source.Lines.Skip(from).Take(to - from)]));
            from = to;
        }

        End = from;
    }

    /// <summary>The number of the next row: one more than the last, one again in a new group, or the letter of a group.</summary>
    private static int? Opens(string words, int last) => Number().Match(words) is not { Success: true } match ? null
        : !int.TryParse(match.Groups["digits"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture, out var number) ? last
        : number == last + 1 || number == 1 ? number : null;

    /// <summary>The cells under their columns; where there are fewer, one that cannot stand in a column leaves it empty.</summary>
    private List<TextSpan> Placed(SourceText source, DeadlinePhrases deadlines, List<TextSpan> cells)
    {
        var placed = new List<TextSpan>();
        var next = 0;
        for (var column = 0; column < Columns.Length; column++)
        {
            var (left, open) = (cells.Count - next, Columns.Length - column);
            placed.Add(left > 0 && (left >= open || Fits(source, deadlines, Columns[column], cells[next])) ? cells[next++] : default);
        }

        return placed;
    }

    private static bool Fits(SourceText source, DeadlinePhrases deadlines, Column column, TextSpan cell) => column switch
    {
        Column.Lead or Column.Coordinating => UnitPhrases.StartAt(source.Folded, cell.Start),
        Column.Time => deadlines.OfCell(cell) is not null,
        Column.Product => deadlines.OfCell(cell) is null,
        Column.Other => false,
        _ => true,
    };

    [GeneratedRegex(@"^(?:(?<digits>\d{1,3})|[IVX]{1,5}|[A-ZĐ])\s?[.)]?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Number();

    /// <summary>What stands below a table, never in it.</summary>
    [GeneratedRegex(@"^(?:Nơi nhận|Ghi chú:|PHỤ LỤC|Phụ lục|(?:TM|KT|TL|TUQ)\.|T/M|K/T|T/L)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Ends();
}
