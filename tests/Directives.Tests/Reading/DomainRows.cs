namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>One wording of the domain's description and what a reading of a sentence with it must hold.</summary>
/// <param name="Row">The words as DOMAIN.md gives them (a backquoted item, or the beginning of a table row's first cell).</param>
/// <param name="Expected">Lines of a reading (see <see cref="ReadingLines"/>) that must be there; one that begins with "no " must not.</param>
internal sealed record DomainRow(string Section, string Row, string Text, params string[] Expected)
{
    public override string ToString() => $"{Section} {Row}";
}

/// <summary>Every wording DOMAIN.md sections 1.4, 3 and 4 name.</summary>
internal static class DomainRows
{
    public static readonly DomainRow[] All =
    [
        new("1.4", "13 NQ/TW", "Thực hiện Nghị quyết số 13 NQ/TW ngày 16/01/2012.", "doc 13-NQ/TW 2012-01-16"),
        new("1.4", "79 NQ/TW", "Thực hiện Nghị quyết 79 NQ/TW ngày 06/01/2026.", "doc 79-NQ/TW 2026-01-06"),
        new("1.4", "57- NQ/TW", "Thực hiện Nghị quyết số 57- NQ/TW ngày 22/12/2024.", "doc 57-NQ/TW 2024-12-22"),
        new("1.4", "20/CT/TTG", "Thực hiện Chỉ thị 20/CT/TTG ngày 05/6/2018.", "doc 20/CT-TTg 2018-06-05"),
        new("1.4", "7035/UBND-NL2 - 08/11/2018", "Theo Công văn số 7035/UBND-NL2 - 08/11/2018 của UBND tỉnh.", "doc 7035/UBND-NL2 2018-11-08"),
        new("1.4", "Công văn số 7836", "Sở đã có Công văn số 7836 ngày 02/3/2031 trả lời.", "doc 7836 2031-03-02"),
        new("1.4", "chỉ thị 18", "Các đơn vị thực hiện chỉ thị 18 của Thủ tướng.", "doc 18 -"),
        new("1.4", "Quyết định số 2501", "Theo Quyết định số 2501 của UBND tỉnh.", "doc 2501 -"),
        new("1.4", "32/CVBM", "Công ty có văn bản số 32/CVBM ngày 11/3/2031.", "doc 32/CVBM 2031-03-11"),
        new("1.4", "Số:     /UBND-NC", "UBND TỈNH AN PHÚ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố:     /UBND-NC\nAn Phú, ngày 03 tháng 02 năm 2031\nV/v chấn chỉnh kỷ cương", "self UBND-NC 2031-02-03", "no doc"),
        new("1.4", "số  /NQ-CP ngày 01 tháng 01 năm 2025", "Ban hành kèm theo Nghị quyết số  /NQ-CP ngày 01 tháng 01 năm 2025 của Chính phủ.", "no doc"),
        new("1.4", "ủy/uỷ", "Giao Tỉnh uỷ viên rà soát. Giao Uỷ ban nhân dân tỉnh lập kế hoạch.", "task Uỷ ban nhân dân tỉnh | lập kế hoạch"),
        new("1.4", "hóa/hoá", "Giao Sở Văn hoá và Thể thao cụ thể hoá Chỉ thị số 5-CT/TU.", "task Sở Văn hoá và Thể thao | cụ thể hoá Chỉ thị số 5-CT/TU"),
        new("1.4", "Hòa/Hoà", "Giao UBND xã Hoà Bình báo cáo. Giao UBND xã Hòa Phú báo cáo.", "task UBND xã Hoà Bình | báo cáo", "task UBND xã Hòa Phú | báo cáo"),
        new("1.4", "25/27 đơn vị", "Đến nay 25/27 đơn vị đã báo cáo.", "no doc"),
        new("1.4", "500 tấn hàng hoá/năm", "Cảng bốc 500 tấn hàng hoá/năm.", "no doc"),
        new("1.4", "Đề án 06", "Các đơn vị triển khai Đề án 06 nghiêm túc.", "no doc"),
        new("1.4", "24/7", "Đường dây nóng trực 24/7.", "no doc", "no due"),
        new("3", "trước ngày 30/6/2024", "Giao Sở Y tế báo cáo trước ngày 30/6/2024.", "due before 2024-06-30"),
        new("3", "chậm nhất ngày", "Giao Sở Y tế báo cáo chậm nhất ngày 15/8/2031. Giao Sở Nội vụ báo cáo chậm nhất trước ngày 16/8. Giao Sở Tài chính rà soát, xong trước 15/12.", "due before 2031-08-15", "due before 2031-08-16", "due before 2031-12-15"),
        new("3", "trong tháng 7/2019", "Giao Sở Y tế báo cáo trong tháng 7/2019. Giao Sở Nội vụ báo cáo trong tháng 3.2025.\nTT | Nhiệm vụ | Chủ trì | Thời gian\n1 | Lập đề án | Sở Y tế | 6/2026\n2 | Lập kế hoạch | Sở Y tế | Tháng 10/2026\n3 | Lập quỹ | Sở Y tế | 01/2027", "due in_month 2019-07-31", "due in_month 2025-03-31", "due in_month 2026-06-30", "due in_month 2026-10-31", "due in_month 2027-01-31"),
        new("3", "trong quý II/2017", "Giao Sở Y tế báo cáo trong quý II/2017. Giao Sở Nội vụ rà soát trong quý 2/2025.\nTT | Nhiệm vụ | Chủ trì | Thời gian\n1 | Lập đề án | Sở Y tế | Quý III/2026", "due in_quarter 2017-06-30", "due in_quarter 2025-06-30", "due in_quarter 2026-09-30"),
        new("3", "trong năm 2025", "Giao Sở Y tế lập đề án trong năm 2025.\nTT | Nhiệm vụ | Chủ trì | Thời gian\n1 | Lập đề án | Sở Y tế | 2026\n2 | Lập quỹ | Sở Y tế | 2026 - 2027\n3 | Lập đội | Sở Y tế | 2028 và những năm tiếp theo", "due in_year 2025-12-31", "due in_year 2026-12-31", "due in_year 2027-12-31", "due in_year 2028-12-31"),
        new("3", "hằng năm", "1. Sở Y tế báo cáo hằng năm.\n2. Sở Nội vụ báo cáo hàng năm.\n3. Sở Tài chính báo cáo hằng quý.\n4. Thanh tra tỉnh báo cáo định kỳ 6 tháng.\n5. Sở Xây dựng định kỳ báo cáo kết quả.\n6. Sở Công Thương báo cáo trước ngày 15 tháng 6 và trước ngày 01 tháng 12.", "due recurring -"),
        new("3", "Thường xuyên", "TT | Nhiệm vụ | Chủ trì | Thời gian\n1 | Tuyên truyền | Sở Y tế | Thường xuyên\n2 | Kiểm tra | Sở Y tế | Nhiệm vụ thường xuyên", "due ongoing -"),
        new("3", "trong vòng 05 ngày", "Giao Sở Y tế trả lời trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản. Giao Sở Nội vụ trả lời trong vòng 10 ngày kể từ ngày ký.", "due relative -"),
        new("3", "trước Tết Nguyên đán Kỷ Hợi", "Giao Sở Y tế kiểm tra trước Tết Nguyên đán Kỷ Hợi. Giao Sở Nội vụ trình trước kỳ họp thứ 9.", "due before_event -"),
        new("3", "theo thời gian quy định", "Giao Sở Y tế báo cáo theo thời gian quy định. Giao Sở Nội vụ báo cáo đúng thời hạn.", "due by_reference -"),
        new("3", "ngay, khẩn trương, kịp thời, sớm", "Giao Sở Y tế khẩn trương rà soát, kịp thời báo cáo ngay, sớm khắc phục.", "no due", "task Sở Y tế | khẩn trương rà soát, kịp thời báo cáo ngay, sớm khắc phục"),
        new("3", "đến năm 2030, tầm nhìn 2045", "Phát triển kinh tế biển đến năm 2030, tầm nhìn 2045, giai đoạn 2021-2030.", "no due"),
        new("3", "(none)", "Giao Sở Y tế rà soát danh mục thuốc.", "no due", "task Sở Y tế | rà soát danh mục thuốc"),
        .. Dates(),
        .. Phrases(),
    ];

