using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>Payload of a <see cref="DueWorkKinds.Start"/> row: a dispatched workflow, its instance id fixed when it was dispatched.</summary>
internal sealed record StartRequest(
    string DefinitionId, string InstanceId, string? CorrelationId, string? ParentInstanceId, string? ParentBookmarkId,
    Dictionary<string, JsonElement>? Input);

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
