namespace DirectiveFlow.Directives.Assignments;

/// <summary>States of an assignment (PROCESS 3.2). Due soon, overdue, on time are computed, never states.</summary>
public enum AssignmentState
{
    Draft,
    Assigned,
    Returned,
    Accepted,
    InProgress,
    OnHold,
    Reported,
    Appraised,
    NeedsRework,
    AwaitingSuperior,
    Completed,
    Cancelled,
    Transferred,
}

/// <summary>Chủ trì or phối hợp.</summary>
public enum AssignmentRole
{
    Lead,
    Coordinating,
}

/// <summary>Quality set by the leader on approval (T16).</summary>
public enum Grade
{
    Satisfactory,
    Good,
    Unsatisfactory,
}

/// <summary>Class of reason a unit gives for returning an assignment (T7).</summary>
public enum ReturnReason
{
    NotOurCompetence,
    Duplicate,
    InformationMissing,
    DeadlineNotFeasible,
}

/// <summary>What can be done to an assignment; ids on the wire as in PROCESS section 4 (<c>requestRework</c>).</summary>
public enum AssignmentAction
{
    Draft,
    Assign,
    Accept,
    DeemAccepted,
    Return,
    Cascade,
    Update,
    Hold,
    Resume,
    RequestExtension,
    DecideExtension,
    Report,
    Appraise,
    RequestRework,
    Approve,
    ForwardUp,
    Confirm,
    Reassign,
    Split,
    Cancel,
    Reopen,
}
