using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Stimuli;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Triggers;

/// <summary>Whom a broadcast reaches. Nothing given: all who wait, and the definitions it starts.</summary>
/// <param name="InstanceId">Only what waits in this instance; nothing is started.</param>
/// <param name="CorrelationId">Only instances with this correlation id; what is started gets it.</param>
public sealed record StimulusScope(string? InstanceId = null, string? CorrelationId = null);

/// <summary>Delivers a stimulus to everybody who waits for it and to every definition it starts.</summary>
public sealed class Broadcast(IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider time)
{
    /// <summary>
    /// Accepts a stimulus. When this returns it is on disk; each delivery is due work, so it is made once, also when the host dies on the
    /// way, and ten thousand of them never share a transaction.
    /// </summary>
    /// <param name="commandId">A second call with it does nothing.</param>
    /// <param name="keepFor">When nobody waits and nothing starts, the stimulus is kept this long for one wait to come; null: it is over.</param>
    public async Task SendAsync(
        Stimulus stimulus, StimulusScope scope, object? input, string? commandId = null, TimeSpan? keepFor = null,
        CancellationToken cancellationToken = default)
    {
        await using var unit = units.Open();
        if (commandId is not null)
        {
            var loaded = await unit.LoadAsync(new StepAddress(commandId), cancellationToken);
            if (loaded.Seen is not null)
            {
                return;
            }

            unit.StageCommand(new CommandRecord(commandId, time.GetUtcNow(), StepAnswer.Encode(StepAnswer.Nothing)));
        }

        var request = BroadcastRequest.For(ids.NewId(), stimulus, scope, JsonValues.From(input)) with { KeepFor = keepFor };
        unit.Services.GetRequiredService<IDueWorkPlan>().Add(request.ToItem(ids.NewGuid(), time.GetUtcNow()));
        await unit.CommitAsync(cancellationToken);
    }
}

/// <summary>Payload of a <see cref="DueWorkKinds.Publish"/> row: one page of deliveries.</summary>
internal sealed record BroadcastRequest(
    string Id, string Name, string Hash, string? InstanceId, string? CorrelationId, JsonElement Input, DateTimeOffset? Until = null, BookmarkCursor? Before = null,
    TimeSpan? KeepFor = null)
{
    public static BroadcastRequest For(string id, Stimulus stimulus, StimulusScope scope, JsonElement input) => new(
        id, stimulus.Name, StimulusHash.Compute(stimulus.Name, stimulus.Payload), scope.InstanceId, scope.CorrelationId, input);

    public DueWorkItem ToItem(Guid rowId, DateTimeOffset at) => new(
        rowId, at, DueWorkKinds.Publish, $"{Id}/{Before?.Id}", JsonSerializer.Serialize(this, JsonValues.Options));
}

/// <summary>
/// Plans the deliveries of a broadcast page by page; each is a row with a key of its own, so a page that is planned twice counts once.
/// </summary>
internal sealed class BroadcastHandler(IUnitOfWorkFactory units, IStimulusStore store, IIdGenerator ids, TimeProvider time) : IDueWorkHandler
{
    private const int Page = 200;

    // Who waits again because of this broadcast is not meant by it. Clocks of two hosts may differ by about this much.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(1);

    public string Kind => DueWorkKinds.Publish;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<BroadcastRequest>(item.Payload, JsonValues.Options)!;
        request = request with { Until = request.Until ?? time.GetUtcNow() + Skew };
        var bookmarks = await store.FindBookmarksAsync(
            new BookmarkQuery([request.Hash], request.InstanceId, request.CorrelationId, request.Until, request.Before, Page), cancellationToken);
        await using var unit = units.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        IReadOnlyList<TriggerRecord> triggers = request is { Before: null, InstanceId: null }
            ? await store.FindTriggersAsync([request.Hash], cancellationToken) : [];
        if (request is { Before: null, KeepFor: { } span } && bookmarks.Count + triggers.Count == 0)
        {
            Keep(plan, request, span);
        }
        else
        {
            foreach (var trigger in triggers)
            {
                var start = StartRequest.ByTrigger(trigger.DefinitionId, trigger.VersionId, trigger.ActivityId, ids.NewId()) with
                {
                    CorrelationId = request.CorrelationId,
                    TriggerInput = request.Input,
                };
                plan.Add(start.ToItem(ids.NewGuid(), time.GetUtcNow(), $"{request.Id}/{trigger.Id}"));
            }
        }

        foreach (var bookmark in bookmarks)
        {
            var resume = new ResumeRequest(bookmark.InstanceId, bookmark.Id, request.Input);
            plan.Add(new DueWorkItem(ids.NewGuid(), time.GetUtcNow(), DueWorkKinds.Resume, $"{request.Id}/{bookmark.Id}", resume.ToJson()));
        }

        if (bookmarks.Count == Page)
        {
            var last = bookmarks[^1];
            plan.Add((request with { Before = new BookmarkCursor(last.CreatedAt, last.Id) }).ToItem(ids.NewGuid(), time.GetUtcNow()));
        }

        plan.Complete(item);
        await unit.CommitAsync(cancellationToken);
    }

    private void Keep(IDueWorkPlan plan, BroadcastRequest request, TimeSpan span)
    {
        var now = time.GetUtcNow();
        var kept = new KeptStimulus(ids.NewId(), request.Name, request.Hash, request.CorrelationId, request.InstanceId, request.Input, now, now + span, 0);
        plan.Add(kept.ToDueWork(ids.NewGuid(), now));
    }
}
