using System.Globalization;
using Jint.Runtime;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>The clock of scripts: the step's time in the zone of the step's clock, so that a step run again computes the same.</summary>
internal sealed class ScriptTime(ScriptSandbox sandbox) : ITimeSystem
{
    public TimeZoneInfo DefaultTimeZone => sandbox.Scope?.Context.TimeProvider.LocalTimeZone ?? TimeZoneInfo.Utc;

    public DateTimeOffset GetUtcNow() => sandbox.Scope?.Context.UtcNow ?? DateTimeOffset.UnixEpoch;

    public TimeSpan GetUtcOffset(long epochMilliseconds)
    {
        var bounded = Math.Clamp(
            epochMilliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
        return DefaultTimeZone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(bounded));
    }

    /// <summary>Dates in words of a culture are read as the invariant culture writes them; without an offset they are in the zone of the clock.</summary>
    public bool TryParse(string date, out long epochMilliseconds)
    {
        epochMilliseconds = 0;
        if (date.Length > 100 || !DateTime.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            return false;
        }

        if (parsed.Kind == DateTimeKind.Unspecified)
        {
            parsed -= DefaultTimeZone.GetUtcOffset(parsed);
        }

        epochMilliseconds = (long)(parsed - DateTime.UnixEpoch).TotalMilliseconds;
        return true;
    }
}
