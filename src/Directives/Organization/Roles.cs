namespace DirectiveFlow.Directives.Organization;

/// <summary>Role ids of PROCESS section 1, exactly as stored, claimed and named in the transition tables.</summary>
public static class Roles
{
    public const string Clerk = "clerk";
    public const string Leader = "leader";
    public const string Monitor = "monitor";
    public const string LeadHead = "leadHead";
    public const string CoordHead = "coordHead";
    public const string Officer = "officer";
    public const string Appraiser = "appraiser";
    public const string Superior = "superior";
    public const string Inspector = "inspector";
    public const string Admin = "admin";
    public const string Delegate = "delegate";

    /// <summary>The machine itself: timers, intake and the workflow. Nobody is given this role.</summary>
    public const string System = "system";

    /// <summary>
    /// The head of a unit. Whether one heads the lead or a coordinating unit depends on the task, so either role serves,
    /// always within one's own unit.
    /// </summary>
    public static readonly IReadOnlyList<string> UnitHeads = [LeadHead, CoordHead];

    /// <summary>Every role a person can hold.</summary>
    public static readonly IReadOnlyList<string> All =
        [Clerk, Leader, Monitor, LeadHead, CoordHead, Officer, Appraiser, Superior, Inspector, Admin, Delegate];
}
