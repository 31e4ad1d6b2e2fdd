using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Studio.Hosting;

/// <summary>
/// The page around the Studio: the product's header, one Studio screen below it. Its words are here in both languages; the
/// Studio's own are English in every build that npm has. It holds no secret: the token is asked for by its script.
/// </summary>
internal static partial class StudioPage
{
    private static readonly Dictionary<string, (string Vietnamese, string English)> s_words = new(StringComparer.Ordinal)
    {
        ["language"] = ("vi", "en"),
        ["title"] = ("Thiết kế quy trình", "Process designer"),
        ["product"] = ("Văn bản chỉ đạo", "Directives"),
        ["back"] = ("Về trang chính", "Back to directives"),
        ["definitions"] = ("Quy trình", "Workflows"),
        ["instances"] = ("Phiên chạy", "Instances"),
        ["operations"] = ("Phiên bản, chạy thử, chuyển đổi", "Versions, dry run, migration"),
        ["areas"] = ("Khu vực thiết kế", "Design area"),
        ["loading"] = ("Đang mở Elsa Studio…", "Opening Elsa Studio…"),
        ["first"] = ("Lần đầu trình duyệt tải khoảng 8 MB, những lần sau mở nhanh hơn nhiều.", "The first time the browser loads about 8 MB; later it opens much faster."),
        ["slow"] = ("Mạng hoặc máy chậm, xin chờ thêm.", "The network or the computer is slow; please wait."),
        ["failed"] = ("Không mở được Elsa Studio.", "Elsa Studio could not be opened."),
        ["retry"] = ("Thử lại", "Try again"),
        ["missing"] = (
            "Máy chủ thiếu các tệp của Elsa Studio. Người quản trị máy chủ: chạy “npm ci” trong thư mục src/Studio rồi dựng lại.",
            "The server lacks the files of Elsa Studio. For its operator: run “npm ci” in src/Studio and build again."),
        ["narrow"] = (
            "Vẽ quy trình cần màn hình rộng. Trên điện thoại chỉ nên xem danh sách; xin mở trang này trên máy tính.",
            "Drawing a workflow needs a wide screen. A phone is good for the lists only; please open this page on a computer."),
        ["understood"] = ("Đã hiểu", "Understood"),
        ["error"] = ("Elsa Studio gặp lỗi. Những gì đã lưu vẫn còn.", "Elsa Studio met an error. What was saved is safe."),
        ["reload"] = ("Tải lại", "Reload"),
        ["dismiss"] = ("Bỏ qua", "Dismiss"),
        ["away"] = ("Máy chủ chưa trả lời. Trang tự thử lại; xin đừng đóng trang.", "The server does not answer yet. The page tries again by itself; do not close it."),
        ["refused"] = ("Không thực hiện được.", "It was not done."),
        ["unknown"] = (
            "Không nối được với máy chủ. Có thể thao tác đã được thực hiện: xin tải lại danh sách để xem.",
            "The server cannot be reached. It may have been done all the same: please look at the list again."),
        ["signedOut"] = ("Phiên đăng nhập đã hết.", "Your session has ended."),
        ["kept"] = (
            "Trang này vẫn giữ những gì bạn vừa sửa và lưu ngay khi bạn đăng nhập lại. Đừng đóng trang.",
            "This page keeps what you have just changed and saves it as soon as you have signed in again. Do not close it."),
        ["signIn"] = ("Đăng nhập lại ở thẻ mới", "Sign in again in a new tab"),
        ["readonly"] = ("Chỉ xem: quản trị viên mới sửa được quy trình.", "Read only: only administrators change workflows."),
    };

    private static readonly string s_page = Resource("studio.html");
    private static readonly string s_vietnamese = Render(english: false);
    private static readonly string s_english = Render(english: true);

    /// <param name="reader">Who may look but not change: the page says so.</param>
    /// <param name="present">Whether the Studio's files are there; if not, the page says what to do.</param>
    public static string Of(bool english, bool reader, bool present) => (english ? s_english : s_vietnamese)
        .Replace("data-reader=\"\"", reader ? "data-reader=\"yes\"" : "data-reader=\"no\"", StringComparison.Ordinal)
        .Replace("data-files=\"\"", present ? "data-files=\"yes\"" : "data-files=\"no\"", StringComparison.Ordinal);

    /// <summary>A part of the page as it was built into this program.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(StudioPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource '{name}' is not in this program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Render(bool english) => Word().Replace(s_page, match =>
    {
        var (vietnamese, other) = s_words[match.Groups["word"].Value];
        return WebUtility.HtmlEncode(english ? other : vietnamese);
    });

    [GeneratedRegex(@"\{\{(?<word>\w+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
