using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Where the name of a body begins and ends in a sentence. Names begin with a known head (Sở, UBND, các cơ quan …) and
/// end where a duty's verb begins; Vietnamese writes both in small letters, so the verbs are a list.
/// </summary>
internal static partial class UnitPhrases
{
    /// <summary>Longest name of a lead, with all bodies it lists, in characters.</summary>
    private const int MaxLength = 320;

    public const string Start =
        @"(?:(?:[Cc]ác|[Mm]ỗi|[Tt]ừng|[Tt]oàn thể)\s+(?:sở|bộ|ban|ngành|cơ quan|đơn vị|địa phương|phòng|cấp|tỉnh|thành|huyện|quận|xã|phường|đặc khu|tổ chức|hội|đoàn thể|doanh nghiệp|trường|trung tâm|viện|chi bộ|chi cục|đồng chí|thành viên|uỷ viên|ủy viên|thủ trưởng)(?!\p{L})" +
        @"|(?:[Ss]ở|[Bb]ộ|[Bb]an|[Pp]hòng|[Cc]ục|[Vv]ụ|[Vv]iện|[Tt]rường|[Hh]ội|[Đđ]oàn|[Đđ]ài|[Bb]áo|[Tt]ổ|[Qq]uỹ|[Kk]hối|[Tt]ạp chí|[Tt]hông tấn xã|[Tt]rung tâm|[Cc]hi cục|[Tt]ổng cục|[Vv]ăn phòng|[Tt]hanh tra|[Cc]ông an|[Kk]ho bạc|[Nn]gân hàng|[Bb]ảo hiểm|[Tt]òa án|[Tt]oà án|[Tt]ập đoàn|[Tt]ổng công ty|[Cc]ông ty|[Mm]ặt trận|[Ll]iên đoàn|[Ll]iên minh|[Ll]iên hiệp|[Hh]iệp hội|[Đđ]ại học|[Hh]ọc viện|[Bb]ệnh viện)\s+\p{Lu}" +
        @"|(?:Tổ|Ban|Phòng|Bộ phận|Cơ quan|Đơn vị|cơ quan|đơn vị|ban|tổ)\s+(?:chỉ đạo|công tác|quản lý|tổ chức|cán sự|chuyên môn|thường trực|tham mưu|điều phối|soạn thảo|chức năng|đảng)" +
        @"|(?:UBND|HĐND|UBMTTQ|MTTQ|Ủy ban|Uỷ ban|ủy ban|uỷ ban|Hội đồng|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ|Đảng ủy|Đảng uỷ|đảng ủy|đảng uỷ|Đảng đoàn|Đảng bộ|Chi bộ|Ban cán sự|Cấp ủy|Cấp uỷ|Thường trực|Lãnh đạo|Thủ trưởng|Người đứng đầu|người đứng đầu|lực lượng|Công an|công an|Thanh tra|Bộ Chỉ huy|Bộ đội|VTV|VOV|TTXVN|Văn phòng)(?!\p{L})" +
        @"|(?:Giám đốc|Phó Giám đốc|Chủ tịch|Bộ trưởng|Chánh|Trưởng|Tổng cục [Tt]rưởng|Cục trưởng|Bí thư|Viện trưởng|Hiệu trưởng)\s+\p{Lu})";

    private const string Verbs =
        "chủ trì|chủ động|chịu trách nhiệm|có trách nhiệm|có văn bản|có giải pháp|có kế hoạch|căn cứ|là cơ quan|là đơn vị|là đầu mối|cần|phải|phối hợp|phối với|rà soát|xây dựng|tham mưu|tổ chức|thẩm định|hướng dẫn|theo dõi|đôn đốc|" +
        "kiểm tra|giám sát|cập nhật|báo cáo|tổng hợp|triển khai|thực hiện|nghiên cứu|chỉ đạo|lãnh đạo|đẩy mạnh|tăng cường|ban hành|trình|đề xuất|bố trí|hoàn thành|hoàn thiện|chuẩn bị|khẩn trương|tiếp tục|cụ thể hoá|cụ thể hóa|" +
        "quán triệt|phổ biến|tuyên truyền|thông tin|tiếp nhận|cung cấp|công bố|quản lý|sử dụng|phê duyệt|lập|mở|đánh giá|sơ kết|tổng kết|thường xuyên|định kỳ|kịp thời|nâng cao|phát huy|gửi|vận hành|khai thác|lựa chọn|yêu cầu|" +
        "đề nghị|giao|phân công|bảo đảm|đảm bảo|tập trung|nghiêm túc|trực tiếp|xử lý|xác minh|làm rõ|giải quyết|hỗ trợ|huy động|vận động|duy trì|thống kê|đăng ký|kết nối|liên hệ|đào tạo|bồi dưỡng|tập huấn|thành lập|kiện toàn|sắp xếp|" +
        "phát động|phát triển|khắc phục|cải thiện|thanh tra|thu hút|mua sắm|lắp đặt|thiết lập|số hoá|số hóa|đổi mới|chấn chỉnh|tự|ưu tiên|cân đối|khảo sát|đưa|ký|nộp|hằng|hàng|dự thảo|soạn thảo|ứng dụng|đề ra|biên soạn|in|phát hành|thí điểm|công khai|lấy ý kiến|góp ý|tính toán|áp dụng|đo lường|giới thiệu|tổng rà soát";

