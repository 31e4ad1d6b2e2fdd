using System.Text.Json;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>Payload of a <see cref="DueWork.DueWorkKinds.Resume"/> row.</summary>
internal sealed record ResumeRequest(string InstanceId, string BookmarkId, JsonElement? Input)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonValues.Options);
}
