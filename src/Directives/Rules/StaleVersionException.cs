namespace DirectiveFlow.Directives.Rules;

/// <summary>
/// The caller decided on an older version than the stored one: somebody acted in between. Nothing was changed. It carries
/// what happened, so that both texts can be shown side by side (end of PROCESS section 4).
/// </summary>
public sealed class StaleVersionException(int expectedVersion, int currentVersion, string currentState, LastChange last)
    : Exception($"Expected version {expectedVersion}, found {currentVersion} ({last.Action} by {last.ActorName}).")
{
    public int ExpectedVersion { get; } = expectedVersion;

    public int CurrentVersion { get; } = currentVersion;

    /// <summary>Id of the state now, e.g. <c>Reported</c>.</summary>
    public string CurrentState { get; } = currentState;

    public LastChange Last { get; } = last;
}

/// <summary>Who changed a directive or an assignment last, and how.</summary>
/// <param name="Action">Action id, e.g. <c>report</c>.</param>
/// <param name="ActorName">Full name, or the name of the machine.</param>
public sealed record LastChange(string Action, string ActorName, DateTimeOffset At);
