namespace DirectiveFlow.Engine.DueWork;

/// <summary>
/// Something that must happen at a time. The row is the truth; jobs are only how it gets run. Deleted in the transaction of
/// its effect, so it acts once.
/// </summary>
/// <param name="Kind">Which handler runs it, see <see cref="DueWorkKinds"/>.</param>
/// <param name="Key">Unique within its kind; <c>owner/detail</c>, so that all rows of an owner can be cancelled together.</param>
/// <param name="Payload">JSON for the handler.</param>
public sealed record DueWorkItem(Guid Id, DateTimeOffset DueAt, string Kind, string Key, string Payload);

/// <summary>The kinds the engine itself uses. The domain adds its own.</summary>
public static class DueWorkKinds
{
    /// <summary>Starts a workflow (dispatch). Payload: the start request.</summary>
    public const string Start = "workflow.start";

    /// <summary>Resumes a bookmark (a delay that elapsed, a child that finished). Payload: the resume request.</summary>
    public const string Resume = "workflow.resume";

    /// <summary>A stimulus that came before its wait; looked at again until it is delivered or too old. Owner: its hash.</summary>
    public const string KeptStimulus = "stimulus.kept";

    /// <summary>Delivers a stimulus to all who wait for it, a page at a time. Owner: the publication's id.</summary>
    public const string Publish = "workflow.publish";

    /// <summary>Cancels the children that a cancelled activity waited for. Owner: the parent instance.</summary>
    public const string CancelChildren = "workflow.cancel-children";

    /// <summary>Removes the rows of an instance that was deleted. Owner: the instance.</summary>
    public const string Purge = "workflow.purge";

    /// <summary>Lists the instances of a plan of alterations. Owner: the plan.</summary>
    public const string ListAlterations = "alteration.list";

    /// <summary>Applies a plan of alterations to one instance. Owner: the plan.</summary>
    public const string Alter = "alteration.apply";

    /// <summary>Removes finished instances that are too old.</summary>
    public const string Retention = "workflow.retention";

    /// <summary>Sends a request to another system and resumes who waits for the response. Owner: the bookmark.</summary>
    public const string HttpCall = "http.call";

    /// <summary>Starts a definition at the time of one of its triggers. Payload: the trigger; the owner is the definition.</summary>
    public const string Trigger = "workflow.trigger";
}

/// <summary>Due work of the current unit of work. Resolved from <see cref="Persistence.IUnitOfWork.Services"/>.</summary>
public interface IDueWorkPlan
{
    void Add(DueWorkItem item);

    /// <summary>Removes every row of this kind whose key starts with <c>owner/</c>, as part of the commit; none is fine.</summary>
    void CancelOwner(string kind, string owner);

    /// <summary>
    /// Removes the claimed row whose effect this unit commits. If the row is gone by then (another host ran it),
    /// the commit fails with <see cref="Persistence.StaleStateException"/>.
    /// </summary>
    void Complete(DueWorkItem item);

    /// <summary>Stored rows of this kind whose key starts with <c>owner/</c>, except those this unit completes or cancels.</summary>
    Task<IReadOnlyList<DueWorkItem>> FindAsync(string kind, string owner, CancellationToken cancellationToken);
}

/// <summary>Claims due rows for a drain. Any number of hosts may drain at once; each row is given to one of them per lease.</summary>
public interface IDueWorkStore
{
    /// <summary>Claims up to <paramref name="batch"/> rows due at or before <paramref name="now"/>, earliest first.</summary>
    Task<IReadOnlyList<DueWorkItem>> ClaimAsync(
        string host, DateTimeOffset now, int batch, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives a claim back to be run at <paramref name="retryAt"/>, counting the attempt and keeping the error.</summary>
    Task ReleaseAsync(Guid id, DateTimeOffset retryAt, string error, CancellationToken cancellationToken);

    /// <summary>The next time anything is due, null when nothing is planned.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);

    /// <summary>Rows overdue at <paramref name="now"/> and how late the oldest one is.</summary>
    Task<(long Count, TimeSpan Lag)> LagAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Runs due work of one kind.</summary>
public interface IDueWorkHandler
{
    string Kind { get; }

    /// <summary>
    /// Runs the item and completes it through <see cref="IDueWorkPlan.Complete"/> in the unit that commits its effect.
    /// A handler that finds the effect already made just completes the row.
    /// </summary>
    Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken);
}

/// <summary>Wakes who waits for committed work. A hint only: the tables are the truth and are swept anyway.</summary>
public interface IWorkSignal
{
    void OutboxPending();

    void DueWorkPending(DateTimeOffset earliest);

    /// <summary>A step of this instance is committed.</summary>
    void InstanceCommitted(string instanceId)
    {
    }
}
