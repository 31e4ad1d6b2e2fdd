using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Triggers;

/// <summary>
/// A way to start a published definition by a stimulus. The rows of a definition are replaced in the transaction that publishes
/// or retracts it.
/// </summary>
/// <param name="VersionId">The published version.</param>
/// <param name="Name">Name the stimulus is matched under, usually the activity's type name.</param>
/// <param name="Hash">See <see cref="Execution.StimulusHash"/>.</param>
/// <param name="Payload">JSON of the trigger's payload.</param>
public sealed record TriggerRecord(string Id, string DefinitionId, string VersionId, string ActivityId, string Name, string Hash, string Payload);

/// <summary>Which bookmarks are meant: all conditions must hold.</summary>
/// <param name="Hashes">One of these; never empty.</param>
/// <param name="CorrelationId">The correlation id that the bookmark's instance has now.</param>
/// <param name="CreatedUntil">Bookmarks created later are not meant.</param>
/// <param name="Before">Bookmarks older than this one, in the order of creation and id.</param>
/// <param name="Limit">At most this many, newest first: who goes through pages never meets a bookmark made meanwhile.</param>
public sealed record BookmarkQuery(
    IReadOnlyCollection<string> Hashes, string? InstanceId = null, string? CorrelationId = null, DateTimeOffset? CreatedUntil = null,
    BookmarkCursor? Before = null, int Limit = 100);

/// <summary>A place in the order of bookmarks.</summary>
public sealed record BookmarkCursor(DateTimeOffset CreatedAt, string Id);

/// <summary>Finds who waits for a stimulus. Reads what is committed.</summary>
public interface IStimulusStore
{
    Task<IReadOnlyList<BookmarkRecord>> FindBookmarksAsync(BookmarkQuery query, CancellationToken cancellationToken);

    Task<IReadOnlyList<TriggerRecord>> FindTriggersAsync(IReadOnlyCollection<string> hashes, CancellationToken cancellationToken);

    /// <summary>All triggers of a definition, or of all.</summary>
    Task<IReadOnlyList<TriggerRecord>> ListTriggersAsync(string? definitionId, CancellationToken cancellationToken);
}
