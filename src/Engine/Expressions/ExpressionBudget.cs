using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace DirectiveFlow.Engine.Expressions;

/// <summary>
/// Watches one evaluation from its begin to the end of its conversions; interpreters ask it before each statement and now and then in
/// their own loops. Time is counted only while the thread computes, so a busy machine does not fail an expression that is quick.
/// </summary>
internal sealed class ExpressionBudget
{
    /// <summary>All bits set: memory and the clock are read at every eighth check.</summary>
    private const int ChecksBetweenLooks = 7;

    private static readonly TimeSpan s_unwatched = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(5);
    private long _begin;
    private TimeSpan _nextLook;
    private TimeSpan? _processorAtFirstLook;
    private nint _stackTop;
    private long _allocated;
    private int _checks;

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

    /// <exception cref="ExpressionLimitException">Time, stack or (now and then) memory is used up.</exception>
    public void Check()
    {
        byte here = 0;
        if (_begin == 0)
        {
            return;
        }

        if (_stackTop - Address(ref here) > ExpressionLimits.StackBytes || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ExpressionLimitException("the allowed recursion");
        }

        if ((++_checks & ChecksBetweenLooks) != 0)
        {
            return;
        }

        // Memory by the work done and not by the clock: a quick machine would use it up between two looks.
        CheckMemory();
        if (Stopwatch.GetElapsedTime(_begin) is var elapsed && elapsed >= _nextLook)
        {
            LookAtTime(elapsed);
        }
    }

    /// <summary>For places where much was allocated at once.</summary>
    public void CheckMemory()
    {
        if (GC.GetAllocatedBytesForCurrentThread() - _allocated > ExpressionLimits.MemoryBytes)
        {
            throw new ExpressionLimitException(string.Create(
                CultureInfo.InvariantCulture, $"the allowed memory ({ExpressionLimits.MemoryBytes / (1024 * 1024)} MB)"));
        }
    }

    private static nint Address(ref byte local) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref local);

    private void LookAtTime(TimeSpan elapsed)
    {
        _nextLook = elapsed + s_betweenLooks;
        var processor = ThreadClock.ProcessorTime();
        _processorAtFirstLook ??= processor;
        var used = processor - _processorAtFirstLook + s_unwatched ?? elapsed;
        if (used >= ExpressionLimits.Time)
        {
            throw new ExpressionLimitException(string.Create(
                CultureInfo.InvariantCulture, $"the allowed time ({ExpressionLimits.Time.TotalMilliseconds:0} ms)"));
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
