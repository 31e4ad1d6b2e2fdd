using System.Text;
using System.Text.Json;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>One rule each, on invented words and numbers, so that no rule is fitted to one text.</summary>
public sealed class ReadingRulesTests
{
    private static readonly DateOnly Context = new(2031, 5, 20);

    [Fact]
    public void A_quoted_subject_gives_the_lineage_down_to_the_oldest_document()
    {
        var reading = Read("Sở quán triệt Chương trình số 45-CTr/TU ngày 02/4/2031 của Ban Thường vụ Thành ủy về “triển khai Chỉ thị số 12-CT/TW ngày 09 tháng 01 năm 2031 của Ban Bí thư về tăng cường tiết kiệm theo Nghị quyết số 8 NQ/TW ngày 1.2.2030 của Bộ Chính trị về sử dụng tài sản công”.");

        Assert.Equal(["45-CTr/TU", "12-CT/TW", "8-NQ/TW"], reading.Documents.Select(document => document.Code));
        Assert.Equal(["2031-04-02", "2031-01-09", "2030-02-01"], reading.Documents.Select(document => document.Date));
        Assert.Equal(["Ban Thường vụ Thành ủy", "Ban Bí thư", "Bộ Chính trị"], reading.Documents.Select(document => document.Issuer));
        Assert.Equal(["12-CT/TW", "8-NQ/TW", null], reading.Documents.Select(document => document.Implements));
        Assert.Equal("sử dụng tài sản công", reading.Documents[2].Title);
    }

    [Theory]
    [InlineData("UBND TỈNH SÔNG LAM", "UBND tỉnh Sông Lam")]
    [InlineData("HĐND THÀNH PHỐ BẾN SÔNG", "HĐND thành phố Bến Sông")]
    public void A_short_form_in_a_head_set_in_capitals_keeps_its_capitals(string head, string issuer)
    {
        var reading = Read($"{head}\nSố: 77/KH-UBND\nSông Lam, ngày 16 tháng 11 năm 2026\nKẾ HOẠCH\nNâng cao năng lực đổi mới sáng tạo");

        Assert.Equal(issuer, reading.SelfDocument?.Issuer);
    }

    [Fact]
    public void Later_short_citations_are_merged_into_the_first()
    {
        var reading = Read("Căn cứ Nghị quyết số 61-NQ/TW ngày 03/3/2031 của Bộ Chính trị về phát triển đô thị. Thực hiện Nghị quyết 61, các sở rà soát; Nghị quyết số 61 NQ/TW cũng yêu cầu tổng kết. Xem Công văn số 7836.");

        Assert.Equal(["61-NQ/TW", "7836"], reading.Documents.Select(document => document.Code));
        Assert.Equal("phát triển đô thị", reading.Documents[0].Title);
        Assert.True(reading.Documents[1].Incomplete);
    }

    [Fact]
    public void The_same_code_of_two_years_is_two_documents()
    {
        var reading = Read("Quyết định số 15/QĐ-UBND ngày 10/01/2030 của UBND tỉnh về chi tiêu; Quyết định số 15/QĐ-UBND ngày 11/01/2031 của UBND tỉnh về thu ngân sách.");

        Assert.Equal([("15/QĐ-UBND", "2030-01-10"), ("15/QĐ-UBND", "2031-01-11")], reading.Documents.Select(document => (document.Code!, document.Date!)));
    }

    [Fact]
    public void The_word_before_the_number_decides_the_type()
    {
        var reading = Read("Quy định số 77-QĐ/TW ngày 04/02/2031 của Bộ Chính trị về văn bản; Thông tri số 5-TT/TU; Thông tư số 09/2031/TT-BNV; công văn thượng khẩn số 310/SYT-NV.");

        Assert.Equal(["Quy định", "Thông tri", "Thông tư", "Công văn"], reading.Documents.Select(document => document.Type));
        Assert.Equal("THUONG_KHAN", reading.Documents[3].Urgency);
    }

