using System.Globalization;
using System.Text;
using System.Xml;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// The words of a .docx in reading order, as a person sees them: with the numbers Word draws, inserted text, without deleted
/// text and field codes. A table of three or more columns gives one line a row, its cells divided by " | " and a merged cell
/// repeated; a table of one or two columns is lay-out and gives its paragraphs.
/// </summary>
internal sealed class WordText
{
    public const string Namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _paragraph = new();
    private readonly Stack<Table> _tables = new();
    private readonly WordNumbering _numbering;
    private string? _style;
    private string? _number;
    private int? _level;

    private WordText(WordNumbering numbering) => _numbering = numbering;

    /// <exception cref="UnreadableTextException">Bomb, macros, entities, or not a Word file.</exception>
    public static string Extract(ReadOnlyMemory<byte> bytes)
    {
        using var package = new WordPackage(bytes);
        try
        {
            var word = new WordText(WordNumbering.Of(package));
            using var xml = package.Open("word/document.xml");
            word.Read(xml!);
            return word._text.ToString();
        }
        catch (XmlException declared) when (declared.Message.Contains("DTD", StringComparison.Ordinal) || declared.Message.Contains("entity", StringComparison.OrdinalIgnoreCase))
        {
            throw FileRefusals.Unsafe(declared);
        }
    }

    private void Read(XmlReader xml)
    {
        while (xml.Read())
        {
            if (xml.Depth > 256)
            {
                throw FileRefusals.TooComplex();
            }

            if (xml.NodeType == XmlNodeType.Element)
            {
                Open(xml);
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                Close(xml.LocalName);
            }
        }
    }

    private void Open(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "Fallback" or "del" or "moveFrom" or "instrText" or "delText" when !xml.IsEmptyElement:
                // The same words once more for old programs, or words nobody sees.
                SkipElement(xml);
                break;
            case "t" when !xml.IsEmptyElement:
                _paragraph.Append(Text(xml));
                break;
            case "tab" when _paragraph.Length > 0:
                _paragraph.Append('\t');
                break;
            case "br" or "cr":
                _paragraph.Append('\n');
                break;
            case "noBreakHyphen":
                _paragraph.Append('-');
                break;
            case "pStyle":
                _style = Value(xml);
                break;
            case "numId":
                _number = Value(xml);
                break;
            case "ilvl":
                _level = int.TryParse(Value(xml), CultureInfo.InvariantCulture, out var level) ? level : 0;
                break;
            case "tbl" when !xml.IsEmptyElement:
                if (_tables.Count >= IntakeLimits.MaxDepth)
                {
                    throw FileRefusals.TooComplex();
                }

                _tables.Push(new Table());
                break;
            case "tr" when _tables.TryPeek(out var rows):
                rows.OpenRow();
                break;
            case "tc" when _tables.TryPeek(out var cells):
                cells.OpenCell();
                break;
            case "gridSpan" when _tables.TryPeek(out var span) && int.TryParse(Value(xml), CultureInfo.InvariantCulture, out var columns):
                span.Span(Math.Clamp(columns, 1, 60));
                break;
            case "vMerge" when _tables.TryPeek(out var merged) && Value(xml) is not "restart":
                merged.Merge();
                break;
            case "p" when xml.IsEmptyElement:
                EndParagraph();
                break;
        }
    }

    private void Close(string name)
    {
        switch (name)
        {
            case "p":
                EndParagraph();
                break;
            case "tr" when _tables.TryPeek(out var rows):
                rows.CloseRow();
                break;
            case "tbl" when _tables.TryPop(out var table):
                EndTable(table);
                break;
        }
    }

    private void EndParagraph()
    {
        var list = _number is { } number ? (number, _level ?? 0) : _style is { } style ? _numbering.OfStyle(style) : null;
        var drawn = list is { } of && of.Item1 is not "0" && _paragraph.ToString().AsSpan().Trim().Length > 0 ? _numbering.Next(of.Item1, of.Item2) : "";
        var words = drawn + _paragraph.ToString().TrimEnd();
        _paragraph.Clear();
        (_style, _number, _level) = (null, null, null);
        if (_tables.TryPeek(out var table))
        {
            table.Add(words);
        }
        else
        {
            _text.Append(words).Append('\n');
        }
    }

    private void EndTable(Table table)
    {
        var words = table.Written();
        if (_tables.TryPeek(out var outer))
        {
            outer.Add(words.Replace('\n', ' ').Replace(" | ", "; ", StringComparison.Ordinal));
        }
        else
        {
            _text.Append(words);
        }
    }

    private static string Text(XmlReader xml)
    {
        var words = new StringBuilder();
        while (xml.Read() && xml.NodeType is XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
        {
            words.Append(xml.Value);
        }

        return words.ToString();
    }

    private static void SkipElement(XmlReader xml)
    {
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
        }
    }

    private static string? Value(XmlReader xml) => xml.GetAttribute("val", Namespace) ?? xml.GetAttribute("w:val");

    private sealed class Table
    {
        private readonly List<List<Cell>> _rows = [];

        public void OpenRow() => _rows.Add([]);

        public void OpenCell() => Row()?.Add(new Cell());

        public void Span(int columns) => Last()?.Columns = columns;

        public void Merge() => Last()?.Continues = true;

        public void Add(string words) => Last()?.Lines.Add(words);

        public void CloseRow()
        {
            var above = _rows.Count > 1 ? _rows[^2] : [];
            foreach (var (cell, index) in _rows[^1].Select((cell, index) => (cell, index)).Where(pair => pair.cell.Continues && pair.index < above.Count))
            {
                cell.Lines.AddRange(above[index].Lines);
            }
        }

        public string Written()
        {
            var text = new StringBuilder();
            var columns = _rows.Count == 0 ? 0 : _rows.Max(row => row.Count);
            foreach (var row in _rows)
            {
                if (columns < 3)
                {
                    foreach (var line in row.SelectMany(cell => cell.Lines))
                    {
                        text.Append(line).Append('\n');
                    }
                }
                else
                {
                    text.AppendJoin(" | ", row.SelectMany(cell => Enumerable.Repeat("", cell.Columns - 1).Prepend(cell.Words()))).Append('\n');
                }
            }

            return text.ToString();
        }

        private List<Cell>? Row() => _rows.Count == 0 ? null : _rows[^1];

        private Cell? Last() => Row() is { Count: > 0 } row ? row[^1] : null;
    }

    private sealed class Cell
    {
        public List<string> Lines { get; } = [];

        public int Columns { get; set; } = 1;

        public bool Continues { get; set; }

        public string Words() => string.Join(' ', Lines.Where(line => line.Length > 0)).Replace('\n', ' ').Replace('\t', ' ').Replace('|', '/');
    }
}
