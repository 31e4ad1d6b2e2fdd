using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>The stamps of a document's head: urgency (khẩn, thượng khẩn, hoả tốc) and secrecy (mật, tối mật, tuyệt mật), alone on their line or cell.</summary>
internal static partial class DocumentMarks
{
    /// <summary>KHAN, THUONG_KHAN or HOA_TOC; null where none is stamped.</summary>
    public static string? Urgency(SourceText source, int end) => Stamped(source, end, UrgencyStamp()) switch
    {
        null => null,
        var words when words.Contains("TỐC", StringComparison.OrdinalIgnoreCase) => "HOA_TOC",
        var words when words.Contains("THƯỢNG", StringComparison.OrdinalIgnoreCase) => "THUONG_KHAN",
        _ => "KHAN",
    };

    /// <summary>MAT, TOI_MAT or TUYET_MAT: the text of such a document must not be stored.</summary>
    public static string? Secrecy(SourceText source, int end) => Stamped(source, end, SecrecyStamp()) switch
    {
        null => null,
        var words when words.Contains("TUYỆT", StringComparison.OrdinalIgnoreCase) => "TUYET_MAT",
        var words when words.Contains("TỐI", StringComparison.OrdinalIgnoreCase) => "TOI_MAT",
        _ => "MAT",
    };

    private static string? Stamped(SourceText source, int end, Regex stamp)
    {
        foreach (var line in source.Lines.TakeWhile(line => line.Start < end))
        {
            if (stamp.Match(source.Fold(line)) is { Success: true } match)
            {
                return match.Value;
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?:^|\t|\s{2,}|\|\s*)(?:CÔNG ĐIỆN\s+)?(?:THƯỢNG KHẨN|HỎA TỐC|KHẨN)(?=$|\t|\s{2,}|\s*\|)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex UrgencyStamp();

    [GeneratedRegex(@"(?:^|\t|\s{2,}|\|\s*)(?:ĐỘ\s+)?(?:TUYỆT MẬT|TỐI MẬT|MẬT)(?=$|\t|\s{2,}|\s*\|)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex SecrecyStamp();
}
