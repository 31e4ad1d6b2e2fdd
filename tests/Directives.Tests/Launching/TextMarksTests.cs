using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Launching;

/// <summary>The text as the confirmation page shows it: whole, cut along what was read.</summary>
public sealed class TextMarksTests
{
    private const string Text = """
        UBND TỈNH SÔNG LAM
        Số: 77/KH-UBND
        Sông Lam, ngày 16 tháng 11 năm 2026

        KẾ HOẠCH
        Nâng cao năng lực đổi mới sáng tạo

        1. Giao Phòng Quản lý Khoa học chủ trì, phối hợp với Văn phòng Sở khảo sát nhu cầu, hoàn thành trước ngày 15/01/2027.
        """;

    [Fact]
    public void Every_kind_is_marked_at_its_words()
    {
        var (reading, marks) = Read(Text);

        Assert.Equal("77/KH-UBND", Words(ReadKind.Code, "code"));
        Assert.Equal("ngày 16 tháng 11 năm 2026", Words(ReadKind.Date, "date"));
        Assert.Equal("UBND TỈNH SÔNG LAM", Words(ReadKind.Unit, "issuer"));
        Assert.Contains("khảo sát nhu cầu", Words(ReadKind.Task, "t1"), StringComparison.Ordinal);
        Assert.Equal("Phòng Quản lý Khoa học", Words(ReadKind.Unit, "t1-lead"));
        Assert.Contains("15/01/2027", Words(ReadKind.Deadline, "t1-due"), StringComparison.Ordinal);

        string Words(ReadKind kind, string item)
        {
            var mark = Assert.Single(marks, mark => mark.Kind == kind && string.Equals(mark.Item, item, StringComparison.Ordinal));
            return reading.Text[mark.Start..mark.End];
        }
    }

    [Fact]
    public void The_segments_are_the_whole_text_and_each_mark_opens_once()
    {
        var (reading, marks) = Read(Text);

        var segments = TextMarks.Cut(reading.Text, marks);

        Assert.Equal(reading.Text, string.Concat(segments.Select(segment => segment.Text)));
        Assert.All(segments, segment => Assert.Equal(segment.Text, reading.Text.Substring(segment.Start, segment.Text.Length)));
        Assert.Equal(marks.Count, segments.Sum(segment => segment.Opens.Count));
        Assert.All(marks, mark => Assert.Equal(reading.Text[mark.Start..mark.End], string.Concat(segments.Where(segment => segment.Marks.Contains(mark)).Select(segment => segment.Text))));
    }

    [Fact]
    public void A_text_without_anything_read_is_one_segment() =>
        Assert.Equal("Không có gì.", Assert.Single(TextMarks.Cut("Không có gì.", [])).Text);

    [Theory]
    [InlineData("31/KH-UBND", "31/KH-UBND", ReviewDecision.Accepted)]
    [InlineData("31/KH-UBND", "32/KH-UBND", ReviewDecision.Changed)]
    [InlineData("31/KH-UBND", "", ReviewDecision.Rejected)]
    [InlineData(null, "32/KH-UBND", ReviewDecision.Added)]
    public void A_value_is_judged_by_what_was_read_and_what_stands_there(string? read, string now, ReviewDecision decision)
    {
        var judgement = Judgement.Of(ReadKind.Code, read, now, 0.98, "head.state")!;

        Assert.Equal(decision, judgement.Decision);
        Assert.Equal(read is null ? null : "head.state", judgement.Rule);
    }

    [Fact]
    public void Precision_and_recall_count_a_changed_proposal_against_both()
    {
        var accuracy = ReadingAccuracy.Of([Document(new KindCount(ReadKind.Task, 6, 2, 1, 3)), Document(new KindCount(ReadKind.Task, 3, 0, 0, 0))]);

        var tasks = accuracy.Kinds.Single(kind => kind.Kind == ReadKind.Task);
        Assert.Equal((9, 12, 14), (tasks.Accepted, tasks.Proposed, tasks.Right));
        Assert.Equal(9d / 12, tasks.Precision);
        Assert.Equal(9d / 14, tasks.Recall);
        Assert.Null(accuracy.Kinds.Single(kind => kind.Kind == ReadKind.Date).Precision);

        static ReviewedDocument Document(KindCount count) => new(Guid.Empty, "1/KH", default, "", [count]);
    }

    private static (DirectiveReading Reading, IReadOnlyList<TextMark> Marks) Read(string text)
    {
        var reading = DirectiveReader.Read(text, new DateOnly(2026, 11, 23));
        var subject = DirectiveSubject.Of(reading);
        return (reading, TextMarks.Of(reading, subject, subject?.ProposedTasks ?? []));
    }
}
