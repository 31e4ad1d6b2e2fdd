using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Retention;

/// <summary>Payload of a <see cref="DueWorkKinds.Purge"/> row: one instance that was deleted.</summary>
internal sealed record PurgeRequest(string InstanceId)
{
    /// <summary>Longer than any step takes: whoever loaded the instance before it was deleted has lost its commit by then.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public string ToJson() => JsonSerializer.Serialize(this, JsonValues.Options);
}

/// <summary>Removes the rows of a deleted instance. What the domain refers to stays, marked as deleted.</summary>
internal sealed class PurgeHandler(IInstanceStore instances, IUnitOfWorkFactory units) : IDueWorkHandler
{
    public string Kind => DueWorkKinds.Purge;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<PurgeRequest>(item.Payload, JsonValues.Options)!;
        await instances.PurgeAsync([request.InstanceId], cancellationToken);
        await using var unit = units.Open();
        unit.Services.GetRequiredService<IDueWorkPlan>().Complete(item);
        await unit.CommitAsync(cancellationToken);
    }
}
