using System.Globalization;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Names a run of an activity outside of its instance: the instance's id, a hyphen and the number of the run.</summary>
internal static class ActivityInstanceId
{
    public static string Of(string instanceId, long contextId) => string.Create(CultureInfo.InvariantCulture, $"{instanceId}-{contextId}");

    public static string? Of(string instanceId, long? contextId) => contextId is { } id ? Of(instanceId, id) : null;

    public static bool TryParse(string? text, out string instanceId, out long contextId)
    {
        var hyphen = text?.LastIndexOf('-') ?? -1;
        instanceId = hyphen > 0 ? text![..hyphen] : "";
        contextId = 0;
        return hyphen > 0 && long.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out contextId);
    }
}
