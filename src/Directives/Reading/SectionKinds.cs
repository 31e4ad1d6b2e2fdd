using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>What a section is for, by the words of its heading.</summary>
internal static partial class SectionKinds
{
    /// <summary>Purpose, situation, viewpoint, target, results: such sections give no tasks.</summary>
    public static bool GivesNoTasks(string heading) => Background().IsMatch(heading);

    /// <summary>Organisation of implementation: gives assignments but no task groups.</summary>
    public static bool IsOrganisation(string heading) => Organisation().IsMatch(heading);

    /// <summary>Tasks, solutions, contents, things to do.</summary>
    public static bool IsTasks(string heading) => Tasks().IsMatch(heading) && !General().IsMatch(heading) && !GivesNoTasks(heading) && !IsOrganisation(heading);

    /// <summary>A heading of nothing but such words ("NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM") names no group.</summary>
    public static bool IsGeneric(string heading) => Generic().IsMatch(heading);

    [GeneratedRegex(@"^(?:MỤC ĐÍCH|YÊU CẦU|QUAN ĐIỂM|MỤC TIÊU|CĂN CỨ|CƠ SỞ|SỰ CẦN THIẾT|TÌNH HÌNH|KẾT QUẢ (?:ĐẠT ĐƯỢC|THỰC HIỆN)|ĐÁNH GIÁ|PHẠM VI|BỐI CẢNH|HẠN CHẾ|TỒN TẠI|ƯU ĐIỂM|NGUYÊN NHÂN|NGUYÊN TẮC|THÀNH PHẦN|THỜI GIAN|ĐỊA ĐIỂM|ĐỐI TƯỢNG|KHÁI QUÁT|SỰ CẦN THIẾT|Ý NGHĨA)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Background();

    [GeneratedRegex(@"^(?:TỔ CHỨC THỰC HIỆN|TRÁCH NHIỆM|PHÂN CÔNG|KINH PHÍ|CHẾ ĐỘ BÁO CÁO|THÔNG TIN BÁO CÁO|ĐIỀU KHOẢN)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Organisation();

    /// <summary>"Những nội dung chung", "quy định chung": what holds for all, not what is to be done.</summary>
    [GeneratedRegex(@"(?:NỘI DUNG|QUY ĐỊNH|VẤN ĐỀ) CHUNG(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex General();

    [GeneratedRegex(@"(?<!\p{L})(?:NHIỆM VỤ|GIẢI PHÁP|NỘI DUNG|VIỆC CẦN LÀM|CÔNG VIỆC|NHỮNG VIỆC|CÔNG TÁC TRỌNG TÂM)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Tasks();

    [GeneratedRegex(@"^(?:(?:MỘT SỐ|CÁC|NHIỆM VỤ|GIẢI PHÁP|NỘI DUNG|CÔNG VIỆC|THỰC HIỆN|TRIỂN KHAI|TRỌNG TÂM|CHỦ YẾU|CỤ THỂ|CHÍNH|VÀ|,|VỀ|KẾ HOẠCH|\s)+)[:.]?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Generic();
}
