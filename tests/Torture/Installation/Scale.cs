using System.Globalization;

namespace DirectiveFlow.Torture.Installation;

/// <summary>How much of a torture a run takes: enough for every kind of fault in CI, more when an environment variable says so.</summary>
internal static class Scale
{
    /// <summary>Host stops under load: DIRECTIVEFLOW_STOPS.</summary>
    public static int Stops { get; } = Of("DIRECTIVEFLOW_STOPS", 4);

    /// <summary>Seconds without a broker: DIRECTIVEFLOW_OUTAGE_SECONDS.</summary>
    public static int OutageSeconds { get; } = Of("DIRECTIVEFLOW_OUTAGE_SECONDS", 20);

    /// <summary>Races of two hosts for one wait: DIRECTIVEFLOW_RACE_ROUNDS.</summary>
    public static int RaceRounds { get; } = Of("DIRECTIVEFLOW_RACE_ROUNDS", 240);

    /// <summary>Directives whose six assignments are all acted on at one moment: DIRECTIVEFLOW_RUSHES.</summary>
    public static int Rushes { get; } = Of("DIRECTIVEFLOW_RUSHES", 3);

    /// <summary>Tasks, of ten units each with five reminders, that are reminded of while the host is killed: DIRECTIVEFLOW_REMINDED_TASKS.</summary>
    public static int RemindedTasks { get; } = Of("DIRECTIVEFLOW_REMINDED_TASKS", 5);

    private static int Of(string name, int inCi) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : inCi;
}
