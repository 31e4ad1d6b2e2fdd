using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>The wordings the sentences of a duty are told by.</summary>
internal sealed partial class AssignmentReader
{
    [GeneratedRegex(@"\G(?:chủ trì|phối hợp|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|làm đầu mối|là cơ quan thường trực|là đơn vị thường trực|là cơ quan đầu mối|là đầu mối)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex FormalVerb();

    /// <summary>Under no heading, "Sở X phải …" is an order too; under one it may be a principle.</summary>
    [GeneratedRegex(@"\G(?:phải|cần)\s", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Obliging();

    [GeneratedRegex(@"\G(?:(?<alone>Riêng|Đối với)\s+|(?:Đồng thời|Cũng theo đó|Theo đó|Ngoài ra|Bên cạnh đó|Cụ thể|Trong đó|(?:Cũng )?[Tt]heo (?:(?:nội dung )?(?:chỉ thị|công điện|công văn|văn bản|kế hoạch|kết luận|thông báo|quyết định|nghị quyết|chỉ đạo|yêu cầu|phân công|Chỉ thị|Công điện|Công văn|Văn bản|Kế hoạch|Kết luận|Thông báo|Quyết định|Nghị quyết))[^,;:.\n]{0,60})\s*,\s*)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Aside();

    /// <summary>What the order is about, before the body: "Đối với các điểm đen, Sở X …", "Về nguồn vốn, Sở Y …".</summary>
    [GeneratedRegex(@"\G(?:(?:Riêng|Đối với|Về|Liên quan đến|Để|Nhằm|Trên cơ sở|Căn cứ|Trước mắt|Bên cạnh đó|Cùng với đó|Mặt khác|Cụ thể)(?:\s[^,;:\n]{3,120})?\s*[,:]\s*)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Regarding();

    [GeneratedRegex(@"(?<!\p{L})(?:yêu cầu|đề nghị|giao|chỉ đạo|kết luận|có ý kiến|phân công)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Ordering();

    [GeneratedRegex(@"(?<!\p{L})(?:Thủ tướng|Chủ tịch|Bí thư|Bộ trưởng|[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Tt]ướng)\s(?:[^.;:\n]{0,80}\s)?(?:chỉ đạo|lưu ý|nhắc nhở|chỉ thị)(?:\s+cho)?\s+(?=\p{L})", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Directing();

    /// <summary>"… vừa ký Chỉ thị số 16/CT-UBND …", "… đã ban hành văn bản khẩn …".</summary>
    [GeneratedRegex(@"(?<!\p{L})(?:vừa|đã|mới|ký)\s+(?:có|ký|ban hành|ký ban hành|phát hành|gửi)\s+(?:hỏa tốc\s+)?(?:chỉ thị|công điện|công văn|văn bản|kế hoạch|kết luận|thông báo|quyết định|thông điệp)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Issues();

    /// <summary>An order passed on to somebody whose name is not known: no duty of the one who gives it.</summary>
    [GeneratedRegex(@"\G(?:yêu cầu|đề nghị|giao)\s", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Passes();

    /// <summary>One more duty (<c>more</c>), or a part of what was said.</summary>
    [GeneratedRegex(@"\G(?:(?<more>Đồng thời|Bên cạnh đó|Ngoài ra)|Trong đó|Theo đó)\s*,\s*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
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
    [GeneratedRegex(@"(?<!\p{L})(?:đã|vừa|từng|cho biết|cho hay|cho rằng|nhấn mạnh|khẳng định|hiện (?:nay|đang|có)|gửi lời)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Told();

    [GeneratedRegex(@"(?:kể từ khi|từ khi|sau khi|vẫn chưa|trước khi)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Since();

    /// <summary>The formulas that close a letter: they tell, or say whom to ask; nobody has anything to do.</summary>
    [GeneratedRegex(@"(?:khó khăn|vướng mắc|thông tin chi tiết)[^\n]{0,80}(?:liên hệ|trao đổi)\s|thông báo\s[^\n]{0,80}(?:biết|được biết)(?:\s*,?\s*(?:(?:và|để)\s+)?(?:thực hiện|triển khai|phối hợp)[^\n]{0,30})?\s*\.?/?\.?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"kể từ khi", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Past();
}
