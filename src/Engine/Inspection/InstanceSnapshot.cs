using System.Text.Json;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Inspection;

/// <summary>What is open in an instance, read from its state for those who look at it; nothing can be changed through it.</summary>
/// <param name="Contexts">Open runs, innermost first; of an ended instance only the workflow itself, with the variables it left.</param>
public sealed record InstanceSnapshot(
    IReadOnlyDictionary<string, JsonElement> Input, IReadOnlyDictionary<string, JsonElement> Output, IReadOnlyList<OpenContext> Contexts,
    IReadOnlyList<OpenBookmark> Bookmarks)
{
    /// <exception cref="JsonException">The stored state is damaged.</exception>
    public static InstanceSnapshot Of(InstanceRecord instance)
    {
        var state = InstanceState.Decode(instance.State);
        var contexts = state.Contexts.OrderByDescending(c => c.Id)
            .Select(c => new OpenContext(c.Id, c.ActivityId, c.Parent, c.Callback, c.Faulted, c.FaultCount, c.Variables ?? s_none)).ToArray();
        var activities = contexts.ToDictionary(c => c.Id, c => c.ActivityId);
        var bookmarks = state.Bookmarks.Select(b => new OpenBookmark(
            b.Id, b.Context, activities.GetValueOrDefault(b.Context, ""), b.Name, b.Hash, b.Payload, b.Callback, !b.Keep, b.DueAt, b.CreatedAt)).ToArray();
        return new InstanceSnapshot(state.Input ?? s_none, state.Output ?? s_none, contexts, bookmarks);
    }

    private static readonly Dictionary<string, JsonElement> s_none = new(StringComparer.Ordinal);
}

/// <summary>An open run of an activity.</summary>
/// <param name="Callback">Method of its parent that hears of its end.</param>
/// <param name="FaultCount">Failures in it and below it that were not retried.</param>
/// <param name="Variables">Values by variable id; a variable that was never set is absent.</param>
public sealed record OpenContext(
    long Id, string ActivityId, long? ParentId, string? Callback, bool IsFaulted, int FaultCount, IReadOnlyDictionary<string, JsonElement> Variables);

/// <summary>What an open run waits for.</summary>
/// <param name="AutoBurn">It is gone after the first resume.</param>
public sealed record OpenBookmark(
    string Id, long ContextId, string ActivityId, string Name, string Hash, JsonElement? Payload, string? Callback, bool AutoBurn, DateTimeOffset? DueAt,
    DateTimeOffset CreatedAt);
