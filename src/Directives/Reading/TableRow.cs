namespace DirectiveFlow.Directives.Reading;

/// <summary>What a column of a task table holds, by its heading.</summary>
internal enum Column
{
    Other,
    Number,
    Task,
    Lead,
    Coordinating,
    Product,
    Time,
}

/// <summary>One row of a task table, its cells put together from the lines they run over.</summary>
internal sealed class TableRow
{
    private readonly SourceText _source;
    private readonly Column[] _columns;
    private readonly Dictionary<Column, List<TextSpan>> _cells = [];

    public TableRow(SourceText source, Column[] columns, List<TextSpan> cells)
    {
        (_source, _columns) = (source, columns);
        Append(cells);
    }

    /// <summary>The task's words so far end a sentence.</summary>
    public bool TaskEnds => Words(Column.Task) is [.., '.' or ';' or '!'];

    public void Append(List<TextSpan> cells)
    {
        foreach (var column in Enum.GetValues<Column>())
        {
            if (column is not Column.Other && TaskTable.Cell(_columns, cells, column) is { Length: > 0 } cell)
            {
                (_cells.TryGetValue(column, out var parts) ? parts : _cells[column] = []).Add(cell);
            }
        }
    }

    /// <summary>The words of a cell, its lines joined by a blank; empty if it has none.</summary>
    public string Words(Column column) =>
        _cells.TryGetValue(column, out var parts) ? string.Join(' ', parts.Select(_source.Slice)) : "";

    /// <summary>From the first to the last word of a cell; where it runs over lines, what stands between is inside.</summary>
    public TextSpan Span(Column column) =>
        _cells.TryGetValue(column, out var parts) ? new TextSpan(parts[0].Start, parts[^1].End) : default;

    public bool IsJoined(Column column) => _cells.TryGetValue(column, out var parts) && parts.Count > 1;

    /// <summary>No other columns have words.</summary>
    public bool IsAlone(params ReadOnlySpan<Column> columns)
    {
        foreach (var column in _cells.Keys)
        {
            if (!columns.Contains(column))
            {
                return false;
            }
        }

        return true;
    }
}
