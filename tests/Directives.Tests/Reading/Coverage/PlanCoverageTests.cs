using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Coverage;

namespace DirectiveFlow.Directives.Tests.Reading.Coverage;

public sealed class PlanCoverageTests
{
    private const string Superior = """
        Kết luận số 31-KL/TU ngày 02/02/2031 của Ban Thường vụ Tỉnh ủy về kinh tế biển

        1. Nâng cao nhận thức của cán bộ, đảng viên về kinh tế biển
        Đẩy mạnh tuyên truyền.
        2. Phát triển hạ tầng cảng cá, khu neo đậu tránh trú bão
        Ưu tiên vốn.
        3. Đào tạo thuyền trưởng, máy trưởng tàu cá
        Mở lớp.
        """;

    private const string Plan = """
        II. NHIỆM VỤ
        1. Phát triển hạ tầng cảng cá và khu neo đậu tránh trú bão cho tàu thuyền
        1.1. Giao Phòng Kế hoạch chủ trì lập dự án cảng cá, hoàn thành trước ngày 30/6/2031.
        2. Tuyên truyền nâng cao nhận thức về kinh tế biển cho cán bộ, đảng viên
        2.1. Văn phòng Sở mở chuyên trang.
        """;

    [Fact]
    public void Restated_groups_are_taken_up_with_the_words_of_both_texts_and_a_forgotten_one_is_missing()
    {
        var superior = DirectiveReader.Read(Superior, null);
        var plan = DirectiveReader.Read(Plan, null);

        var covered = PlanCoverage.Compare(superior, plan);

        Assert.Equal([CoverageGrade.TakenUp, CoverageGrade.TakenUp, CoverageGrade.Missing], covered.Select(demand => demand.Grade));
        Assert.StartsWith("Tuyên truyền nâng cao nhận thức", covered[0].Answer, StringComparison.Ordinal);
        Assert.StartsWith("Phát triển hạ tầng cảng cá", covered[1].Answer, StringComparison.Ordinal);
        Assert.Null(covered[2].Answer);
        Assert.All(covered, demand => Assert.Equal(demand.Demand, superior.Text.Substring(demand.DemandEvidence.Offset, demand.DemandEvidence.Length)));
        Assert.All(covered.Where(demand => demand.AnswerEvidence is not null), demand => Assert.Equal(demand.Answer, plan.Text.Substring(demand.AnswerEvidence!.Offset, demand.AnswerEvidence.Length)));
    }

    [Fact]
    public void A_numbered_point_that_names_nobody_takes_a_demand_up_and_running_text_is_offered_for_a_look()
    {
        var plan = DirectiveReader.Read(
            "Kế hoạch của Chi cục\nChi cục đã nhiều lần nâng cao nhận thức của cán bộ, đảng viên về kinh tế biển.\n1. Mở lớp đào tạo thuyền trưởng, máy trưởng tàu cá cho ngư dân.\n", null);

        var covered = PlanCoverage.Compare(DirectiveReader.Read(Superior, null), plan);

        Assert.Equal([CoverageGrade.Doubtful, CoverageGrade.Missing, CoverageGrade.TakenUp], covered.Select(demand => demand.Grade));
        Assert.StartsWith("Mở lớp đào tạo thuyền trưởng", covered[2].Answer, StringComparison.Ordinal);
        Assert.All(covered.Where(demand => demand.AnswerEvidence is not null), demand => Assert.Equal(demand.Answer, plan.Text.Substring(demand.AnswerEvidence!.Offset, demand.AnswerEvidence.Length)));
    }

    [Fact]
    public void An_empty_plan_takes_up_nothing() =>
        Assert.All(PlanCoverage.Compare(DirectiveReader.Read(Superior, null), DirectiveReader.Read("Không có gì.", null)), demand => Assert.Equal(CoverageGrade.Missing, demand.Grade));

    [Fact]
    public void A_text_covers_itself()
    {
        var reading = DirectiveReader.Read(Superior, null);

        Assert.All(PlanCoverage.Compare(reading, reading), demand => Assert.Equal((CoverageGrade.TakenUp, 1.0), (demand.Grade, demand.Similarity)));
    }
}
