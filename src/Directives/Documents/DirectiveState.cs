namespace DirectiveFlow.Directives.Documents;

/// <summary>States of a directive (PROCESS 3.1). Names are what is stored and sent.</summary>
public enum DirectiveState
{
    Received,
    Registered,
    AwaitingDirection,
    ForInformation,
    Concretizing,
    InProgress,
    Suspended,
    Summarizing,
    Closed,
    Superseded,
    Recalled,
}

/// <summary>Urgency mark (độ khẩn).</summary>
public enum Urgency
{
    Normal,
    Urgent,
    VeryUrgent,
    Express,
}

/// <summary>Secrecy mark (độ mật). Anything but <see cref="None"/> is kept as a stub without text.</summary>
public enum Secrecy
{
    None,
    Confidential,
    Secret,
    TopSecret,
}
