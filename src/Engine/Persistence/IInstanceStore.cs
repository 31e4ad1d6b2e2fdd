namespace DirectiveFlow.Engine.Persistence;

/// <summary>
/// Reads instances outside a step, by pages and without their state, and removes what nobody needs any more.
/// </summary>
public interface IInstanceStore : IInstanceFamily
{
    /// <summary>A page of instances in the order that is asked for.</summary>
    Task<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken);

    /// <summary>How many match; the place in the list and the page size have no meaning here.</summary>
    Task<long> CountAsync(InstanceQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// How many match, for somebody who looks at a page: exact up to <paramref name="exactUpTo"/>; of more the database may say about how
    /// many it expects there to be, never fewer than it counted. Takes as long as counting so many, however many there are.
    /// </summary>
    Task<long> CountAboutAsync(InstanceQuery query, int exactUpTo, CancellationToken cancellationToken);

    /// <summary>How many instances run on each version of these definitions; versions without one are absent.</summary>
    Task<IReadOnlyDictionary<string, int>> RunningByVersionAsync(IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken);

    /// <summary>One instance with its state; null when there is none.</summary>
    Task<InstanceRecord?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Journal rows of an instance after this step, oldest first; expand them with <see cref="Journal.JournalReader"/>.</summary>
    Task<IReadOnlyList<JournalRecord>> JournalAsync(string instanceId, long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>Everything that went wrong in an instance, oldest first.</summary>
    Task<IReadOnlyList<IncidentRecord>> IncidentsAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>What an instance waits for.</summary>
    Task<IReadOnlyList<BookmarkRecord>> BookmarksAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Finished instances that ended before this time and that nothing of the domain refers to, oldest first.</summary>
    Task<IReadOnlyList<InstanceSummary>> FinishedBeforeAsync(
        DateTimeOffset end, InstanceCursor? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Removes instances with their journal and incidents in one transaction, as far as they are finished and nothing of the
    /// domain refers to them. Children that run on lose the reference to their parent.
    /// </summary>
    /// <returns>How many were removed.</returns>
    Task<int> PurgeAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}

/// <summary>Who dispatched whom: the one thing about other instances that running one needs to know.</summary>
public interface IInstanceFamily
{
    /// <summary>Ids of running instances that this one dispatched, in the order of their ids, after the given one.</summary>
    Task<IReadOnlyList<string>> RunningChildrenAsync(string parentId, string? after, int limit, CancellationToken cancellationToken);
}

/// <summary>An instance without its state.</summary>
public sealed record InstanceSummary(
    string Id, string DefinitionId, string DefinitionVersionId, int DefinitionVersion, string? Name, string? CorrelationId, string? ParentInstanceId,
    string Status, string SubStatus, int IncidentCount, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, string? HeldBy);
