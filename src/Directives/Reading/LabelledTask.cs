using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// A numbered task whose lead, coordinating units, product and deadline stand below it on lines of their own:
/// "Đơn vị chủ trì: …", "Đơn vị phối hợp: …", "Sản phẩm: …", "Thời gian hoàn thành: …".
/// </summary>
internal static partial class LabelledTask
{
    /// <summary>Null if the item has no line that names its lead.</summary>
    public static ReadAssignment? Read(SourceText source, DeadlinePhrases deadlines, OutlineNode node)
    {
        string? lead = null, product = null;
        IReadOnlyList<string> coordinating = [];
        ReadDeadline? due = null;
        foreach (var line in node.Paragraphs.Concat(node.Children.Where(child => child.Children.Count == 0).Select(child => child.Heading)))
        {
            var match = Label().Match(source.Folded, line.Start, line.Length);
            if (!match.Success)
            {
                continue;
            }

            var value = source.Trim(new TextSpan(match.Index + match.Length, line.End), trailing: ".;");
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

        var task = source.Trim(node.Heading, trailing: ".:;");
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

    [GeneratedRegex(
        @"\G\s*(?:[-+•*]\s*)?(?:(?<lead>(?:(?:Các\s+)?(?:Đơn vị|Cơ quan|Phòng|Bộ phận|Sở|Ban)(?:\s*[,/]\s*(?:đơn vị|cơ quan|phòng|ban))?\s+)?chủ trì(?:\s+(?:thực hiện|tham mưu|triển khai))?|(?:Đơn vị|Cơ quan|Phòng)\s+(?:thực hiện|tham mưu|được giao|đầu mối)|Phân công(?:\s+(?:thực hiện|chủ trì))?|Giao)|(?<with>(?:(?:Các\s+)?(?:Đơn vị|Cơ quan|Phòng|Bộ phận|Sở|Ban)(?:\s*[,/]\s*(?:đơn vị|cơ quan|phòng|ban))?\s+)?phối hợp(?:\s+(?:thực hiện|với))?)|(?<product>(?:Sản phẩm|Kết quả)(?:\s*[,/]\s*(?:sản phẩm|kết quả))?(?:\s+(?:đầu ra|hoàn thành|dự kiến|thực hiện|cần đạt))?)|(?<term>(?:Thời gian|Thời hạn|Tiến độ|Hạn|Hoàn thành)(?:\s+(?:hoàn thành|thực hiện|xong|trình|báo cáo))?))\s*:\s*",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Label();
}
