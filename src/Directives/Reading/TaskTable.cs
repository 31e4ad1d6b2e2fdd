using System.Globalization;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// The annex table of a plan: TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời gian, its columns
/// found by their headings, cells divided by bars or tabs. A row with a Roman number is a group of tasks.
/// </summary>
internal sealed partial class TaskTable(SourceText source, DeadlinePhrases deadlines)
{
    private const int MinColumns = 3;

    private static readonly string[] LeadWords = ["chủ trì", "đơn vị thực hiện", "cơ quan thực hiện", "phân công", "đơn vị được giao", "người thực hiện", "đơn vị tham mưu", "cơ quan tham mưu", "trách nhiệm thực hiện", "soạn thảo", "chịu trách nhiệm", "đầu mối", "đơn vị báo cáo"];

    /// <summary>Lines that belong to tables and must not be read as sentences.</summary>
    public HashSet<TextSpan> Rows { get; } = [];

    public List<ReadAssignment> Assignments { get; } = [];

    public List<ReadTaskGroup> Groups { get; } = [];

    private Column[]? _columns;
    private bool _bordered;
    private TableRow? _row;
    private string? _annex;
    private string? _group;
    private string? _lead;

    public void Read()
    {
        for (var index = 0; index < source.Lines.Count; index++)
        {
            var line = source.Lines[index];
            if (StackedTable.At(source, deadlines, index, ColumnOf) is { } stacked)
            {
                Take();
                Read(stacked);
                index = stacked.End - 1;
                continue;
            }

            var cells = Cells(line);
            if (cells.Count >= MinColumns && Ruler().IsMatch(source.Slice(line)))
            {
                Rows.Add(line);
                continue;
            }

            var goesOn = _row is { } open && Continues(open, cells);
            if (cells.Count < MinColumns && !goesOn && !IsMergedGroup(cells, index))
            {
                _annex = Annex().Match(source.Slice(line)) is { Success: true } match ? "Phụ lục" + match.Groups["number"].Value : _annex;
                Take();
                _columns = null;
                continue;
            }

            Rows.Add(line);
            ReadingLimits.EnsureItems(Rows.Count);
            if (goesOn)
            {
                _row!.Append(cells);
                continue;
            }

            Take();
            if (Headings(cells) is { } found)
            {
                (_columns, _bordered) = (found, source.Text[line.Start] == '|');
            }
            else if (_columns is not null)
            {
                _row = new TableRow(source, _columns, cells);
            }
        }

        Take();
    }

    /// <summary>A group's row inside a table, its empty cells merged away: "I | HẠ TẦNG", "II. NHÂN LỰC".</summary>
    private bool IsMergedGroup(List<TextSpan> cells, int line) =>
        _columns is [Column.Number, ..] && line + 1 < source.Lines.Count && Cells(source.Lines[line + 1]).Count >= MinColumns
        && (cells is [var number, { Length: > 2 }] ? Roman().IsMatch(source.Slice(number).TrimEnd('.')) : cells is [var only] && MergedGroup().IsMatch(source.Slice(only)));

    private void Read(StackedTable table)
    {
        _columns = table.Columns;
        foreach (var (cells, row) in table.Rows.Select((cells, row) => (cells, row)))
        {
            Rows.UnionWith(cells.Where(cell => cell.Length > 0));
            ReadingLimits.EnsureItems(Rows.Count);
            if (row > 0)
            {
                _row = new TableRow(source, table.Columns, cells);
                Take();
            }
        }

        _columns = null;
    }

    /// <summary>
    /// A row without a number carries the cells of the row above on (so tables of PDFs write a cell of several lines), unless
    /// it begins a task of its own.
    /// </summary>
    private bool Continues(TableRow open, List<TextSpan> cells)
    {
        if (_columns is not { } columns || !columns.Contains(Column.Number) || cells.Count < 2 || Cell(columns, cells, Column.Number).Length > 0 || Headings(cells) is not null)
        {
            return false;
        }

        var task = Cell(columns, cells, Column.Task);
        if (task.Length == 0 || char.IsLower(source.Text[task.Start]))
        {
            return true;
        }

        var lead = Cell(columns, cells, Column.Lead);
        return !open.TaskEnds && (lead.Length == 0 || !UnitPhrases.StartAt(source.Folded, lead.Start));
    }

    private void Take()
    {
        if (_row is not { } row)
        {
            return;
        }

        _row = null;
        var number = row.Words(Column.Number).TrimEnd('.');
        if (row.IsAlone(Column.Number) && MergedGroup().Match(number) is { Success: true } merged)
        {
            AddGroup(merged.Groups["title"].Value, row.Span(Column.Number));
            return;
        }

        var task = row.Words(Column.Task);
        if (task.Length < 3)
        {
            return;
        }

        var lead = row.Words(Column.Lead);
        if (Roman().IsMatch(number) && lead.Length == 0)
        {
            AddGroup(task, row.Span(Column.Task));
            return;
        }

        var carried = Ditto().IsMatch(lead) || (lead.Length == 0 && number.Length > 0 && !row.IsAlone(Column.Number, Column.Task));
        lead = carried ? _lead ?? "" : lead;
        if (lead.Length == 0)
        {
            return;
        }

        _lead = lead;
        Add(row, lead, carried, task, number);
    }

