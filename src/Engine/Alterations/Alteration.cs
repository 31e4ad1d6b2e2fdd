using System.Text.Json;

namespace DirectiveFlow.Engine.Alterations;

/// <summary>What is changed; the first four are named as Elsa names them.</summary>
public enum AlterationKind
{
    /// <summary>Sets <see cref="Alteration.VariableId"/> to <see cref="Alteration.Value"/>.</summary>
    ModifyVariable,

    /// <summary>Starts an activity inside its open flowchart.</summary>
    ScheduleActivity,

    /// <summary>Cancels the open runs of an activity with everything below them.</summary>
    Cancel,

    /// <summary>Moves the instance to another version of its definition. Comes first and at most once.</summary>
    Migrate,

    /// <summary>Completes the open run of an activity with <see cref="Alteration.Outcomes"/>, as if it had done its work.</summary>
    CompleteActivity,

    /// <summary>Sets the <c>name</c> or the <c>correlationId</c> of the instance.</summary>
    ModifyProperty,
}

/// <summary>One change of an instance. A finished activity is never run again by any of them.</summary>
public sealed record Alteration
{
    public required AlterationKind Type { get; init; }

    /// <summary>Activity id in the definition.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Only this run of the activity.</summary>
    public long? ContextId { get; init; }

    /// <summary>Id or name of a variable.</summary>
    public string? VariableId { get; init; }

    /// <summary>Name of the instance's property.</summary>
    public string? Property { get; init; }

    public JsonElement? Value { get; init; }

    public IReadOnlyList<string>? Outcomes { get; init; }

    /// <summary>Version id of the same definition; null: <see cref="TargetVersion"/>, or the published one.</summary>
    public string? TargetVersionId { get; init; }

    /// <summary>Number of a version of the same definition that is not deleted, as Elsa names the target; <see cref="TargetVersionId"/> goes first.</summary>
    public int? TargetVersion { get; init; }

    /// <summary>Activities that have another id in the target: old id, new id. All others keep theirs.</summary>
    public IReadOnlyDictionary<string, string>? Mapping { get; init; }
}

/// <summary>What became of one instance, or would become.</summary>
/// <param name="Log">What was changed; after a refusal the reasons alone.</param>
public sealed record AlterationOutcome(string InstanceId, Persistence.AlterationJobStatus Status, IReadOnlyList<string> Log);

/// <summary>An alteration cannot be applied to the instance as it is; the message is the reason for the operator.</summary>
public sealed class AlterationRefusedException : Exception
{
    public AlterationRefusedException()
    {
    }

    public AlterationRefusedException(string message)
        : base(message)
    {
    }

    public AlterationRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
