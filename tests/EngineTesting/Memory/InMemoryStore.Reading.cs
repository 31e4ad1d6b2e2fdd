using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>What is read by pages.</summary>
public sealed partial class InMemoryStore : IInstanceStore
{
    public Task<IReadOnlyList<string>> RunningChildrenAsync(string parentId, string? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => (IReadOnlyList<string>)
        [
            .. InstanceRows.Values.Where(i => i.Status is "Running" && string.Equals(i.ParentInstanceId, parentId, StringComparison.Ordinal))
                .Select(i => i.Id).Where(id => after is null || string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(limit),
        ]));
}
