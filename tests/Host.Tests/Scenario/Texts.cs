using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>Texts that announce a directive with six groups of tasks.</summary>
internal static class Texts
{
    /// <summary>Invented.</summary>
    public const string OwnCode = "905-KH/TU";

    /// <summary>Invented: no such plan, conclusion, resolution or province exists.</summary>
    public const string Own =
        """
        Hội nghị quán triệt các văn bản của Đảng

        Ngày 28/01/2026, tại hội trường Sở Khoa học và Công nghệ tỉnh Sông Lam, Đảng ủy Sở tổ chức hội nghị quán triệt các văn bản mới.

        Tại hội nghị, đồng chí Nguyễn Văn Thành - Giám đốc Sở quán triệt Kế hoạch số 905-KH/TU ngày 20/01/2026 của Ban Thường vụ Tỉnh ủy về “thực hiện Kết luận số 906-KL/TW ngày 11/12/2025 của Bộ Chính trị về tiếp tục thực hiện Nghị quyết số 907-NQ/TW ngày 05/6/2020 của Ban Chấp hành Trung ương về phát triển dữ liệu số của ngành thư viện”.

        Theo đó, 06 nhóm nhiệm vụ trọng tâm cần thực hiện là: Thứ nhất, rà soát kho tư liệu hiện có; thứ hai, tập huấn kỹ năng số cho cán bộ; thứ ba, xây dựng danh mục dữ liệu mở; thứ tư, thử nghiệm kho số dùng chung; thứ năm, chuẩn hoá quy trình cập nhật; thứ sáu, hợp tác với các thư viện trong khu vực.
        """;

    /// <summary>The news of 9 April 2024 that announces plan 391-KH/TU; null where the shared folder is absent.</summary>
    public static string? Seed =>
        SharedFolder.Find("domain/texts/00_seed_quangnam_2024.txt") is { } file ? File.ReadAllText(file) : null;
}
