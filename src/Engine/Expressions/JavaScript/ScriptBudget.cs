using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Jint;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// Watches one evaluation from its begin to the end of its conversions. Jint asks before each statement and now and then in its
/// own loops. Time is counted only while the thread computes, so a busy machine does not fail a script that is quick.
/// </summary>
internal sealed class ScriptBudget : Constraint
{
    private static readonly TimeSpan s_unwatched = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(5);
    private long _begin;
    private TimeSpan _nextLook;
    private TimeSpan? _processorAtFirstLook;
    private nint _stackTop;
    private long _allocated;

    /// <summary>Until the first call nothing is watched: the engine is being made.</summary>
    public void Begin()
    {
        byte here = 0;
        _stackTop = Address(ref here);
        _begin = Stopwatch.GetTimestamp();
        _nextLook = s_unwatched;
        _processorAtFirstLook = null;
        _allocated = GC.GetAllocatedBytesForCurrentThread();
    }

    /// <summary>Rewinding is for single entries; this budget is for all entries of one evaluation.</summary>
    public override void Reset()
    {
    }

    public override void Check()
    {
        byte here = 0;
        if (_begin == 0)
        {
            return;
        }

        if (_stackTop - Address(ref here) > JavaScriptLimits.StackBytes || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptLimitException("the allowed recursion");
        }

        var elapsed = Stopwatch.GetElapsedTime(_begin);
        if (elapsed >= _nextLook)
        {
            LookAtTime(elapsed);
        }
    }

    /// <summary>For places where much was allocated at once.</summary>
    public void CheckMemory()
    {
        if (GC.GetAllocatedBytesForCurrentThread() - _allocated > JavaScriptLimits.MemoryBytes)
        {
            throw new ScriptLimitException(string.Create(
                CultureInfo.InvariantCulture, $"the allowed memory ({JavaScriptLimits.MemoryBytes / (1024 * 1024)} MB)"));
        }
    }

    private static nint Address(ref byte local) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref local);

    private void LookAtTime(TimeSpan elapsed)
    {
        CheckMemory();
        _nextLook = elapsed + s_betweenLooks;
        var processor = ThreadClock.ProcessorTime();
        _processorAtFirstLook ??= processor;
        var used = processor - _processorAtFirstLook + s_unwatched ?? elapsed;
        if (used >= JavaScriptLimits.Time)
        {
            throw new ScriptLimitException(string.Create(
                CultureInfo.InvariantCulture, $"the allowed time ({JavaScriptLimits.Time.TotalMilliseconds:0} ms)"));
        }
    }
}

/// <summary>Linux tells how long a thread was on a processor, in nanoseconds; other systems here do not.</summary>
internal static class ThreadClock
{
    private const string Schedule = "/proc/thread-self/schedstat";
    private static readonly bool s_isKnown = File.Exists(Schedule);

    /// <summary>Null where it is not known.</summary>
    public static TimeSpan? ProcessorTime()
    {
        if (!s_isKnown)
        {
            return null;
        }

        Span<byte> text = stackalloc byte[64];
        using var file = File.OpenHandle(Schedule);
        var line = text[..RandomAccess.Read(file, text, 0)];
        var end = line.IndexOf((byte)' ');
        return end > 0 && long.TryParse(line[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
            ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;
    }
}
