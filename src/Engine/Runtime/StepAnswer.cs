using System.Collections.ObjectModel;
using System.Text.Json;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>How answers are kept with their command id.</summary>
internal static class StepAnswer
{
    private static readonly IReadOnlyDictionary<string, JsonElement> s_noOutput = ReadOnlyDictionary<string, JsonElement>.Empty;

    public static StepResult Nothing { get; } = new(StepKind.NoMatch, null, null, null, s_noOutput);

    /// <summary>Compact, because it is written with every command: instance, status, sub-status, and output and reply when there are.</summary>
    public static byte[] Encode(StepResult result) => CompactJson.Pack(JsonSerializer.SerializeToUtf8Bytes<object?[]>(
        result.Reply is not null ? [result.InstanceId, result.Status, result.SubStatus, result.Output, result.Reply]
            : result.Output.Count == 0 ? [result.InstanceId, result.Status, result.SubStatus]
            : [result.InstanceId, result.Status, result.SubStatus, result.Output],
        JsonValues.Options));

    /// <exception cref="JsonException">Not an answer that <see cref="Encode"/> made.</exception>
    public static StepResult Decode(byte[] bytes)
    {
        var parts = JsonSerializer.Deserialize<JsonElement[]>(CompactJson.Unpack(bytes), JsonValues.Options);
        return parts is { Length: >= 3 and <= 5 }
            ? new(
                StepKind.AlreadyDone, parts[0].GetString(), parts[1].GetString(), parts[2].GetString(),
                parts.Length >= 4 ? parts[3].Deserialize<Dictionary<string, JsonElement>>(JsonValues.Options)! : s_noOutput)
            {
                Reply = parts.Length == 5 ? parts[4].Deserialize<HttpReply>(JsonValues.Options) : null,
            }
            : throw new JsonException("The stored answer is damaged.");
    }

    public static StepResult Of(InstanceRecord instance, StepKind kind) => new(
        kind, instance.Id, instance.Status, instance.SubStatus, InstanceState.Decode(instance.State).Output ?? s_noOutput);
}
