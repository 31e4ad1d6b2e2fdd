using System.Globalization;
using System.Text.Json;

namespace DirectiveFlow.Host.Tests.Elsa.Instances;

/// <summary>
/// Compares an answer of ours with a recorded one: names, types, and the values that do not depend on the run. Each difference is a line
/// of path and words.
/// </summary>
internal static class AnswerComparer
{
    /// <summary>Values that another run, another host or another clock makes different.</summary>
    private static readonly HashSet<string> s_ofTheRun = new(StringComparer.Ordinal)
    {
        "id", "definitionId", "definitionVersionId", "workflowInstanceId", "workflowDefinitionId", "workflowDefinitionVersionId", "activityInstanceId",
        "parentActivityInstanceId", "parentContextId", "ownerInstanceId", "schedulingActivityExecutionId", "activityExecutionId", "planId", "taskId",
        "createdAt", "updatedAt", "startedAt", "completedAt", "finishedAt", "timestamp", "resumeAt", "stackTrace", "workflowVersion", "version",
        "definitionVersion", "methodName", "callbackMethodName", "workflowInstanceIds",
    };

    public static IReadOnlyList<string> Differences(JsonElement recorded, JsonElement ours)
    {
        var result = new List<string>();
        Compare("$", "", recorded, ours, result);
        return result;
    }

    private static void Compare(string path, string name, JsonElement recorded, JsonElement ours, List<string> result)
    {
        if (!string.Equals(Kind(recorded), Kind(ours), StringComparison.Ordinal))
        {
            result.Add($"{path}: {Kind(recorded)} there, {Kind(ours)} here");
            return;
        }

        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in recorded.EnumerateObject())
                {
                    if (!ours.TryGetProperty(member.Name, out var own))
                    {
                        result.Add($"{path}.{member.Name}: missing here");
                    }
                    else
                    {
                        Compare($"{path}.{member.Name}", member.Name, member.Value, own, result);
                    }
                }

                result.AddRange(ours.EnumerateObject().Where(m => !recorded.TryGetProperty(m.Name, out _)).Select(m => $"{path}.{m.Name}: only here"));
                break;
            case JsonValueKind.Array:
                CompareItems(path, name, recorded, ours, result);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                if (!s_ofTheRun.Contains(name) && !JsonElement.DeepEquals(recorded, ours))
                {
                    result.Add($"{path}: {recorded.GetRawText()} there, {ours.GetRawText()} here");
                }

                break;
        }
    }

    private static void CompareItems(string path, string name, JsonElement recorded, JsonElement ours, List<string> result)
    {
        var (there, here) = (recorded.GetArrayLength(), ours.GetArrayLength());
        if (there != here)
        {
            result.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: {there} items there, {here} here"));
        }

        for (var index = 0; index < Math.Min(there, here); index++)
        {
            Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), name, recorded[index], ours[index], result);
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "Boolean",
        JsonValueKind.Undefined => "Null",
        var kind => kind.ToString(),
    };
}
