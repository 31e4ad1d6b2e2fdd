using System.Text.Json;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Simulation;

/// <summary>What comes to a wait in a dry run.</summary>
/// <param name="ActivityId">The waiting activity. Several answers to one activity are given one after another, one to each wait.</param>
public sealed record DryRunAnswer(string ActivityId)
{
    /// <summary>How long the answer takes from the beginning of the wait.</summary>
    public TimeSpan After { get; init; }

    /// <summary>What a resume carries: the payload of an event, the result of a task.</summary>
    public JsonElement Input { get; init; } = JsonValues.Null;

    /// <summary>For a step that only the product itself can do: the outcomes it is to end with.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = ["Done"];

    /// <summary>For such a step: its outputs by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
}

/// <summary>A definition to try out.</summary>
public sealed record DryRunRequest
{
    /// <summary>Text of the definition; it need not be saved.</summary>
    public required string Json { get; init; }

    /// <summary>When the simulated clock starts; null is now.</summary>
    public DateTimeOffset? StartAt { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Input { get; init; }

    public IReadOnlyList<DryRunAnswer> Answers { get; init; } = [];

    /// <summary>Steps of all instances together, children included; then the run is stopped.</summary>
    public int MaxSteps { get; init; } = 1_000;

    /// <summary>Simulated time after which the run is stopped.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromDays(5 * 366);
}

/// <summary>Why a dry run ended.</summary>
public enum DryRunEnd
{
    /// <summary>The workflow and everything it started has ended.</summary>
    Finished,

    /// <summary>Something waits for an answer that was not given.</summary>
    Waiting,

    /// <summary>The limit of steps was reached: perhaps it never ends.</summary>
    TooManySteps,

    /// <summary>The next thing would happen after the limit of time.</summary>
    TooLong,
}

/// <summary>Something that would happen.</summary>
/// <param name="DefinitionId">Of the workflow or of one that it started.</param>
/// <param name="ActivityName">What its author calls the activity.</param>
/// <param name="Text">A written line, or the message of a fault.</param>
public sealed record DryRunEvent(
    DateTimeOffset At, string InstanceId, string DefinitionId, JournalEvent Event, string ActivityId, string? ActivityType, string? ActivityName,
    IReadOnlyList<string> Outcomes, string? Text);

/// <summary>A wait that is still open at the end.</summary>
/// <param name="Name">What it waits for, for example <c>Elsa.Event</c>.</param>
public sealed record DryRunWait(string InstanceId, string DefinitionId, string ActivityId, string? ActivityType, string? ActivityName, string Name, DateTimeOffset Since);

/// <summary>Work that would be handed to the outside, for example an HTTP call: the dry run does not do it.</summary>
public sealed record DryRunEffect(DateTimeOffset At, string Kind, string Key, string Payload);

/// <summary>An incident that would be raised.</summary>
public sealed record DryRunIncident(DateTimeOffset At, string InstanceId, string ActivityId, string ActivityType, string Message);

/// <summary>What would happen, in order. Nothing of it did.</summary>
/// <param name="SubStatus">Of the workflow itself: <c>Finished</c>, <c>Faulted</c>, <c>Suspended</c>, ...</param>
/// <param name="EndedAt">Simulated time of the last step.</param>
/// <param name="UnusedAnswers">Answers to which no wait came.</param>
public sealed record DryRunResult(
    DryRunEnd End, string SubStatus, DateTimeOffset EndedAt, IReadOnlyDictionary<string, JsonElement> Output, IReadOnlyList<DryRunEvent> Events,
    IReadOnlyList<OutboxMessage> Messages, IReadOnlyList<DryRunEffect> Effects, IReadOnlyList<DryRunWait> Waits,
    IReadOnlyList<DryRunIncident> Incidents, IReadOnlyList<DryRunAnswer> UnusedAnswers)
{
    /// <summary>What the activities of the workflow itself were given and gave, as far as its journal would keep it.</summary>
    public IReadOnlyList<JournalValue> Values { get; init; } = [];
}
