using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>The wordings the sentences of a duty are told by.</summary>
internal sealed partial class AssignmentReader
{
    [GeneratedRegex(@"\G(?:chủ trì|phối hợp|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|là cơ quan thường trực|là đơn vị thường trực|là cơ quan đầu mối|là đầu mối)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex FormalVerb();

    [GeneratedRegex(@"\G(?:(?<alone>Riêng|Đối với)\s+|(?:Đồng thời|Cũng theo đó|Theo đó|Ngoài ra|Bên cạnh đó|Cụ thể|Trong đó)\s*,\s*)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Aside();

    [GeneratedRegex(@"(?<!\p{L})(?:yêu cầu|đề nghị|giao|chỉ đạo|kết luận|có ý kiến|phân công)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Ordering();

    [GeneratedRegex(@"\G(?:Đồng thời|Trong đó|Theo đó|Bên cạnh đó|Ngoài ra)\s*,\s*", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Meanwhile();

    [GeneratedRegex(@"\G[^\n]*?,\s*(?<duty>phối hợp với\s+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex PartnerLater();

    [GeneratedRegex(@"^(?:Chủ trì\s*,|Phối hợp với\s)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Leadless();

    [GeneratedRegex(@"(?<!\p{L})(?:gửi|đến|tới)\s+(?=\p{L})", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Towards();

    [GeneratedRegex(@",\s*(?:yêu cầu|đề nghị)\s+(?=\p{Ll})", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\G(?:[-+]\s*)?(?:Sản phẩm(?:\s+đầu ra)?|Kết quả)\s*(?:là\s*)?:\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex ProductSentence();

    [GeneratedRegex(@"\G(?:[-+]\s*)?(?:Báo cáo|Hoàn thành|Thời hạn|Thời gian|Gửi|Xong|Chậm nhất|Trước|Thực hiện|Kết quả|Việc này|Nội dung này)(?!\p{L})", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex TermSentence();

    /// <summary>"Đồng chí A chủ trì Hội nghị": who chaired it, not who is to do something.</summary>
    [GeneratedRegex(@"chủ trì\s+(?:các\s+)?(?:hội nghị|cuộc họp|buổi|phiên họp|lễ|kỳ họp)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Chairs();

    /// <summary>Told of the past or as said by somebody, not ordered.</summary>
    [GeneratedRegex(@"(?<!\p{L})(?:đã|vừa|từng|cho biết|cho hay|cho rằng|nhấn mạnh|khẳng định|hiện (?:nay|đang|có))(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Told();

    [GeneratedRegex(@"(?:kể từ khi|từ khi|sau khi|vẫn chưa|trước khi)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Since();

    /// <summary>The formula that closes a letter: it tells, it asks nothing.</summary>
    [GeneratedRegex(@"thông báo\s[^\n]{0,80}(?:biết|được biết)(?:\s*,?\s*(?:và\s+)?(?:thực hiện|triển khai|phối hợp)[^\n]{0,30})?\s*\.?/?\.?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"kể từ khi", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Past();
}