    /// <summary>Position of the verb after the name that starts at a position; null if no name starts there or no verb follows.</summary>
    public static int? VerbAfter(string text, int start, int end)
    {
        if (!StartAt(text, start))
        {
            return null;
        }

        foreach (Match verb in VerbPattern().Matches(text[start..Math.Min(end, start + MaxLength)]))
        {
            if (verb.Index > 0 && !PartOfName(text, start, start + verb.Index, verb))
            {
                var name = text[start..(start + verb.Index)];
                return BreaksName().IsMatch(name) ? null : start + verb.Index;
            }
        }

        return null;
    }

    public static bool StartAt(string text, int position) => StartPattern().Match(text, position) is { Success: true } match && match.Index == position;

    /// <summary>Whether a verb of a duty stands at a position, in any case.</summary>
    public static bool VerbAt(string text, int position) => AnyCaseVerbPattern().Match(text, position) is { Success: true } match && match.Index == position;

    /// <summary>Whether the words are nothing but the name of a body or of several.</summary>
    public static bool IsName(string words) =>
        words.Length is > 2 and < 160 && StartAt(words, 0) && !words.EndsWith('.') && !BreaksName().IsMatch(words) && !HasVerb(words);

    /// <summary>The bodies of a list (A, B và C); "và" inside a name (Khoa học và Công nghệ) separates nothing.</summary>
    public static IReadOnlyList<string> Split(string list)
    {
        var parts = new List<string>();
        var from = 0;
        foreach (Match separator in SeparatorPattern().Matches(list))
        {
            var next = separator.Index + separator.Length;
            var previous = list[from..separator.Index].Trim();
            if (StartAt(list, next) && !JoinedOffice().IsMatch(previous) || separator.Value.Contains(';', StringComparison.Ordinal))
            {
                Add(previous);
                from = next;
            }
        }

        Add(list[from..]);
        return parts;

        void Add(string part)
        {
            part = part.Trim(' ', '\t', '\n', ',', ';', '.', ':');
            if (part.Length > 0)
            {
                parts.Add(part);
            }
        }
    }

    /// <summary>Whether the lead names a kind of body, so that every member gets its own copy of the task.</summary>
    public static bool IsCollective(string lead) => CollectivePattern().IsMatch(lead);

    private static bool HasVerb(string words)
    {
        foreach (Match verb in VerbPattern().Matches(words))
        {
            if (verb.Index > 0 && !PartOfName(words, 0, verb.Index, verb))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ban quản lý, cơ quan tham mưu, các tổ chức đảng: the word belongs to the name.</summary>
    private static bool PartOfName(string text, int start, int position, Match verb)
    {
        var before = text[start..position].TrimEnd();
        if (NamingHead().IsMatch(before))
        {
            return true;
        }

        var after = text[(position + verb.Length)..Math.Min(text.Length, position + verb.Length + 24)];
        return string.Equals(verb.Value, "tổ chức", StringComparison.Ordinal) && (OrganisationNoun().IsMatch(after) || before.EndsWith("các", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\G" + Start, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex StartPattern();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:" + Verbs + @")(?![\p{L}\p{N}])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex VerbPattern();

    [GeneratedRegex(@"\G(?:" + Verbs + @")(?![\p{L}\p{N}])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex AnyCaseVerbPattern();

    [GeneratedRegex(@"[;:\n“”""]|(?<!\b(?:TP|Tp|TX))\.|(?<!\p{L})(?:đã|được|vừa|sẽ|đang|cho biết|theo|khi|nếu|trong đó|để)(?!\p{L})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex BreaksName();

    [GeneratedRegex(@"(?:,|;|\s+và|\s+cùng với|\s+cùng)\s+(?:và\s+)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex SeparatorPattern();

    [GeneratedRegex(@"Đoàn (?:ĐBQH|đại biểu Quốc hội)(?:(?:,| và) (?:HĐND|Hội đồng nhân dân)(?: tỉnh| thành phố)?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex JoinedOffice();

    [GeneratedRegex(@"^(?:[Cc]ác|[Mm]ỗi|[Tt]ừng)\s|^(?:UBND|(?:Ủy|Uỷ) ban nhân dân)\s+(?:các\s|(?:quận|huyện|xã|phường|cấp xã|cấp huyện)\s*(?:,|và|$))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex CollectivePattern();

    [GeneratedRegex(@"(?:^|[ ,])(?:[Bb]an|[Tt]ổ|[Cc]ục|[Cc]hi cục|[Pp]hòng|[Cc]ơ quan|[Đđ]ơn vị|[Vv]iện|[Bb]ộ phận|[Hh]ội đồng|[Cc]ơ sở|[Đđ]oàn)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex NamingHead();

    [GeneratedRegex(@"^\s*(?:,|đảng|chính trị|xã hội|tôn giáo|kinh tế|khoa học và|đoàn thể|hội|cá nhân|có liên quan|liên quan|trực thuộc|tín dụng|hành chính)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex OrganisationNoun();
}
