using System.Collections.ObjectModel;
using System.Text.Json;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>How answers are kept with their command id.</summary>
internal static class StepAnswer
{
    private static readonly IReadOnlyDictionary<string, JsonElement> s_noOutput = ReadOnlyDictionary<string, JsonElement>.Empty;

    public static StepResult Nothing { get; } = new(StepKind.NoMatch, null, null, null, s_noOutput);

    public static byte[] Encode(StepResult result) => JsonSerializer.SerializeToUtf8Bytes(result, JsonValues.Options);

    public static StepResult Decode(byte[] bytes) =>
        JsonSerializer.Deserialize<StepResult>(bytes, JsonValues.Options)! with { Kind = StepKind.AlreadyDone };

    public static StepResult Of(InstanceRecord instance, StepKind kind) => new(
        kind, instance.Id, instance.Status, instance.SubStatus, InstanceState.Decode(instance.State).Output ?? s_noOutput);
}
