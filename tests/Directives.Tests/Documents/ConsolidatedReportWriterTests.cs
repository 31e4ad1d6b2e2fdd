using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Tests.Assignments;

namespace DirectiveFlow.Directives.Tests.Documents;

public sealed class ConsolidatedReportWriterTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void The_report_gives_the_figures_and_each_units_result()
    {
        var (directive, assignments) = Finished(confidential: false);
        _scene.GoTo(Scene.Day("2026-04-02"), 14, 5);

        var report = ConsolidatedReportWriter.Write(directive, assignments, NameOf, _scene.Now, _scene.Calendar);

        Assert.Equal(
            """
            BÁO CÁO TỔNG HỢP
            Kết quả thực hiện Kế hoạch số 391-KH/TU ngày 25/02/2026 của Ban Thường vụ Tỉnh uỷ: phát triển khoa học và công nghệ

            I. SỐ LIỆU (đến 14 giờ 05 phút, ngày 02/04/2026)
            1 nhiệm vụ, 2 phần việc: 0 hoàn thành đúng hạn, 1 hoàn thành quá hạn, 1 bị huỷ.

            II. KẾT QUẢ TỪNG NHIỆM VỤ
            1. Xây dựng kế hoạch chuyển đổi số.
               - Chủ trì Phòng Chuyển đổi số: hoàn thành quá hạn (báo cáo chậm 2 ngày làm việc), chất lượng tốt.
                 Đã ban hành kế hoạch
                 Sản phẩm: 45/KH-SKHCN
               - Phối hợp Phòng Quản lý Khoa học: bị huỷ.
            """.ReplaceLineEndings("\n"),
            report.Text);
        Assert.Equal((1, 2, 0, 1, 1), (report.Tasks, report.Assigned, report.CompletedOnTime, report.CompletedLate, report.Cancelled));
    }

    [Fact]
    public void A_confidential_task_is_counted_but_not_told()
    {
        var (directive, assignments) = Finished(confidential: true);

        var report = ConsolidatedReportWriter.Write(directive, assignments, NameOf, _scene.Now, _scene.Calendar);

        Assert.Equal((1, 2), (report.Tasks, report.Assigned));
        Assert.DoesNotContain("chuyển đổi số", report.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Đã ban hành", report.Text, StringComparison.Ordinal);
        Assert.Contains("Nhiệm vụ có nội dung hạn chế", report.Text, StringComparison.Ordinal);
    }

    private (Directive Directive, List<Assignment> Assignments) Finished(bool confidential)
    {
        var (directive, task) = _scene.Concretizing();
        directive.ConfirmTask(
            task.Id, _scene.ADecision(Scene.Day("2026-03-27")) with { IsConfidential = confidential }, _scene.By(_scene.Leader));
        directive.Concretize(_scene.ByMachine());
        var lead = Assignment.Draft(_scene.NewId(), directive, task, _scene.Division.Id, AssignmentRole.Lead, _scene.ByMachine());
        var coordinating = Assignment.Draft(
            _scene.NewId(), directive, task, _scene.OtherDivision.Id, AssignmentRole.Coordinating, _scene.ByMachine());
        coordinating.Cancel("Không còn cần thiết", _scene.By(_scene.Leader));
        foreach (var action in new[] { AssignmentAction.Assign, AssignmentAction.Accept, AssignmentAction.Cascade })
        {
            _scene.Try(lead, action);
        }

        _scene.GoTo(Scene.Day("2026-03-31"));
        foreach (var action in new[] { AssignmentAction.Report, AssignmentAction.Appraise, AssignmentAction.Approve })
        {
            _scene.Try(lead, action);
        }

        return (directive, [lead, coordinating]);
    }

    private string NameOf(Guid unit) => unit == _scene.Division.Id ? _scene.Division.Name : _scene.OtherDivision.Name;
}