    /// <summary>Writings of days in section 3.</summary>
    private static IEnumerable<DomainRow> Dates() =>
    [
        new("3", "Quảng Nam, ngày 18 tháng 3 năm 2024", "TỈNH UỶ QUẢNG NAM\n*\nSố 7-KH/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nQuảng Nam, ngày 18 tháng 3 năm 2024\nKẾ HOẠCH\nvề kinh tế biển", "self 7-KH/TU 2024-03-18"),
        new("3", "ngày 18/3/2024", "Theo Quyết định số 5/QĐ-UBND ngày 18/3/2024.", "doc 5/QĐ-UBND 2024-03-18"),
        new("3", "18-3-2024", "Theo Quyết định số 5/QĐ-UBND ngày 18-3-2024.", "doc 5/QĐ-UBND 2024-03-18"),
        new("3", "18.3.2024", "Theo Quyết định số 5/QĐ-UBND ngày 18.3.2024.", "doc 5/QĐ-UBND 2024-03-18"),
        new("3", "28/5/2025", "Giao Sở Y tế báo cáo trước 28/5/2025.", "due before 2025-05-28"),
        new("3", "ngày 11/01/2024", "Theo Kết luận số 69-KL/TW ngày 11/01/2024.", "doc 69-KL/TW 2024-01-11"),
        new("3", "1.1", "Giao Sở Y tế báo cáo trước ngày 1.1.2032.", "due before 2032-01-01"),
        new("3", "20/12", "Giao Sở Y tế báo cáo trước ngày 20/12.", "due before 2031-12-20"),
        new("3", "ngày 09 tháng 01 năm 2025", "Theo Nghị quyết số 3/NQ-CP ngày 09 tháng 01 năm 2025 của Chính phủ.", "doc 3/NQ-CP 2025-01-09"),
    ];

