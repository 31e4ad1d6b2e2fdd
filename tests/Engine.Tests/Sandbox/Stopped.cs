using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;

namespace DirectiveFlow.Engine.Tests.Sandbox;

/// <summary>What one evaluation took and how it ended.</summary>
/// <param name="Elapsed">Time on the clock, without the time in which the machine ran something else instead (where the system tells it).</param>
internal sealed record Stopped(string? Error, JsonElement Value, TimeSpan Elapsed, long Allocated)
{
    private static readonly TimeSpan s_time = TimeSpan.FromMilliseconds(250);
    private const string Schedule = "/proc/thread-self/schedstat";
    private const long Bytes = 64 * 1024 * 1024;

    public bool IsWithin => Elapsed < s_time && Allocated < Bytes;

    public static Stopped Measure(ExpressionCompiler compiler, ActivityExecutionContext context, string language, string text)
    {
        var json = JsonSerializer.SerializeToElement(new { type = language, value = text });
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var waited = Waited();
        var start = Stopwatch.GetTimestamp();
        string? error = null;
        JsonElement value = default;
        try
        {
            value = compiler.Compile(json).EvaluateAsync(context).AsTask().GetAwaiter().GetResult();
        }
        catch (ExpressionException failure)
        {
            error = failure.Message;
        }

        return new Stopped(
            error, value, Stopwatch.GetElapsedTime(start) - (Waited() - waited), GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Elapsed.TotalMilliseconds:0} ms, {Allocated / (1024.0 * 1024.0):0.0} MB: {Error ?? "value " + Shown(Value)}");

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "..." : value.GetRawText();

    /// <summary>How long this thread could run and was not run (proc(5), second field), or stood still for the collector.</summary>
    private static TimeSpan Waited() => GC.GetTotalPauseDuration() + Queued();

    private static TimeSpan Queued() => File.Exists(Schedule)
        && long.TryParse(File.ReadAllText(Schedule).Split(' ')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
            ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : TimeSpan.Zero;
}
