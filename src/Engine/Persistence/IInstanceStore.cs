namespace DirectiveFlow.Engine.Persistence;

/// <summary>Reads instances outside a step, by pages and without their state.</summary>
public interface IInstanceStore
{
    /// <summary>Ids of running instances that this one dispatched, in the order of their ids, after the given one.</summary>
    Task<IReadOnlyList<string>> RunningChildrenAsync(string parentId, string? after, int limit, CancellationToken cancellationToken);
}
