using System.Globalization;

namespace DirectiveFlow.Benchmarks.Measuring;

/// <summary>What else the machine is doing matters as much as the figures: printed before and after them.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ');
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, .NET {Environment.Version}, load average {load[0]} {load[1]} {load[2]}");
    }
}