    [Fact]
    public void A_date_hung_on_a_code_with_a_hyphen_is_its_date() =>
        Assert.Equal(("512/UBND-XD1", "2030-11-08"), Read("theo văn bản số 512/UBND-XD1 - 08/11/2030 của UBND tỉnh").Documents.Select(document => (document.Code!, document.Date!)).Single());

    [Fact]
    public void Items_of_an_enumeration_keep_their_own_semicolons_and_sentences()
    {
        var reading = Read(
            """
            Nghị quyết số 19-NQ/TU ngày 05/5/2031 của Tỉnh ủy về du lịch đề ra 03 nhóm nhiệm vụ và giải pháp chủ yếu làThứ nhất, quy hoạch bến bãi; mở tuyến mới; thứ hai, đào tạo hướng dẫn viên; thứ ba, xúc tiến thị trường. Chú trọng khách nội địa.

            Hội nghị lần thứ sáu, họp thứ hai hằng tuần.
            """);

        Assert.Equal(["quy hoạch bến bãi; mở tuyến mới", "đào tạo hướng dẫn viên", "xúc tiến thị trường. Chú trọng khách nội địa"], reading.TaskGroups.Select(group => group.Text));
        Assert.All(reading.TaskGroups, group => Assert.Equal("19-NQ/TU", group.Set));
        Assert.Equal("03 nhóm nhiệm vụ và giải pháp chủ yếu", reading.AnnouncedCounts["19-NQ/TU"]);
    }

    [Fact]
    public void One_is_two_is_enumerations_are_read_across_paragraphs()
    {
        var reading = Read("Kết luận số 7-KL/TU ngày 06/6/2030 nêu hai việc:\nMột là, sửa chữa trường học.\nHai là, xây trạm y tế.");

        Assert.Equal(["sửa chữa trường học", "xây trạm y tế"], reading.TaskGroups.Select(group => group.Text));
    }

    [Theory]
    [InlineData("nộp hồ sơ trước ngày 30/6/2031", "before", "2031-06-30")]
    [InlineData("nộp hồ sơ chậm nhất ngày 05 tháng 9 năm 2031", "before", "2031-09-05")]
    [InlineData("xong trước 15/7", "before", "2031-07-15")]
    [InlineData("xong trước ngày 15/01", "before", "2031-01-15")]
    [InlineData("gửi trước 16 giờ 30, ngày 02/6/2031", "at_time", "2031-06-02T16:30")]
    [InlineData("hoàn thành trong tháng 2/2032", "in_month", "2032-02-29")]
    [InlineData("hoàn thành trong tháng 11.2031", "in_month", "2031-11-30")]
    [InlineData("hoàn thành trong quý III năm 2031", "in_quarter", "2031-09-30")]
    [InlineData("hoàn thành trong quý 4/2031", "in_quarter", "2031-12-31")]
    [InlineData("hoàn thành trong năm 2031", "in_year", "2031-12-31")]
    [InlineData("báo cáo định kỳ hằng tháng", "recurring", null)]
    [InlineData("trả lời trong vòng 03 ngày làm việc kể từ ngày nhận được văn bản", "relative", null)]
    public void Deadline_phrases_give_their_last_day(string words, string kind, string? date)
    {
        var deadline = Assert.Single(Read($"Sở Y tế {words}.").Deadlines);

        Assert.Equal((kind, date), (deadline.Kind, deadline.Date));
    }

    [Theory]
    [InlineData("Đến năm 2035, tỉnh có 40 bệnh viện.")]
    [InlineData("Trong năm 2030, tỉnh đã xây 4 bệnh viện.")]
    [InlineData("Đề án cần 30 ngày công, đạt 25/27 chỉ tiêu.")]
    [InlineData("Trực 24/7, kể cả ngày 31/02.")]
    public void What_is_no_deadline_gives_none(string words) => Assert.Empty(Read(words).Deadlines);