    private void AddGroup(string text, TextSpan span)
    {
        _group = text;
        Groups.Add(new ReadTaskGroup
        {
            Set = _annex ?? "self",
            Ordinal = (Groups.Count + 1).ToString(CultureInfo.InvariantCulture),
            Text = text,
            Evidence = source.Quote(span),
            Rule = "group.table-row",
            Confidence = ReadingConfidence.Sure,
        });
    }

    private void Add(TableRow row, string lead, bool carried, string task, string number)
    {
        var product = row.Words(Column.Product);
        var time = row.Span(Column.Time);
        var due = row.IsJoined(Column.Time) ? deadlines.OfJoinedCell(time, row.Words(Column.Time)) : deadlines.OfCell(time);
        Assignments.Add(new ReadAssignment
        {
            Lead = lead,
            Coordinating = UnitPhrases.Split(row.Words(Column.Coordinating)),
            Task = task,
            Product = product.Length > 0 ? product : null,
            Deadline = due?.Raw,
            Due = due,
            Ordinal = number.Length > 0 ? number : null,
            Group = _group,
            LeadCarriedOver = carried ? true : null,
            Collective = UnitPhrases.IsCollective(lead) ? true : null,
            Evidence = source.Quote(row.Span(Column.Task)),
            Rule = "assignment.table-row",
            Confidence = carried || row.IsJoined(Column.Task) ? ReadingConfidence.Likely : ReadingConfidence.Sure,
        });
    }

    /// <summary>The columns a heading row names, null if the row is none.</summary>
    private Column[]? Headings(List<TextSpan> cells)
    {
        var columns = cells.ConvertAll(cell => ColumnOf(source.Slice(cell))).ToArray();
        return columns.Contains(Column.Task) && columns.Contains(Column.Lead) ? columns : null;
    }

    private static Column ColumnOf(string heading) => heading.ToLowerInvariant() switch
    {
        "tt" or "stt" or "số tt" => Column.Number,
        var h when h.Length > 60 || h.Contains("lãnh đạo", StringComparison.Ordinal) || h.StartsWith("ghi chú", StringComparison.Ordinal) => Column.Other,
        "đơn vị" or "cơ quan" or "cơ quan, đơn vị" or "đơn vị, cá nhân" => Column.Lead,
        var h when h.Contains("phối hợp", StringComparison.Ordinal) => Column.Coordinating,
        var h when LeadWords.Any(word => h.Contains(word, StringComparison.Ordinal)) => Column.Lead,
        var h when h.Contains("thời gian", StringComparison.Ordinal) || h.Contains("thời hạn", StringComparison.Ordinal) || h.Contains("tiến độ", StringComparison.Ordinal) || h.StartsWith("hạn", StringComparison.Ordinal) || h.Contains("hoàn thành", StringComparison.Ordinal) => Column.Time,
        var h when h.Contains("sản phẩm", StringComparison.Ordinal) || h.Contains("kết quả", StringComparison.Ordinal) => Column.Product,
        var h when h.Contains("nhiệm vụ", StringComparison.Ordinal) || h.Contains("nội dung", StringComparison.Ordinal) || h.Contains("công việc", StringComparison.Ordinal) || h.Contains("giải pháp", StringComparison.Ordinal) || h.Contains("hoạt động", StringComparison.Ordinal) || h.Contains("đề án", StringComparison.Ordinal) || h.Contains("tên văn bản", StringComparison.Ordinal) || h.Contains("chỉ tiêu", StringComparison.Ordinal) => Column.Task,
        _ => Column.Other,
    };

    internal static TextSpan Cell(Column[] columns, List<TextSpan> cells, Column column)
    {
        var index = Array.IndexOf(columns, column);
        return index >= 0 && index < cells.Count ? cells[index] : default;
    }

    /// <summary>The cells of a line. An empty first cell is one where the table's heading shows that no bar stands at its edge.</summary>
    private List<TextSpan> Cells(TextSpan line)
    {
        var bar = source.Slice(line).Contains('|', StringComparison.Ordinal) ? '|' : '\t';
        line = bar == '\t' ? new TextSpan(source.LineStart(line.Start), source.LineEnd(line.End)) : line;
        var words = source.Slice(line);
        var cells = new List<TextSpan>();
        var from = words.StartsWith('|') && (_columns is null || _bordered) ? 1 : 0;
        for (var i = from; i <= words.Length; i++)
        {
            if (i == words.Length || words[i] == bar)
            {
                if (i < words.Length || i > from || bar != '|' || !words.EndsWith('|'))
                {
                    cells.Add(source.Trim(new TextSpan(line.Start + from, line.Start + i), leading: "*", trailing: "*"));
                }

                from = i + 1;
            }
        }

        return cells;
    }

    [GeneratedRegex(@"^PHỤ LỤC(?<number>(?:\s+(?:[IVX]+|\d{1,2}))?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Annex();

    /// <summary>The line under the headings of a table written with bars (Markdown).</summary>
    [GeneratedRegex(@"^[\s|:+=–-]+$", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Ruler();

    /// <summary>A cell that only points to the one above.</summary>
    [GeneratedRegex(@"^[-–]?\s*(?:nt|như trên|[""”″〃])\s*[-–]?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Ditto();

    /// <summary>A group's row whose cells were merged into the first one.</summary>
    [GeneratedRegex(@"^(?:[IVX]{1,5}|[A-Z])\s*[.)\-–]\s*(?<title>\p{L}.{4,})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex MergedGroup();

    [GeneratedRegex(@"^[IVX]{1,5}$|^[A-Z]$", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Roman();
}
