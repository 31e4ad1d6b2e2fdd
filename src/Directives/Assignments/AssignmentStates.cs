namespace DirectiveFlow.Directives.Assignments;

/// <summary>Groups of states (PROCESS 3.2, columns Clock and Box).</summary>
public static class AssignmentStates
{
    /// <summary>Neither completed nor cancelled nor transferred.</summary>
    public static bool IsOpen(this AssignmentState state) =>
        state is not (AssignmentState.Completed or AssignmentState.Cancelled or AssignmentState.Transferred);

    /// <summary>The unit's own clock runs, so the unit is reminded and can become overdue.</summary>
    public static bool RunsUnitClock(this AssignmentState state) =>
        state is AssignmentState.Assigned or AssignmentState.Accepted or AssignmentState.InProgress
            or AssignmentState.NeedsRework;

    /// <summary>The unit has reported and others hold the matter: the report's own time counts.</summary>
    public static bool AwaitsConfirmation(this AssignmentState state) =>
        state is AssignmentState.Reported or AssignmentState.Appraised or AssignmentState.AwaitingSuperior;
}
