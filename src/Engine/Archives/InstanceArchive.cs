using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Archives;

/// <summary>All rows of one instance, to be kept in a file or carried to another installation.</summary>
/// <param name="Journal">From the first step to the last, without a gap.</param>
public sealed record InstanceArchive(InstanceRecord Instance, IReadOnlyList<JournalRecord> Journal, IReadOnlyList<IncidentRecord> Incidents);

/// <summary>Why an archive cannot be restored here.</summary>
public enum ArchiveRefusal
{
    /// <summary>It is not the text of an archive, or of one of another kind.</summary>
    NotAnArchive,

    /// <summary>The steps, the incidents and the instance are not those of one instance, from its first step to its last.</summary>
    RowsApart,

    /// <summary>The state or the journal cannot be read.</summary>
    Damaged,

    /// <summary>The version of the definition it runs on is not here.</summary>
    VersionMissing,

    /// <summary>The version that is here has no such activity as the instance is at.</summary>
    ActivityMissing,

    /// <summary>The instance, or one of its waits, is here already.</summary>
    AlreadyHere,
}

/// <summary>An archive cannot be restored here; nothing was written.</summary>
public sealed class ArchiveRefusedException : Exception
{
    public ArchiveRefusedException()
    {
    }

    public ArchiveRefusedException(string message)
        : base(message)
    {
    }

    public ArchiveRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="subject">The id of what is missing or here already; empty where the reason is about the whole archive.</param>
    public ArchiveRefusedException(ArchiveRefusal reason, string subject = "", Exception? innerException = null)
        : base($"{reason}: {subject}", innerException) => (Reason, Subject) = (reason, subject);

    public ArchiveRefusal Reason { get; }

    public string Subject { get; } = "";
}
