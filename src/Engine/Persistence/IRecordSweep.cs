namespace DirectiveFlow.Engine.Persistence;

/// <summary>
/// Rows of one kind that only grow in number and are worth nothing after a time. How long they are kept is the host's choice, see
/// <see cref="Runtime.EngineOptions.KeepRecordsFor"/>.
/// </summary>
public interface IRecordSweep
{
    /// <summary>Stable; a value of <see cref="RecordKinds"/>.</summary>
    string Name { get; }

    /// <summary>Removes up to <paramref name="limit"/> rows from before this time in one short transaction. Safe to repeat and from several hosts.</summary>
    /// <returns>How many were removed; fewer than the limit: there are no more.</returns>
    Task<int> RemoveAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}

/// <summary>What can be swept.</summary>
public static class RecordKinds
{
    /// <summary>Answered command ids. Gone, the same command would be carried out again.</summary>
    public const string Commands = "commands";

    /// <summary>Ids of received messages. Gone, the same message would take effect again.</summary>
    public const string ReceivedMessages = "received-messages";

    /// <summary>What plans of alterations did to which instance; the plans themselves once nothing of them is left.</summary>
    public const string AlterationJobs = "alteration-jobs";

    /// <summary>Notifications that were read.</summary>
    public const string ReadNotifications = "read-notifications";
}
