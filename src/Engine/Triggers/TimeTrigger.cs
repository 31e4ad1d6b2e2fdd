using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Triggers;

/// <summary>Payload of a <see cref="DueWorkKinds.Trigger"/> row.</summary>
internal sealed record TimeTrigger(string DefinitionId, string VersionId, string ActivityId)
{
    /// <summary>Owner of all time triggers of a definition.</summary>
    public static string Owner(string definitionId) => Uri.EscapeDataString(definitionId);

    public DueWorkItem ToItem(Guid rowId, DateTimeOffset dueAt) => new(
        rowId, dueAt, DueWorkKinds.Trigger,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Owner(DefinitionId)}/{ActivityId}@{dueAt.UtcTicks}"),
        JsonSerializer.Serialize(this, JsonValues.Options));
}

/// <summary>
/// Starts a workflow when the time of its trigger comes. The end of this row, the row of the next time and the row of the start are one
/// commit, so each time starts one instance however many hosts see the row, and a start that is refused does not end the series. A version
/// that is not the published one any more starts nothing.
/// </summary>
internal sealed class TimeTriggerHandler(WorkflowCatalog catalog, IIdGenerator ids, TimeProvider time, IUnitOfWorkFactory units) : IDueWorkHandler
{
    public string Kind => DueWorkKinds.Trigger;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var trigger = JsonSerializer.Deserialize<TimeTrigger>(item.Payload, JsonValues.Options)!;
        var published = await catalog.FindPublishedAsync(trigger.DefinitionId, cancellationToken);
        await using var unit = units.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        if (published is not null && string.Equals(published.Record.Id, trigger.VersionId, StringComparison.Ordinal)
            && published.Graph.Find(trigger.ActivityId) is { } node)
        {
            var now = time.GetUtcNow();
            plan.Add(StartRequest.ByTrigger(trigger.DefinitionId, trigger.VersionId, trigger.ActivityId, ids.NewId())
                .ToItem(ids.NewGuid(), now, item.Id.ToString("N")));

            // After this row's own time also where a clock was set back meanwhile: an occurrence starts once.
            if (TriggerPlanner.NextTime(published.Graph, node, item.DueAt > now ? item.DueAt : now) is { } dueAt)
            {
                plan.Add(trigger.ToItem(ids.NewGuid(), dueAt));
            }
        }

        plan.Complete(item);
        await unit.CommitAsync(cancellationToken);
    }
}
