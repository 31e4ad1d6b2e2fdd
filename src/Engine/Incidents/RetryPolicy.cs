using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Definitions;

namespace DirectiveFlow.Engine.Incidents;

/// <summary>How the waits between attempts grow.</summary>
public enum RetryBackoff
{
    Constant,
    Linear,
    Exponential,
}

/// <summary>
/// When an activity that failed is tried again by itself, before there is an incident. Declared in the activity's
/// <c>customProperties.resilienceStrategy</c>: <c>maxRetryAttempts</c> (3), <c>delay</c> (2 s), <c>backoffType</c> (Exponential),
/// <c>maxDelay</c> (1 h), <c>exceptions</c> (type names, the whole name or its last word; absent: all). A wait is due work, so it
/// outlives the process; the activity's changes of the failed attempt are not committed.
/// </summary>
public sealed record RetryPolicy(
    int MaxAttempts, TimeSpan Delay, RetryBackoff Backoff, TimeSpan MaxDelay, IReadOnlyList<string> Exceptions)
{
    private const string Member = "resilienceStrategy";

    /// <summary>The wait before attempt number <paramref name="attempt"/>, counted from 1.</summary>
    public TimeSpan DelayBefore(int attempt)
    {
        var factor = Backoff switch
        {
            RetryBackoff.Linear => attempt,
            RetryBackoff.Exponential => Math.Pow(2, Math.Min(attempt - 1, 40)),
            _ => 1d,
        };
        var ticks = Delay.Ticks * factor;
        return ticks >= MaxDelay.Ticks ? MaxDelay : TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>True when a failure of this kind is worth another attempt.</summary>
    public bool Handles(Exception error)
    {
        if (Exceptions.Count == 0)
        {
            return true;
        }

        for (var type = error.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            if (Exceptions.Contains(type.FullName, StringComparer.Ordinal) || Exceptions.Contains(type.Name, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the policy of an activity; null when it declares none that can be understood.</summary>
    internal static RetryPolicy? Read(JsonElement customProperties)
    {
        if (customProperties.ValueKind != JsonValueKind.Object || !customProperties.TryGetProperty(Member, out var json)
            || json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var attempts = json.TryGetProperty("maxRetryAttempts", out var count) && count.ValueKind == JsonValueKind.Number
            && count.TryGetInt32(out var number) ? number : 3;
        var exceptions = json.TryGetProperty("exceptions", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!).ToArray() : [];
        var backoff = Enum.TryParse<RetryBackoff>(DefinitionJson.Text(json, "backoffType"), ignoreCase: true, out var type)
            ? type : RetryBackoff.Exponential;
        return attempts <= 0 ? null
            : new RetryPolicy(attempts, Span(json, "delay", TimeSpan.FromSeconds(2)), backoff, Span(json, "maxDelay", TimeSpan.FromHours(1)), exceptions);
    }

    private static TimeSpan Span(JsonElement json, string name, TimeSpan otherwise) =>
        TimeSpan.TryParse(DefinitionJson.Text(json, name), CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? span : otherwise;
}