    [Fact]
    public void A_day_without_a_year_after_the_turn_of_the_year_is_next_years()
    {
        var deadline = Assert.Single(DirectiveReader.Read("Sở Y tế báo cáo trước ngày 15/01.", new DateOnly(2031, 12, 1)).Deadlines);

        Assert.Equal(("2032-01-15", true), (deadline.Date, deadline.YearInferred));
    }

    [Fact]
    public void A_duty_gives_lead_coordinating_units_product_and_deadline()
    {
        var assignment = Assert.Single(Read("1. Giao Sở Xây dựng chủ trì, phối hợp với Sở Nông nghiệp và Môi trường, UBND các xã, phường và các đơn vị liên quan lập bản đồ ngập, hoàn thành trước ngày 12/9/2031; sản phẩm: Bản đồ số.").Assignments);

        Assert.Equal("Sở Xây dựng", assignment.Lead);
        Assert.Equal(["Sở Nông nghiệp và Môi trường", "UBND các xã, phường", "các đơn vị liên quan"], assignment.Coordinating);
        Assert.Equal(("lập bản đồ ngập", "Bản đồ số", "2031-09-12"), (assignment.Task, assignment.Product, assignment.Due?.Date));
    }

    [Fact]
    public void A_heading_that_names_a_unit_is_the_lead_of_what_stands_below()
    {
        var reading = Read(
            """
            II. NỘI DUNG CẦN LÀM TRONG QUÝ III/2031
            1. Sở Tư pháp
            a) Rà soát văn bản hết hiệu lực.
            b) Chủ trì, phối hợp với Sở Nội vụ tập huấn cho cán bộ xã, hoàn thành trước ngày 01/8/2031.
            2. Công an tỉnh:
            - Cấp lại giấy tờ cho người dân vùng lũ.
            """);

        Assert.Equal(["Sở Tư pháp", "Sở Tư pháp", "Công an tỉnh"], reading.Assignments.Select(assignment => assignment.Lead));
        Assert.Equal(["Sở Nội vụ"], reading.Assignments[1].Coordinating);
        Assert.Equal(["2031-09-30", "2031-08-01", "2031-09-30"], reading.Assignments.Select(assignment => assignment.Due?.Date));
    }

    [Fact]
    public void An_annex_table_gives_its_rows_by_the_names_of_its_columns()
    {
        var reading = Read(
            """
            PHỤ LỤC 2
            STT | Nội dung công việc | Đơn vị thực hiện | Thời hạn | Sản phẩm | Đơn vị phối hợp
            A | Hạ tầng | | | |
            1 | Nâng cấp đường truyền | Phòng Tin học | Quý II/2032 | Báo cáo nghiệm thu | Phòng Tài chính, Văn phòng Sở
            2 | Trực hệ thống | Phòng Tin học | Thường xuyên | |
            """);

        Assert.Equal("Hạ tầng", Assert.Single(reading.TaskGroups).Text);
        Assert.Equal(["2032-06-30", null], reading.Assignments.Select(assignment => assignment.Due?.Date));
        Assert.Equal(["Phòng Tài chính", "Văn phòng Sở"], reading.Assignments[0].Coordinating);
        Assert.Equal(("Báo cáo nghiệm thu", "Hạ tầng", "1"), (reading.Assignments[0].Product, reading.Assignments[0].Group, reading.Assignments[0].Ordinal));
        Assert.Equal("ongoing", reading.Assignments[1].Due?.Kind);
    }

    [Fact]
    public void A_task_with_labelled_lines_is_read()
    {
        var assignment = Assert.Single(Read(
            """
            1. Số hóa kho lưu trữ
            - Đơn vị chủ trì: Văn phòng Sở.
            - Đơn vị phối hợp: Phòng Tin học; Thanh tra Sở.
            - Sản phẩm: Kho dữ liệu.
            - Thời gian hoàn thành: tháng 9/2031.
            """).Assignments);

        Assert.Equal(("Số hóa kho lưu trữ", "Văn phòng Sở", "Kho dữ liệu", "2031-09-30"), (assignment.Task, assignment.Lead, assignment.Product, assignment.Due?.Date));
        Assert.Equal(["Phòng Tin học", "Thanh tra Sở"], assignment.Coordinating);
    }

