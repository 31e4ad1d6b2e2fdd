using System.Diagnostics;
using System.Globalization;

namespace DirectiveFlow.Benchmarks.Measuring;

/// <summary>Processor time from Linux's accounting, in milliseconds; the kernel counts other processes in ticks of 10 ms.</summary>
internal static class ProcessorTime
{
    private const double MillisecondsPerTick = 10;

    public static double OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    /// <summary>The postmaster, its living children and those it has reaped.</summary>
    public static double OfPostgres(int postmaster)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Fields(id) is { } fields)
            {
                ticks += id == postmaster ? Sum(fields, 11, 4) : Parent(fields) == postmaster ? Sum(fields, 11, 2) : 0;
            }
        }

        return ticks * MillisecondsPerTick;
    }

    /// <summary>The fields of <c>stat</c> from the state on (proc(5): field 3), null when the process has just ended.</summary>
    private static string[]? Fields(int id)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int Parent(string[] fields) => int.Parse(fields[1], CultureInfo.InvariantCulture);

    /// <summary>utime, stime, cutime, cstime are the fields 14 to 17.</summary>
    private static long Sum(string[] fields, int from, int count) =>
        fields.Skip(from).Take(count).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
}
