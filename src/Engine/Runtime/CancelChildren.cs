using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>Payload of a <see cref="DueWorkKinds.CancelChildren"/> row: the children that report to this bookmark are not waited for any more.</summary>
/// <param name="After">Children up to this id were looked at.</param>
internal sealed record CancelChildrenRequest(string InstanceId, string BookmarkId, string? After)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonValues.Options);
}

/// <summary>
/// Cancels children a page at a time, each in its own step. Run again after a crash it finds the rest running; children that
/// nobody waits for are left alone. Their own children follow by rows of their own.
/// </summary>
internal sealed class CancelChildrenHandler(
    WorkflowRuntime runtime, IInstanceFamily instances, IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider time) : IDueWorkHandler
{
    private const int Page = 100;

    public string Kind => DueWorkKinds.CancelChildren;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<CancelChildrenRequest>(item.Payload, JsonValues.Options)!;
        var children = await instances.RunningChildrenAsync(request.InstanceId, request.After, Page, cancellationToken);
        foreach (var child in children)
        {
            await runtime.CancelAsync(new CancelWorkflow { InstanceId = child, ReportsTo = request.BookmarkId }, cancellationToken);
        }

        await using var unit = units.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        plan.Complete(item);
        if (children.Count == Page)
        {
            var next = request with { After = children[^1] };
            plan.Add(new DueWorkItem(ids.NewGuid(), time.GetUtcNow(), Kind, $"{request.InstanceId}/{request.BookmarkId}/{next.After}", next.ToJson()));
        }

        await unit.CommitAsync(cancellationToken);
    }
}