    [Fact]
    public void A_state_head_in_two_columns_gives_code_issuer_date_type_and_subject()
    {
        var reading = Read(
            "UBND TỈNH HOÀ SƠN\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\t\tĐộc lập - Tự do - Hạnh phúc\nSố: 77/TB-SGDĐT\t\tHoà Sơn, ngày 04 tháng 02 năm 2031\n\nTHÔNG BÁO\nVề việc tuyển sinh lớp 6\nnăm học 2031-2032\n\nCăn cứ Quyết định số 3/QĐ-UBND ngày 02/01/2031 của UBND tỉnh.");

        var self = reading.SelfDocument;
        Assert.NotNull(self);
        Assert.Equal(("77/TB-SGDĐT", "Thông báo", "Sở Giáo dục và Đào tạo", "2031-02-04", "tuyển sinh lớp 6 năm học 2031-2032"), (self.Code, self.Type, self.Issuer, self.Date, self.Title));
        Assert.Equal("3/QĐ-UBND", Assert.Single(reading.Documents).Code);
    }

    [Fact]
    public void A_party_head_names_the_board_that_signs_and_what_it_carries_out()
    {
        var reading = Read("THÀNH ỦY HẢI MINH\n*\nSố 31-CTr/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHải Minh, ngày 09 tháng 3 năm 2031\n\nCHƯƠNG TRÌNH\nthực hiện Nghị quyết số 6-NQ/TW ngày 01/02/2031 của Bộ Chính trị về kinh tế biển\n\nI- MỤC TIÊU\n1. Sở Công Thương tăng thu.\nT/M BAN THƯỜNG VỤ");

        var subject = DirectiveSubject.Of(reading);
        Assert.NotNull(subject);
        Assert.Equal(("31-CTr/TU", "Ban Thường vụ Thành ủy", "Chương trình", true), (subject.Document.Code, subject.Document.Issuer, subject.Document.Type, subject.IsOwnDocument));
        Assert.Equal("6-NQ/TW", Assert.Single(subject.Lineage).Code);
        Assert.Empty(subject.ProposedTasks);
    }

    [Fact]
    public void Decomposed_letters_and_hard_spaces_change_nothing()
    {
        const string text = "Kế hoạch số 83-KH/TU ngày 02/02/2031 của Tỉnh ủy về nước sạch. Giao Sở Xây dựng chủ trì lập dự án trước ngày 03/10/2031.";
        var damaged = text.Normalize(NormalizationForm.FormD).Replace(' ', '\u00A0');

        Assert.Equal(WithoutSource(Read(text)), WithoutSource(Read(damaged)));
        var quote = Read(damaged).Documents[0].Evidence;
        Assert.Equal(quote.Quotation, damaged[quote.SourceStart..quote.SourceEnd].Normalize(NormalizationForm.FormC).Replace('\u00A0', ' '));

        static IEnumerable<string> WithoutSource(DirectiveReading reading) =>
            reading.ToJson().Split('\n').Where(line => !line.Contains("\"source", StringComparison.Ordinal));
    }

    [Fact]
    public void Json_is_camel_case_without_nulls_and_with_plain_vietnamese()
    {
        var json = Read("Thực hiện Kế hoạch số 83-KH/TU ngày 02/02/2031 của Tỉnh ủy về nước sạch.").ToJson();

        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(["code", "raw", "typeAbbr", "type", "issuer", "date", "title", "evidence", "rule", "confidence"], root.GetProperty("documents")[0].EnumerateObject().Select(field => field.Name));
        Assert.Contains("nước sạch", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
    }

    private static DirectiveReading Read(string text) => DirectiveReader.Read(text, Context);
}
