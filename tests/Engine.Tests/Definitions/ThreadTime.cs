using System.Globalization;

namespace DirectiveFlow.Engine.Tests.Definitions;

/// <summary>Processor time of the running thread: what a computation costs, however busy the machine is. Wall time where Linux does not tell.</summary>
internal static class ThreadTime
{
    private const string Statistics = "/proc/thread-self/schedstat";

    public static TimeSpan Measure(Action action)
    {
        var before = Now();
        action();
        return Now() - before;
    }

    private static TimeSpan Now() => File.Exists(Statistics)
        ? TimeSpan.FromTicks(long.Parse(File.ReadAllText(Statistics).Split(' ')[0], CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick)
        : TimeProvider.System.GetElapsedTime(0);
}
