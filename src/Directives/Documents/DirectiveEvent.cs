namespace DirectiveFlow.Directives.Documents;

/// <summary>
/// One line of a directive's history, never changed. Its key (<see cref="DirectiveId"/>, <see cref="Version"/>) is what makes
/// two writers of the same version impossible.
/// </summary>
public sealed class DirectiveEvent
{
    private DirectiveEvent()
    {
        ActorName = Action = "";
    }

    internal DirectiveEvent(
        Guid directiveId, int version, DateTimeOffset at, Guid? actorId, string actorName, string action,
        DirectiveState? fromState, DirectiveState toState, string? reason, string? data)
    {
        DirectiveId = directiveId;
        Version = version;
        At = at;
        ActorId = actorId;
        ActorName = actorName;
        Action = action;
        FromState = fromState;
        ToState = toState;
        Reason = reason;
        Data = data;
    }

    public Guid DirectiveId { get; private set; }

    public int Version { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null when the machine acted.</summary>
    public Guid? ActorId { get; private set; }

    public string ActorName { get; private set; }

    /// <summary>Action id, e.g. <c>submitToLeader</c>.</summary>
    public string Action { get; private set; }

    public DirectiveState? FromState { get; private set; }

    public DirectiveState ToState { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Facts of the act as JSON.</summary>
    public string? Data { get; private set; }
}
