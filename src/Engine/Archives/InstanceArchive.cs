using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Archives;

/// <summary>All rows of one instance, to be kept in a file or carried to another installation.</summary>
/// <param name="Journal">From the first step to the last, without a gap.</param>
public sealed record InstanceArchive(InstanceRecord Instance, IReadOnlyList<JournalRecord> Journal, IReadOnlyList<IncidentRecord> Incidents);

/// <summary>An archive cannot be restored here; the message says why.</summary>
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
}