    /// <summary>Wordings of assignment and report, and marks of enumerations, in section 4.</summary>
    private static IEnumerable<DomainRow> Phrases() =>
    [
        new("4", "giao Sở X chủ trì, phối hợp với Sở Y, … [việc]", "UBND tỉnh giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ, Sở Tài chính rà soát biên chế.", "task Sở Y tế | rà soát biên chế", "with Sở Nội vụ + Sở Tài chính"),
        new("4", "Sở X: …", "1. Sở Y tế: Rà soát biên chế.\n2. Sở Nội vụ: Tổng hợp báo cáo.", "task Sở Y tế | Rà soát biên chế", "task Sở Nội vụ | Tổng hợp báo cáo"),
        new("4", "1. Sở X", "1. Sở Y tế\n- Rà soát biên chế.\n2. Sở Nội vụ\n- Tổng hợp báo cáo.", "task Sở Y tế | Rà soát biên chế", "task Sở Nội vụ | Tổng hợp báo cáo"),
        new("4", "a) …", "1. Tổ chức bộ máy\na) Sở Y tế rà soát biên chế.\nb) Sở Nội vụ tổng hợp báo cáo.", "task Sở Y tế | rà soát biên chế", "task Sở Nội vụ | tổng hợp báo cáo"),
        new("4", "Sở X chịu trách nhiệm …", "Sở Y tế chịu trách nhiệm rà soát biên chế.", "task Sở Y tế | chịu trách nhiệm rà soát biên chế"),
        new("4", "là cơ quan thường trực", "1. Sở Y tế là cơ quan thường trực, đôn đốc các đơn vị.", "task Sở Y tế | đôn đốc các đơn vị", "standing Sở Y tế"),
        new("4", "là cơ quan đầu mối, tham mưu", "1. Sở Y tế là cơ quan đầu mối, tham mưu UBND tỉnh ban hành kế hoạch.", "task Sở Y tế | tham mưu UBND tỉnh ban hành kế hoạch", "standing Sở Y tế"),
        new("4", "tham mưu UBND tỉnh …", "Giao Sở Y tế tham mưu UBND tỉnh ban hành kế hoạch.", "task Sở Y tế | tham mưu UBND tỉnh ban hành kế hoạch"),
        new("4", "theo dõi, đôn đốc", "Giao Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện.", "task Văn phòng UBND tỉnh | theo dõi, đôn đốc việc thực hiện"),
        new("4", "phối hợp với", "Giao Sở Y tế phối hợp với Công an tỉnh kiểm tra nhà thuốc.", "task Sở Y tế | kiểm tra nhà thuốc", "with Công an tỉnh"),
        new("4", "phối với", "Giao Sở Y tế chủ trì, phối với Công an tỉnh kiểm tra nhà thuốc.", "task Sở Y tế | kiểm tra nhà thuốc", "with Công an tỉnh"),
        new("4", "cùng", "Giao Sở Y tế chủ trì, cùng Công an tỉnh kiểm tra nhà thuốc.", "task Sở Y tế | kiểm tra nhà thuốc", "with Công an tỉnh"),
        new("4", "các cơ quan liên quan", "Giao Sở Y tế phối hợp với các cơ quan liên quan kiểm tra nhà thuốc.", "task Sở Y tế | kiểm tra nhà thuốc", "with các cơ quan liên quan"),
        new("4", "các sở, ban, ngành, UBND các huyện, thị xã, thành phố", "Yêu cầu các sở, ban, ngành, UBND các huyện, thị xã, thành phố rà soát biên chế.", "task các sở, ban, ngành, UBND các huyện, thị xã, thành phố | rà soát biên chế", "collective"),
        new("4", "UBND các xã, phường, đặc khu", "Yêu cầu UBND các xã, phường, đặc khu rà soát biên chế.", "task UBND các xã, phường, đặc khu | rà soát biên chế", "collective"),
        new("4", "Giám đốc Sở …", "Giao Giám đốc Sở Y tế rà soát biên chế.", "task Giám đốc Sở Y tế | rà soát biên chế"),
        new("4", "Chủ tịch UBND …", "Yêu cầu Chủ tịch UBND xã An Phú rà soát biên chế.", "task Chủ tịch UBND xã An Phú | rà soát biên chế"),
        new("4", "Bộ trưởng …", "Thủ tướng giao Bộ trưởng Bộ Y tế rà soát biên chế.", "task Bộ trưởng Bộ Y tế | rà soát biên chế"),
        new("4", "huyện này", "Giao UBND huyện An Phú rà soát đất đai. Đồng thời, báo cáo kết quả của huyện này trước ngày 30/6/2031.", "task UBND huyện An Phú | rà soát đất đai", "due before 2031-06-30"),
        new("4", "cơ quan nêu trên", "Yêu cầu các cơ quan nêu trên rà soát biên chế.", "task các cơ quan nêu trên | rà soát biên chế"),
        new("4", "báo cáo UBND tỉnh (qua Sở Nội vụ) trước ngày …", "Giao Sở Y tế báo cáo UBND tỉnh (qua Sở Nội vụ) trước ngày 30/6/2031.", "task Sở Y tế | báo cáo UBND tỉnh (qua Sở Nội vụ)", "due before 2031-06-30"),
        new("4", "báo cáo kết quả về …", "Giao Sở Y tế kiểm tra, báo cáo kết quả về UBND tỉnh.", "task Sở Y tế | kiểm tra, báo cáo kết quả về UBND tỉnh"),
        new("4", "tổng hợp, báo cáo", "Giao Sở Y tế tổng hợp, báo cáo UBND tỉnh.", "task Sở Y tế | tổng hợp, báo cáo UBND tỉnh"),
        new("4", "gửi về Văn phòng … để tổng hợp", "Giao Sở Y tế lập danh sách, gửi về Văn phòng UBND tỉnh để tổng hợp.", "task Sở Y tế | lập danh sách, gửi về Văn phòng UBND tỉnh để tổng hợp"),
        new("4", "trường hợp vượt thẩm quyền báo cáo, đề xuất", "Giao Sở Y tế xử lý, trường hợp vượt thẩm quyền báo cáo, đề xuất UBND tỉnh.", "task Sở Y tế | xử lý, trường hợp vượt thẩm quyền báo cáo, đề xuất UBND tỉnh"),
        new("4", "có ý kiến bằng văn bản", "Đề nghị Sở Y tế có ý kiến bằng văn bản trước ngày 30/6/2031.", "task Sở Y tế | có ý kiến bằng văn bản", "due before 2031-06-30"),
        new("4", "sản phẩm/kết quả: Quyết định, Kế hoạch, Tờ trình", "Giao Sở Y tế rà soát biên chế; sản phẩm: Tờ trình.", "task Sở Y tế | rà soát biên chế", "product Tờ trình"),
        new("4", "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm/Kết quả | Thời gian hoàn thành", "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm/Kết quả | Thời gian hoàn thành\n1 | Lập đề án | Sở Y tế | Sở Nội vụ | Đề án | 30/6/2031", "task Sở Y tế | Lập đề án", "with Sở Nội vụ", "product Đề án", "due before 2031-06-30"),
        new("4", "Thứ nhất, … thứ hai, …", "Các nhiệm vụ là: Thứ nhất, kiện toàn bộ máy; thứ hai, bố trí kinh phí.", "group kiện toàn bộ máy", "group bố trí kinh phí"),
        new("4", "06 nhóm nhiệm vụ và giải pháp", "02 nhóm nhiệm vụ và giải pháp là: Thứ nhất, kiện toàn bộ máy; thứ hai, bố trí kinh phí.", "count 02 nhóm nhiệm vụ và giải pháp"),
        new("4", "Một là, Hai là", "Nhiệm vụ trọng tâm: Một là, kiện toàn bộ máy. Hai là, bố trí kinh phí.", "group kiện toàn bộ máy", "group bố trí kinh phí"),
        new("4", "I/II", "I. MỤC ĐÍCH\nNâng cao nhận thức.\nII. NHIỆM VỤ\n1. Kiện toàn bộ máy\nSắp xếp biên chế.\n2. Bố trí kinh phí\nCân đối ngân sách.", "group Kiện toàn bộ máy", "group Bố trí kinh phí"),
        new("4", "1./1.1", "II. NHIỆM VỤ\n1. Kiện toàn bộ máy\n1.1. Sở Nội vụ rà soát biên chế.", "group Kiện toàn bộ máy", "task Sở Nội vụ | rà soát biên chế"),
        new("4", "a)/b)/c)/d)/đ)/e)/g)", string.Join('\n', "a) Sở Y tế rà soát biên chế.|b) Sở Nội vụ lập kế hoạch.|c) Sở Tài chính bố trí vốn.|d) Sở Xây dựng thẩm định.|đ) Sở Công Thương kiểm tra.|e) Thanh tra tỉnh giám sát.|g) Công an tỉnh điều tra.".Split('|')), "task Sở Công Thương | kiểm tra", "task Công an tỉnh | điều tra"),
        new("4", "-", "- Sở Y tế rà soát biên chế.\n- Sở Nội vụ lập kế hoạch.", "task Sở Y tế | rà soát biên chế", "task Sở Nội vụ | lập kế hoạch"),
        new("4", "+", "- Sở Y tế:\n+ Rà soát biên chế.\n+ Lập kế hoạch.", "task Sở Y tế | Rà soát biên chế", "task Sở Y tế | Lập kế hoạch"),
        new("4", "(i) (ii)", "Giao Sở Y tế:\n(i) Rà soát biên chế.\n(ii) Lập kế hoạch.", "task Sở Y tế | Rà soát biên chế", "task Sở Y tế | Lập kế hoạch"),
        new("4", ";", "Giao Sở Y tế rà soát biên chế; giao Sở Nội vụ lập kế hoạch.", "task Sở Y tế | rà soát biên chế", "task Sở Nội vụ | lập kế hoạch"),
    ];
}
