using System.Globalization;
using System.Text;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Benchmarks.Reading;

/// <summary>What a megabyte costs to read, on one core, in processor time: wall time says more about what else runs here.</summary>
internal static class ReadingFigures
{
    private const int Characters = 1_000_000;
    private const int Rounds = 5;

    public static void Print()
    {
        var table = new Table("one million characters of", "assignments", "processor s", "MB/s a core", "allocated MB");
        Add(table, "orders and deadlines, a sentence each", i => string.Create(CultureInfo.InvariantCulture, $"{i}. Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính, UBND các xã, phường rà soát quy hoạch khu vực {i}, hoàn thành trước ngày {1 + (i % 28)}/6/2031.\n"));
        Add(table, "prose with a citation now and then", i => string.Create(CultureInfo.InvariantCulture, $"Thực hiện Nghị quyết số {1 + (i % 99)}-NQ/TW ngày 01/02/2031 của Bộ Chính trị về phát triển khoa học, công nghệ, kinh tế xã hội của tỉnh tiếp tục có chuyển biến tích cực, đời sống của Nhân dân được nâng lên, quốc phòng, an ninh được giữ vững, niềm tin của Nhân dân được củng cố.\n"));
        Add(table, "rows of a task table", i => i % 400 == 1 ? "TT | Nhiệm vụ | Chủ trì | Phối hợp | Sản phẩm | Thời gian\n" : string.Create(CultureInfo.InvariantCulture, $"{i} | Xây dựng đề án số {i} | Sở Nội vụ | Sở Tài chính; Sở Y tế | Đề án | Tháng {1 + (i % 12)}/2031\n"));
        Console.WriteLine(table);
    }

    private static void Add(Table table, string name, Func<int, string> line)
    {
        var text = new StringBuilder();
        for (var i = 1; text.Length < Characters - 500; i++)
        {
            text.Append(line(i));
        }

        var (input, best, allocated, found) = (text.ToString(), double.MaxValue, 0L, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var (before, time) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime);
            found = DirectiveReader.Read(input, null).Assignments.Count;
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - time).TotalSeconds);
            allocated = GC.GetTotalAllocatedBytes() - before;
        }

        var megabytes = Encoding.UTF8.GetByteCount(input) / 1e6;
        table.Add(name, found.ToString(CultureInfo.InvariantCulture), Table.Number(best), Table.Number(megabytes / best), Table.Number(allocated / 1e6));
    }
}
