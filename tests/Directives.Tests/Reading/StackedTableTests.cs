using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>Tables copied from a viewer, with one cell on each line.</summary>
public sealed class StackedTableTests
{
    private const string Table = """
        PHỤ LỤC
        DANH MỤC NHIỆM VỤ
        TT
        Nội dung nhiệm vụ
        Cơ quan chủ trì
        Cơ quan phối hợp
        Sản phẩm
        Thời gian hoàn thành
        I
        HẠ TẦNG
        1
        Nâng cấp bến cá và luồng lạch
        Sở Xây dựng
        UBND các xã ven biển
        Dự án được duyệt
        Quý III/2031
        2
        Khảo sát nguồn lợi ven bờ
        Sở Nông nghiệp và Môi trường
        Trước ngày 15/9/2031
        II
        NHÂN LỰC
        1
        Mở lớp thuyền trưởng tàu cá
        Trường Cao đẳng nghề
        Sở Nội vụ
        Báo cáo
        Hằng năm

        Nơi nhận:
        - Các sở, ban, ngành;
        """;

    [Fact]
    public void Rows_are_found_by_their_numbers_and_an_empty_cell_by_what_the_others_hold()
    {
        var reading = DirectiveReader.Read(Table, null);

        Assert.Equal(["HẠ TẦNG", "NHÂN LỰC"], reading.TaskGroups.Select(group => group.Text));
        Assert.Equal(
            [
                ("Sở Xây dựng", "Nâng cấp bến cá và luồng lạch", "2031-09-30", "Dự án được duyệt"),
                ("Sở Nông nghiệp và Môi trường", "Khảo sát nguồn lợi ven bờ", "2031-09-15", null),
                ("Trường Cao đẳng nghề", "Mở lớp thuyền trưởng tàu cá", null, "Báo cáo"),
            ],
            reading.Assignments.Select(assignment => (assignment.Lead, assignment.Task, assignment.Due?.Date, assignment.Product)));
        Assert.Equal([["UBND các xã ven biển"], [], ["Sở Nội vụ"]], reading.Assignments.Select(assignment => assignment.Coordinating));
        Assert.Equal("recurring", reading.Assignments[2].Due?.Kind);
    }

    [Fact]
    public void The_table_reads_as_the_same_table_with_tabs()
    {
        var rows = Table.Replace("TT\nN", "TT\tN", StringComparison.Ordinal).Split('\n');
        var lines = new List<string>();
        foreach (var row in rows)
        {
            var starts = row.Length <= 2 || row.StartsWith("PHỤ", StringComparison.Ordinal) || row.StartsWith("DANH", StringComparison.Ordinal) || row.StartsWith("TT", StringComparison.Ordinal) || row.StartsWith("Nơi", StringComparison.Ordinal) || row.StartsWith('-');
            if (starts)
            {
                lines.Add(row);
            }
            else
            {
                lines[^1] += "\t" + row;
            }
        }

        var tabbed = string.Join('\n', lines).Replace("Môi trường\tTrước", "Môi trường\t\t\tTrước", StringComparison.Ordinal);

        Assert.Equal(ReadingLines.Of(DirectiveReader.Read(tabbed, null)), ReadingLines.Of(DirectiveReader.Read(Table, null)));
    }
}
