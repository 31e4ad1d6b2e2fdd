using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>How one document stands to another.</summary>
/// <param name="Kind">implements, continues, basedOn, amends or supersedes.</param>
/// <param name="From">Code of the document that does so; "self" for the text's own one without a number.</param>
/// <param name="To">Code of the other document.</param>
public sealed record ReadRelation(string Kind, string From, string To, Evidence Evidence) : ReadItem;

/// <summary>
/// The relations the words before a citation state: căn cứ, thực hiện, tiếp tục thực hiện, sửa đổi, thay thế. A citation in
/// the subject of another belongs to that one; elsewhere to the text's own document, or, after "… thay thế", to the one
/// cited before.
/// </summary>
internal sealed partial class DocumentRelations(SourceText source, DocumentLedger ledger, string? self)
{
    private const int LookBack = 90;

    public IReadOnlyList<ReadRelation> Read()
    {
        var found = new Dictionary<(string, string, string), ReadRelation>();
        var holders = new Stack<Citation>();
        foreach (var citation in ledger.Citations)
        {
            while (holders.Count > 0 && holders.Peek().Title!.Value.End <= citation.Span.Start)
            {
                holders.Pop();
            }

            var from = holders.TryPeek(out var holder) ? ledger.CodeOf(holder) : self ?? "self";
            var start = Math.Max(holder?.Title!.Value.Start ?? source.LineStart(citation.Span.Start), citation.Span.Start - LookBack);
            var to = ledger.CodeOf(citation);
            if (start < citation.Span.Start && KindOf(source.Folded[start..citation.Span.Start]) is { } kind && !string.Equals(from, to, StringComparison.Ordinal))
            {
                found.TryAdd((kind, from, to), new ReadRelation(kind, from, to, source.Quote(citation.Span))
                {
                    Rule = "relation." + (holder is null ? "sentence" : "subject"),
                    Confidence = holder is null ? ReadingConfidence.Likely : ReadingConfidence.Sure,
                });
            }

            if (citation.Title is { } title && citation.Span.End <= title.Start)
            {
                holders.Push(citation);
            }
        }

        return [.. found.Values];
    }

    private static string? KindOf(string before) => Verb().Match(before) is { Success: true } verb
        ? verb.Groups["amends"].Success ? "amends"
        : verb.Groups["supersedes"].Success ? "supersedes"
        : verb.Groups["continues"].Success ? "continues"
        : verb.Groups["based"].Success ? "basedOn"
        : "implements"
        : null;

    [GeneratedRegex(
        @"(?<!\p{L})(?:(?<amends>sửa đổi(?:\s*,\s*bổ sung)?(?:\s+một số\s+(?:điều|nội dung))?|bổ sung|điều chỉnh)|(?<supersedes>thay thế(?:\s+cho)?|bãi bỏ|hủy bỏ)|(?<continues>tiếp tục\s+(?:triển khai\s+)?(?:đẩy mạnh\s+)?thực hiện)|(?<based>căn cứ(?:\s+vào)?|xét(?:\s+đề nghị)?|theo(?:\s+đề nghị)?|trên cơ sở)|(?:triển khai\s+)?thực hiện|triển khai|cụ thể hóa|quán triệt)(?:\s+(?:có hiệu quả|hiệu quả|tốt|các|nội dung|của))*\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Verb();
}
