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

    private static readonly string[] LeadWords = ["chủ trì", "đơn vị thực hiện", "cơ quan thực hiện", "phân công", "đơn vị được giao", "người thực hiện", "đơn vị tham mưu", "cơ quan tham mưu", "trách nhiệm thực hiện"];

    private enum Column
    {
        Other,
        Number,
        Task,
        Lead,
        Coordinating,
        Product,
        Time,
    }

    /// <summary>Lines that belong to tables and must not be read as sentences.</summary>
    public HashSet<TextSpan> Rows { get; } = [];

    public List<ReadAssignment> Assignments { get; } = [];

    public List<ReadTaskGroup> Groups { get; } = [];

    public void Read()
    {
        Column[]? columns = null;
        string? annex = null;
        string? group = null;
        foreach (var line in source.Lines)
        {
            var cells = Cells(line);
            if (cells.Count < MinColumns)
            {
                annex = Annex().Match(source.Slice(line)) is { Success: true } match ? "Phụ lục" + match.Groups["number"].Value : annex;
                columns = null;
                continue;
            }

            Rows.Add(line);
            ReadingLimits.EnsureItems(Rows.Count);
            if (Headings(cells) is { } found)
            {
                columns = found;
            }
            else if (columns is not null)
            {
                ReadRow(columns, cells, annex, ref group);
            }
        }
    }

    private void ReadRow(Column[] columns, List<TextSpan> cells, string? annex, ref string? group)
    {
        var task = Cell(columns, cells, Column.Task);
        var number = source.Slice(Cell(columns, cells, Column.Number)).TrimEnd('.');
        if (task.Length < 3)
        {
            return;
        }

        var lead = Cell(columns, cells, Column.Lead);
        if (Roman().IsMatch(number) && lead.Length == 0)
        {
            group = source.Slice(task);
            Groups.Add(new ReadTaskGroup
            {
                Set = annex ?? "self",
                Ordinal = (Groups.Count + 1).ToString(CultureInfo.InvariantCulture),
                Text = group,
                Evidence = source.Quote(task),
                Rule = "group.table-row",
                Confidence = ReadingConfidence.Sure,
            });
            return;
        }

        if (lead.Length == 0)
        {
            return;
        }

        var product = source.Slice(Cell(columns, cells, Column.Product));
        var due = deadlines.OfCell(Cell(columns, cells, Column.Time));
        var body = source.Slice(lead);
        Assignments.Add(new ReadAssignment
        {
            Lead = body,
            Coordinating = UnitPhrases.Split(source.Slice(Cell(columns, cells, Column.Coordinating))),
            Task = source.Slice(task),
            Product = product.Length > 0 ? product : null,
            Deadline = due?.Raw,
            Due = due,
            Ordinal = number.Length > 0 ? number : null,
            Group = group,
            Collective = UnitPhrases.IsCollective(body) ? true : null,
            Evidence = source.Quote(task),
            Rule = "assignment.table-row",
            Confidence = ReadingConfidence.Sure,
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
        var h when h.Length > 60 => Column.Other,
        var h when h.Contains("phối hợp", StringComparison.Ordinal) => Column.Coordinating,
        var h when LeadWords.Any(word => h.Contains(word, StringComparison.Ordinal)) => Column.Lead,
        var h when h.Contains("thời gian", StringComparison.Ordinal) || h.Contains("thời hạn", StringComparison.Ordinal) || h.Contains("tiến độ", StringComparison.Ordinal) || h.StartsWith("hạn", StringComparison.Ordinal) || h.Contains("hoàn thành", StringComparison.Ordinal) => Column.Time,
        var h when h.Contains("sản phẩm", StringComparison.Ordinal) || h.Contains("kết quả", StringComparison.Ordinal) => Column.Product,
        var h when h.Contains("nhiệm vụ", StringComparison.Ordinal) || h.Contains("nội dung", StringComparison.Ordinal) || h.Contains("công việc", StringComparison.Ordinal) || h.Contains("giải pháp", StringComparison.Ordinal) || h.Contains("hoạt động", StringComparison.Ordinal) || h.Contains("tên đề án", StringComparison.Ordinal) => Column.Task,
        _ => Column.Other,
    };

    private static TextSpan Cell(Column[] columns, List<TextSpan> cells, Column column)
    {
        var index = Array.IndexOf(columns, column);
        return index >= 0 && index < cells.Count ? cells[index] : default;
    }

    private List<TextSpan> Cells(TextSpan line)
    {
        var words = source.Slice(line);
        var bar = words.Contains('|', StringComparison.Ordinal) ? '|' : '\t';
        var cells = new List<TextSpan>();
        var from = words.StartsWith('|') ? 1 : 0;
        for (var i = from; i <= words.Length; i++)
        {
            if (i == words.Length || words[i] == bar)
            {
                if (i < words.Length || i > from || bar != '|' || !words.EndsWith('|'))
                {
                    cells.Add(source.Trim(new TextSpan(line.Start + from, line.Start + i)));
                }

                from = i + 1;
            }
        }

        return cells;
    }

    [GeneratedRegex(@"^PHỤ LỤC(?<number>(?:\s+(?:[IVX]+|\d{1,2}))?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Annex();

    [GeneratedRegex(@"^[IVX]{1,5}$|^[A-Z]$", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Roman();
}
