using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>Payload of a <see cref="DueWorkKinds.Start"/> row: a dispatched workflow, its instance id fixed when it was dispatched.</summary>
internal sealed record StartRequest(
    string DefinitionId, string InstanceId, string? CorrelationId, string? ParentInstanceId, string? ParentBookmarkId,
    Dictionary<string, JsonElement>? Input)
{
    /// <summary>Exactly this version; null for the published one.</summary>
    public string? VersionId { get; init; }

    /// <summary>Bookmark of the parent that is told how the instance stands after its first step.</summary>
    public string? FirstStepBookmarkId { get; init; }

    public string? TriggerActivityId { get; init; }

    public JsonElement? TriggerInput { get; init; }

    public static StartRequest ByTrigger(string definitionId, string versionId, string activityId, string instanceId) =>
        new(definitionId, instanceId, null, null, null, null) { VersionId = versionId, TriggerActivityId = activityId };

    public DueWorkItem ToItem(Guid rowId, DateTimeOffset dueAt, string key) =>
        new(rowId, dueAt, DueWorkKinds.Start, key, JsonSerializer.Serialize(this, JsonValues.Options));
}

/// <summary>Starts dispatched workflows. The instance id makes it act once however often the row is run.</summary>
internal sealed class StartHandler(WorkflowRuntime runtime) : IDueWorkHandler
{
    public string Kind => DueWorkKinds.Start;

    public Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<StartRequest>(item.Payload, JsonValues.Options)!;
        return runtime.StartAsync(
            new StartWorkflow
            {
                DefinitionId = request.DefinitionId,
                InstanceId = request.InstanceId,
                CorrelationId = request.CorrelationId,
                ParentInstanceId = request.ParentInstanceId,
                ParentBookmarkId = request.ParentBookmarkId,
                Input = request.Input,
                VersionId = request.VersionId,
                FirstStepBookmarkId = request.FirstStepBookmarkId,
                TriggerActivityId = request.TriggerActivityId,
                TriggerInput = request.TriggerInput,
                Completes = item,
            },
            cancellationToken);
    }
}

/// <summary>Resumes bookmarks whose time came or whose child finished. A bookmark that is gone only takes the row with it.</summary>
internal sealed class ResumeHandler(WorkflowRuntime runtime) : IDueWorkHandler
{
    public string Kind => DueWorkKinds.Resume;

    public Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<ResumeRequest>(item.Payload, JsonValues.Options)!;
        return runtime.ResumeAsync(
            new ResumeWorkflow
            {
                InstanceId = request.InstanceId,
                BookmarkId = request.BookmarkId,
                Input = request.Input,
                Completes = item,
            },
            cancellationToken);
    }
}
