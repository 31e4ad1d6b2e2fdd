using System.Text;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Intake;

namespace DirectiveFlow.Directives.Tests.Reading.Intake;

public sealed class DocumentIntakeTests
{
    private const string Sentence = "Giao Sở Xây dựng chủ trì lập quy hoạch thuỷ lợi, hoàn thành trước ngày 30/6/2031.";

    static DocumentIntakeTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public void The_encoding_of_a_plain_text_is_found(string encoding, bool mark)
    {
        var of = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. mark ? of.GetPreamble() : [], .. of.GetBytes(Sentence)];

        Assert.Equal(Sentence, DocumentIntake.Extract(bytes, "a.txt").Text);
    }

    [Fact]
    public void Windows_1258_is_read_and_its_letters_are_joined()
    {
        // The code page writes some letters whole and adds the tone as a mark of its own.
        var parted = string.Concat(Sentence.Select(c => Parted(c)));
        var bytes = Encoding.GetEncoding(1258, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetBytes(parted);

        var reading = DirectiveReader.Read(DocumentIntake.Extract(bytes, "a.txt").Text, null);

        Assert.Equal(Sentence, reading.Text);
        Assert.Equal("Sở Xây dựng", Assert.Single(reading.Assignments).Lead);
    }

    [Fact]
    public void A_word_file_gives_its_drawn_numbers_its_head_in_lines_and_its_table_in_rows()
    {
        const string numbering = """
            <w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
            <w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>
            """;
        var body = TestFiles.Table(["UBND TỈNH SÔNG LAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 12/KH-UBND", "Sông Lam, ngày 05 tháng 02 năm 2031"])
            + TestFiles.Paragraph("KẾ HOẠCH") + TestFiles.Paragraph("Phát triển thư viện")
            + TestFiles.Paragraph("MỤC TIÊU", 7) + TestFiles.Paragraph("Mở thư viện.", 7, 1) + TestFiles.Paragraph("NHIỆM VỤ", 7) + TestFiles.Paragraph("Giao Sở Nội vụ rà soát <w/>biên chế.".Replace("<w/>", "", StringComparison.Ordinal), 7, 1) + TestFiles.Paragraph("Giao Sở Xây dựng cải tạo nhà.", 7, 1)
            + TestFiles.Table(["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian"], ["1", "Lập đề án", "Sở Văn hóa", "Sở Tài chính", "Đề án", "6/2031"])
            + "<w:p><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>";

        var taken = DocumentIntake.Extract(TestFiles.Word(body, numbering), "kế hoạch.docx");

        Assert.Equal(
            ["UBND TỈNH SÔNG LAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/KH-UBND", "Sông Lam, ngày 05 tháng 02 năm 2031", "KẾ HOẠCH", "Phát triển thư viện", "I. MỤC TIÊU", "1. Mở thư viện.", "II. NHIỆM VỤ", "1. Giao Sở Nội vụ rà soát biên chế.", "2. Giao Sở Xây dựng cải tạo nhà.", "TT | Nhiệm vụ | Chủ trì | Phối hợp | Sản phẩm | Thời gian", "1 | Lập đề án | Sở Văn hóa | Sở Tài chính | Đề án | 6/2031", "thêm"],
            taken.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var reading = DirectiveReader.Read(taken.Text, null);
        Assert.Equal(("12/KH-UBND", "2031-02-05"), (reading.SelfDocument?.Code, reading.SelfDocument?.Date));
        Assert.Contains(reading.Assignments, assignment => assignment is { Lead: "Sở Văn hóa", Due.Date: "2031-06-30", Product: "Đề án" });
    }

    [Fact]
    public void A_pdf_with_text_is_read_and_its_broken_lines_are_joined()
    {
        var taken = DocumentIntake.Extract(TestFiles.Pdf("1. Giao Sở Nông nghiệp và Môi trường chủ trì, phối hợp", "với Sở Tài chính lập phương án chống hạn, hoàn thành", "trước ngày 20/4/2031."), "a.pdf");

        var assignment = Assert.Single(DirectiveReader.Read(taken.Text, null).Assignments);

        Assert.Equal(("Sở Nông nghiệp và Môi trường", "lập phương án chống hạn", "2031-04-20"), (assignment.Lead, assignment.Task, assignment.Due?.Date));
    }

    [Fact]
    public void A_ruled_table_of_a_pdf_gives_a_line_for_each_row_whatever_lines_its_cells_run_over()
    {
        var file = TestFiles.PdfTable(
            [26, 130, 100, 90, 80, 80],
            ["TT", "Nhiệm vụ", "Cơ quan\nchủ trì", "Cơ quan\nphối hợp", "Sản phẩm", "Thời gian\nhoàn thành"],
            ["I", "HẠ TẦNG SỐ", "", "", "", ""],
            ["1", "Xây dựng kho dữ liệu\ndùng chung của tỉnh", "Sở Khoa học và\nCông nghệ", "Văn phòng\nUBND tỉnh; Sở\nTài chính", "Kho dữ liệu", "Trước ngày\n30/6/2031"],
            ["2", "Tập huấn kỹ năng số\ncho cán bộ cơ sở", null, "UBND các\nxã", "Báo cáo", "Tháng\n10/2031"]);

        var taken = DocumentIntake.Extract(file, "phụ lục.pdf");

        Assert.Equal(
            ["TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời gian hoàn thành", "I | HẠ TẦNG SỐ | | | |", "1 | Xây dựng kho dữ liệu dùng chung của tỉnh | Sở Khoa học và Công nghệ | Văn phòng UBND tỉnh; Sở Tài chính | Kho dữ liệu | Trước ngày 30/6/2031", "2 | Tập huấn kỹ năng số cho cán bộ cơ sở | | UBND các xã | Báo cáo | Tháng 10/2031"],
            taken.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        var reading = DirectiveReader.Read(taken.Text, null);
        Assert.Equal(
            [("Sở Khoa học và Công nghệ", "Xây dựng kho dữ liệu dùng chung của tỉnh", "2031-06-30"), ("Sở Khoa học và Công nghệ", "Tập huấn kỹ năng số cho cán bộ cơ sở", "2031-10-31")],
            reading.Assignments.Select(assignment => (assignment.Lead, assignment.Task, assignment.Due?.Date)));
        Assert.Equal(["Văn phòng UBND tỉnh", "Sở Tài chính"], reading.Assignments[0].Coordinating);
    }

    [Fact]
    public void A_web_page_gives_its_words_without_scripts_and_its_table_in_rows()
    {
        const string html = "<!DOCTYPE html><html><head><title>x</title><script>var a='<p>no</p>';</script></head><body><p>Th&ocirc;ng b&aacute;o số 5/TB-UBND</p><table><tr><td>1</td><td><p>Vi&#7879;c</p></td><td></td></tr></table><!-- <p>no</p> --></body></html>";

        var taken = DocumentIntake.Extract(Encoding.UTF8.GetBytes(html), "a.html");

        Assert.Equal(["Thông báo số 5/TB-UBND", "1 | Việc |"], taken.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void A_mail_gives_the_document_attached_to_it()
    {
        var attachment = Convert.ToBase64String(TestFiles.Word(TestFiles.Paragraph(Sentence)));
        var mail = $"""
            Subject: =?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("Gửi kế hoạch"))}?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8

            Kính gửi các đơn vị.
            --b
            Content-Type: application/octet-stream; name="run.exe"
            Content-Disposition: attachment; filename="run.exe"
            Content-Transfer-Encoding: base64

            TVqQAAMAAAAEAAAA
            --b
            Content-Type: application/octet-stream; name="kehoach.docx"
            Content-Disposition: attachment; filename="kehoach.docx"
            Content-Transfer-Encoding: base64

            {attachment}
            --b--
            """;

        var taken = DocumentIntake.Extract(Encoding.UTF8.GetBytes(mail), "thu.eml");

        Assert.Equal(Sentence, taken.Text.Trim());
        Assert.Equal(["Gửi kế hoạch", "run.exe", "kehoach.docx"], taken.Parts.Select(part => part.Name));
        Assert.Equal([null, "file.type-unsupported", null], taken.Parts.Select(part => part.Refusal));
        Assert.Equal(["mail.attachments-refused"], taken.Remarks);
    }

    private static string Parted(char c)
    {
        var marks = c.ToString().Normalize(NormalizationForm.FormD);
        var tone = marks.IndexOfAny(['\u0300', '\u0301', '\u0303', '\u0309', '\u0323']);
        return tone < 0 ? c.ToString() : marks.Remove(tone, 1).Normalize(NormalizationForm.FormC) + marks[tone];
    }
}
