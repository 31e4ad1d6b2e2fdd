using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>The plan the product ships must be read without a remainder.</summary>
public sealed class SamplePlanTests
{
    private static readonly DirectiveReading Reading = DirectiveReader.Read(File.ReadAllText(Path.Combine(SharedTexts.Repository(), "src", "Workflows", "Samples", "ke-hoach-mau.txt")), null);

    [Fact]
    public void Its_head_is_read()
    {
        var self = Reading.SelfDocument;

        Assert.NotNull(self);
        Assert.Equal(("218/KH-SKHCN", "Kế hoạch", "Sở Khoa học và Công nghệ", "2026-11-20", "145/KH-UBND"), (self.Code, self.Type, self.Issuer, self.Date, self.Implements));
        Assert.Equal("218/KH-SKHCN", Reading.Documents.Single(document => document.Code is "176/KH-SKHCN").ReplacedBy);
    }

    [Fact]
    public void Its_six_tasks_have_lead_coordinating_units_product_and_deadline()
    {
        var subject = DirectiveSubject.Of(Reading);

        Assert.NotNull(subject);
        Assert.Equal(
            [
                ("Văn phòng Sở", 3, "2026-12-15"),
                ("Phòng Chuyển đổi số", 2, "2027-01-08"),
                ("Phòng Quản lý Khoa học", 3, "2027-01-22"),
                ("Phòng Kế hoạch - Tài chính", 2, "2026-12-30"),
                ("Phòng Quản lý Tiêu chuẩn Đo lường Chất lượng", 2, "2027-02-26"),
                ("Thanh tra Sở", 2, "2027-03-19"),
            ],
            subject.ProposedTasks.Select(task => (task.Lead!, task.Coordinating.Count, task.Deadline!.Date!)));
        Assert.All(subject.ProposedTasks, task => Assert.False(string.IsNullOrEmpty(task.Product)));
        Assert.Equal(["Hoàn thiện quy chế và công cụ theo dõi", "Phát triển dữ liệu và nguồn lực", "Đưa kết quả vào hoạt động của ngành"], subject.ProposedTasks.Select(task => task.Group!).Distinct());
    }

    [Fact]
    public void Every_item_quotes_the_text_at_its_place()
    {
        var evidence = Reading.Documents.Select(item => item.Evidence)
            .Concat(Reading.Deadlines.Select(item => item.Evidence))
            .Concat(Reading.TaskGroups.Select(item => item.Evidence))
            .Concat(Reading.Assignments.Select(item => item.Evidence))
            .Append(Reading.SelfDocument!.Evidence);

        Assert.All(evidence, quote => Assert.Equal(quote.Quotation, Reading.Text.Substring(quote.Offset, quote.Length)));
    }
}
