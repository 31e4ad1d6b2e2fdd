namespace DirectiveFlow.Directives.Assignments;

/// <summary>
/// One line of an assignment's history, never changed. Its key (<see cref="AssignmentId"/>, <see cref="Version"/>) is what
/// makes two writers of the same version impossible.
/// </summary>
public sealed class AssignmentEvent
{
    private AssignmentEvent()
    {
        ActorName = Action = "";
    }

    internal AssignmentEvent(
        Guid assignmentId, int version, DateTimeOffset at, Guid? actorId, string actorName, string? onBehalfOf, string action,
        AssignmentState? fromState, AssignmentState toState, string? reason, string? data)
    {
        AssignmentId = assignmentId;
        Version = version;
        At = at;
        ActorId = actorId;
        ActorName = actorName;
        OnBehalfOf = onBehalfOf;
        Action = action;
        FromState = fromState;
        ToState = toState;
        Reason = reason;
        Data = data;
    }

    public Guid AssignmentId { get; private set; }

    public int Version { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null when the machine acted.</summary>
    public Guid? ActorId { get; private set; }

    public string ActorName { get; private set; }

    /// <summary>For whom a deputy acted (TL., TUQ.); null otherwise.</summary>
    public string? OnBehalfOf { get; private set; }

    /// <summary>Action id, e.g. <c>requestRework</c>.</summary>
    public string Action { get; private set; }

    public AssignmentState? FromState { get; private set; }

    public AssignmentState ToState { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Facts of the act as JSON.</summary>
    public string? Data { get; private set; }
}
