namespace DirectiveFlow.Engine.Persistence;

/// <summary>How a step finds its instance: by id, by bookmark, by stimulus hash, or not at all (a new instance).</summary>
/// <param name="CommandId">Idempotency key of the caller; null when the caller has none.</param>
/// <param name="InstanceId">Narrows to this instance; may be combined with <paramref name="StimulusHash"/>.</param>
/// <param name="BookmarkId">The exact bookmark.</param>
/// <param name="StimulusHash">Upper-case hexadecimal SHA-256 of the stimulus; the oldest match is taken.</param>
/// <param name="PublishedOf">Definition id whose published version is asked for, for a start.</param>
public sealed record StepAddress(
    string? CommandId = null, string? InstanceId = null, string? BookmarkId = null, string? StimulusHash = null, string? PublishedOf = null)
{
    /// <summary>Narrows a stimulus to bookmarks of this business key.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Nothing to look for: the load is not made.</summary>
    public bool IsEmpty => this is { CommandId: null, InstanceId: null, BookmarkId: null, StimulusHash: null, PublishedOf: null };
}

/// <summary>What <see cref="IUnitOfWork.LoadAsync"/> found. Null members were not found.</summary>
/// <param name="PublishedVersionId">
/// Version id that was published when the load was answered: a publication that was acknowledged before, by any host, is seen.
/// </param>
public sealed record LoadedStep(
    CommandRecord? Seen, InstanceRecord? Instance, BookmarkRecord? Bookmark, string? PublishedVersionId = null)
{
    /// <summary>Whether any stimulus was being kept for a wait to come when the load was answered.</summary>
    public bool HasKeptStimuli { get; init; }
}

/// <summary>
/// A workflow instance as stored. <see cref="State"/> holds open work only (what is finished is in the journal);
/// <see cref="Sequence"/> is the number of its last journal row and the optimistic version.
/// </summary>
public sealed record InstanceRecord
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }
    public required int DefinitionVersion { get; init; }
    public string? Name { get; init; }
    public string? CorrelationId { get; init; }
    public string? ParentInstanceId { get; init; }
    /// <summary><c>Running</c> or <c>Finished</c>.</summary>
    public required string Status { get; init; }
    /// <summary><c>Pending</c>, <c>Executing</c>, <c>Suspended</c>; <c>Finished</c>, <c>Cancelled</c>, <c>Faulted</c>.</summary>
    public required string SubStatus { get; init; }
    public int IncidentCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public required long Sequence { get; init; }
    /// <summary>The operator who holds it: it takes no resume until released. Null: nobody does.</summary>
    public string? HeldBy { get; init; }
    /// <summary>Encoded by the engine; the store never looks inside.</summary>
    public required byte[] State { get; init; }
}

/// <summary>A durable wait. Bookmarks of an instance change only in that instance's own steps.</summary>
/// <param name="Name">Activity type name, for example <c>Elsa.Event</c>.</param>
/// <param name="Hash">See <see cref="StepAddress.StimulusHash"/>.</param>
public sealed record BookmarkRecord(
    string Id, string InstanceId, string Name, string Hash, string ActivityId, string? CorrelationId, DateTimeOffset CreatedAt);

/// <summary>One compact row per step; <see cref="Payload"/> is expanded on reading to the execution log. Gap-free per instance from 1.</summary>
public sealed record JournalRecord(string InstanceId, long Sequence, DateTimeOffset At, string? CommandId, byte[] Payload);

/// <summary>A command that took effect and the answer it got, kept at least 7 days.</summary>
public sealed record CommandRecord(string CommandId, DateTimeOffset At, byte[] Result);

/// <summary>Something went wrong in an activity. An object with a life: open, then retried or resolved by somebody.</summary>
public sealed record IncidentRecord(
    string Id, string InstanceId, string ActivityId, string ActivityType, string Message, string? Detail, DateTimeOffset At)
{
    /// <summary>Which run of the activity, see the journal.</summary>
    public long ContextId { get; init; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it.</summary>
    public string? ClosedBy { get; init; }

    /// <summary><c>Retried</c>, <c>Cancelled</c>, or the words of whoever resolved it.</summary>
    public string? Resolution { get; init; }
}

/// <summary>An incident that a step of its instance closes.</summary>
public sealed record IncidentClosing(string IncidentId, DateTimeOffset At, string By, string Resolution);

/// <summary>
/// The right to be the only running instance of something, see <see cref="Definitions.ActivationStrategy"/>. Its key is unique, so of
/// two starts on two hosts one commits.
/// </summary>
public sealed record ActivationSlot(string Key, string InstanceId);

/// <summary>Everything one step changes in the engine's tables.</summary>
public sealed record StepChanges
{
    /// <summary>The instance after the step. Its <see cref="InstanceRecord.Sequence"/> equals the journal row's.</summary>
    public required InstanceRecord Instance { get; init; }

    /// <summary>True when the instance does not exist yet.</summary>
    public required bool IsNew { get; init; }

    public required JournalRecord Journal { get; init; }

    /// <summary>Rows before <see cref="Journal"/>, of an instance that comes with a history.</summary>
    public IReadOnlyList<JournalRecord> EarlierJournal { get; init; } = [];

    public IReadOnlyList<BookmarkRecord> BookmarksAdded { get; init; } = [];

    /// <summary>Ids of bookmarks burned by this step.</summary>
    public IReadOnlyList<string> BookmarksRemoved { get; init; } = [];

    public IReadOnlyList<IncidentRecord> Incidents { get; init; } = [];

    public CommandRecord? Command { get; init; }

    /// <summary>Set when the step did without a load.</summary>
    public StepAssumptions? Assumed { get; init; }

    public IReadOnlyList<IncidentClosing> IncidentsClosed { get; init; } = [];

    /// <summary>Taken by a new instance, or again by one that is retried; somebody else's is a conflict.</summary>
    public ActivationSlot? SlotTaken { get; init; }

    /// <summary>Given back when the instance ends. The row exists: only its instance removes it.</summary>
    public ActivationSlot? SlotFreed { get; init; }

    /// <summary>
    /// The instance was finished when it was loaded, so that a purge may remove it meanwhile: the commit then fails with
    /// <see cref="StaleStateException"/> instead of leaving rows of an instance that is gone.
    /// </summary>
    public bool WasFinished { get; init; }
}

/// <summary>
/// What a step took for granted instead of loading it. The commit writes nothing and fails with <see cref="StaleStateException"/> when
/// it is not so at that moment. That nobody else made a step of the instance, and that the command is new, their own rows prove.
/// </summary>
/// <param name="PublishedOf">A definition, of which <paramref name="PublishedVersionId"/> is the published version; null: none was asked for.</param>
/// <param name="NothingKept">No stimulus is being kept for a wait to come.</param>
public sealed record StepAssumptions(string? PublishedOf, string? PublishedVersionId, bool NothingKept);

/// <summary>
/// The unit changes more than its store can check assumptions for. Nothing was written: load and decide again.
/// </summary>
public sealed class AssumptionsUncheckedException : Exception
{
    public AssumptionsUncheckedException()
    {
    }

    public AssumptionsUncheckedException(string message)
        : base(message)
    {
    }

    public AssumptionsUncheckedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
