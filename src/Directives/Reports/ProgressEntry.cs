namespace DirectiveFlow.Directives.Reports;

/// <summary>A progress note (T9).</summary>
public sealed class ProgressEntry
{
    private ProgressEntry()
    {
        Note = ByName = "";
    }

    internal ProgressEntry(Guid id, Guid assignmentId, string note, int? percent, Guid? byId, string byName, DateTimeOffset at)
    {
        Id = id;
        AssignmentId = assignmentId;
        Note = note;
        Percent = percent;
        ById = byId;
        ByName = byName;
        At = at;
    }

    public Guid Id { get; private set; }

    public Guid AssignmentId { get; private set; }

    public string Note { get; private set; }

    /// <summary>0 to 100 as the officer judges; null when not said.</summary>
    public int? Percent { get; private set; }

    public Guid? ById { get; private set; }

    public string ByName { get; private set; }

    public DateTimeOffset At { get; private set; }
}
