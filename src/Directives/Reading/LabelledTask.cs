using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// A task whose lead, coordinating units, product and deadline stand behind labels, on lines below it or in its own line:
/// "Đơn vị chủ trì: …", "Đơn vị phối hợp: …", "Sản phẩm: …", "Thời gian hoàn thành: …".
/// </summary>
internal static partial class LabelledTask
{
    /// <summary>A line below the item names its lead: then it is a task, not the heading of several.</summary>
    public static bool HasLead(SourceText source, OutlineNode node) =>
        node.Paragraphs.Concat(node.Children.Select(child => child.Heading)).Any(line => Label().Match(source.Folded, line.Start, line.Length).Groups["lead"].Success);

    /// <summary>Null if the item has no line that names its lead.</summary>
    public static ReadAssignment? Read(SourceText source, DeadlinePhrases deadlines, OutlineNode node)
    {
        string? lead = null, product = null;
        IReadOnlyList<string> coordinating = [];
        ReadDeadline? due = null;
        var pieces = Pieces(source, node.Heading);
        foreach (var line in pieces.Skip(1).Concat(node.Paragraphs.Concat(node.Children.Where(child => child.Children.Count == 0).Select(child => child.Heading)).Where(line => Label().Match(source.Folded, line.Start, line.Length).Success).SelectMany(line => Pieces(source, line))))
        {
            var match = Label().Match(source.Folded, line.Start, line.Length);
            if (!match.Success)
            {
                continue;
            }

            var value = source.Trim(new TextSpan(match.Index + match.Length, line.End), trailing: ".;,)/");
            var words = source.Slice(value);
            if (match.Groups["lead"].Success)
            {
                lead = words;
            }
            else if (match.Groups["with"].Success)
            {
                coordinating = UnitPhrases.Split(words);
            }
            else if (match.Groups["product"].Success)
            {
                product = words;
            }
            else
            {
                due = deadlines.OfCell(value);
            }
        }

        if (string.IsNullOrEmpty(lead))
        {
            return null;
        }

        var task = source.Trim(pieces[0], trailing: ".:;,(/");
        return new ReadAssignment
        {
            Lead = lead,
            Coordinating = coordinating,
            Task = source.Slice(task),
            Product = product,
            Deadline = due?.Raw,
            Due = due,
            Ordinal = node.Marker,
            Group = node.Parent is { } parent ? source.Slice(source.Trim(parent.Heading, trailing: ":")) : null,
            Collective = UnitPhrases.IsCollective(lead) ? true : null,
            Evidence = source.Quote(task),
            Rule = "assignment.labelled",
            Confidence = ReadingConfidence.Sure,
        };
    }

    /// <summary>A line cut before each label in it; the first piece is what stands before the first one.</summary>
    private static List<TextSpan> Pieces(SourceText source, TextSpan line)
    {
        var pieces = new List<TextSpan>();
        var from = line.Start;
        for (var at = line.Start; at < line.End; at++)
        {
            if (source.Folded[at] is '.' or ';' or '(' or ',' && Label().Match(source.Folded, at + 1, line.End - at - 1) is { Success: true })
            {
                pieces.Add(new TextSpan(from, at));
                from = at + 1;
            }
        }

        pieces.Add(new TextSpan(from, line.End));
        return pieces;
    }

    [GeneratedRegex(
        @"\G\s*(?:[-+•*]\s*)?(?:(?<lead>(?:(?:Các\s+)?(?:Đơn vị|Cơ quan|Phòng|Bộ phận|Sở|Ban)(?:\s*[,/]\s*(?:đơn vị|cơ quan|phòng|ban))?\s+)?chủ trì(?:\s+(?:thực hiện|tham mưu|triển khai))?|(?:Đơn vị|Cơ quan|Phòng)\s+(?:thực hiện|tham mưu|được giao|đầu mối)|Phân công(?:\s+(?:thực hiện|chủ trì))?|Giao)|(?<with>(?:(?:Các\s+)?(?:Đơn vị|Cơ quan|Phòng|Bộ phận|Sở|Ban)(?:\s*[,/]\s*(?:đơn vị|cơ quan|phòng|ban))?\s+)?phối hợp(?:\s+(?:thực hiện|với))?)|(?<product>(?:Sản phẩm|Kết quả)(?:\s*[,/]\s*(?:sản phẩm|kết quả))?(?:\s+(?:đầu ra|hoàn thành|dự kiến|thực hiện|cần đạt))?)|(?<term>(?:Thời gian|Thời hạn|Tiến độ|Hạn|Hoàn thành)(?:\s+(?:hoàn thành|thực hiện|xong|trình|báo cáo))?))\s*:\s*",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Label();
}
