using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Stimuli;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>Changes or checks the domain inside the step's unit of work. Called once per attempt, each time with a fresh unit.</summary>
public delegate Task PrepareStep(IUnitOfWork unit, CancellationToken cancellationToken);

/// <summary>Adds to the step's unit of work after the run, knowing its result and before the commit. Called once per attempt.</summary>
public delegate Task CompleteStep(IUnitOfWork unit, StepResult result, CancellationToken cancellationToken);

/// <summary>What every request to the runtime may carry.</summary>
public abstract record StepRequest
{
    /// <summary>Idempotency key of the caller: a second request with it answers as the first and changes nothing.</summary>
    public string? CommandId { get; init; }

    /// <summary>The claimed due-work row this step is the effect of; removed in the same commit.</summary>
    public DueWorkItem? Completes { get; init; }

    /// <summary>Runs before the workflow does; an exception aborts the step and nothing is committed.</summary>
    public PrepareStep? Prepare { get; init; }

    public CompleteStep? AfterRun { get; init; }
}

/// <summary>Starts an instance of the published version of <see cref="DefinitionId"/>, or of exactly <see cref="VersionId"/>.</summary>
public sealed record StartWorkflow : StepRequest
{
    public string? DefinitionId { get; init; }

    public string? VersionId { get; init; }

    /// <summary>Given by the caller to make the start idempotent: when the instance exists, nothing happens.</summary>
    public string? InstanceId { get; init; }

    public string? CorrelationId { get; init; }

    public string? Name { get; init; }

    /// <summary>Workflow inputs by name, see <see cref="WorkflowInput"/>.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Input { get; init; }

    /// <summary>First values of variables by name or id, in place of those of the definition; an undeclared one becomes a variable of the workflow.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Variables { get; init; }

    public string? ParentInstanceId { get; init; }

    /// <summary>Bookmark of the parent that is resumed when this instance ends, in this instance's last commit.</summary>
    public string? ParentBookmarkId { get; init; }

    /// <summary>Bookmark of the parent that is resumed when this instance's first step is done, in that step's commit.</summary>
    public string? FirstStepBookmarkId { get; init; }

    /// <summary>The activity whose trigger starts the instance: the flow begins there, and it does not wait again.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>What the trigger's stimulus carried, for the triggering activity.</summary>
    public JsonElement? TriggerInput { get; init; }
}

/// <summary>
/// Resumes one bookmark: by id, by stimulus (the oldest match), or by both an instance and a stimulus. At least one of
/// <see cref="BookmarkId"/> and <see cref="Stimulus"/> is given.
/// </summary>
public sealed record ResumeWorkflow : StepRequest
{
    public string? InstanceId { get; init; }

    public string? BookmarkId { get; init; }

    public Stimulus? Stimulus { get; init; }

    /// <summary>Narrows a stimulus to waits of this business key.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Given to the activity; any object that becomes JSON, or a <see cref="JsonElement"/>.</summary>
    public object? Input { get; init; }

    /// <summary>
    /// A stimulus that nobody waits for yet is kept this long and delivered once, to the first wait that matches. Null: it is
    /// answered with <see cref="StepKind.NoMatch"/> and forgotten. Has no meaning for a resume by bookmark id.
    /// </summary>
    public TimeSpan? KeepFor { get; init; }

    /// <summary>Set instead of <see cref="Stimulus"/> when only the hash is known.</summary>
    internal string? StimulusHash { get; init; }

    internal KeptStimulus? Keep { get; init; }
}

/// <summary>Cancels an instance with everything that is open in it. A finished instance stays as it is.</summary>
public sealed record CancelWorkflow : StepRequest
{
    public required string InstanceId { get; init; }

    /// <summary>Only if the instance reports to this bookmark of its parent; null: in any case.</summary>
    internal string? ReportsTo { get; init; }
}

/// <summary>An operator stops an instance from taking resumes; what comes meanwhile is kept and delivered on release.</summary>
public sealed record HoldWorkflow : StepRequest
{
    public required string InstanceId { get; init; }

    public required string By { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Ends a hold.</summary>
public sealed record ReleaseWorkflow : StepRequest
{
    public required string InstanceId { get; init; }

    public required string By { get; init; }
}

/// <summary>
/// Runs failed activities of an instance again: only the code that failed, with the input it had. Their incidents are closed as
/// retried; branches that waited beside them wait again. A parent that was told of the failure is not told a second time.
/// </summary>
public sealed record RetryWorkflow : StepRequest
{
    public required string InstanceId { get; init; }

    public required string By { get; init; }

    /// <summary>Only this run of an activity, see <see cref="IncidentRecord.ContextId"/>; null: all that failed.</summary>
    public long? ContextId { get; init; }
}

/// <summary>
/// An operator deletes an instance: one that runs is cancelled first, with the children it waits for. It shows as deleted at
/// once; its rows go a little later, when no step can be under way any more.
/// </summary>
public sealed record DeleteWorkflow : StepRequest
{
    public required string InstanceId { get; init; }

    public required string By { get; init; }
}

/// <summary>An operator changes the open work of an instance; see <see cref="Alterations.Alteration"/>.</summary>
public sealed record AlterWorkflow : StepRequest
{
    public required string InstanceId { get; init; }

    public required string By { get; init; }

    public required IReadOnlyList<Alterations.Alteration> Alterations { get; init; }

    /// <summary>Only says what would be done.</summary>
    public bool DryRun { get; init; }

    /// <summary>Writes the outcome down in the commit that makes it.</summary>
    internal Action<IUnitOfWork, Alterations.AlterationOutcome>? Decided { get; init; }
}

/// <param name="Name">Activity type name, or the name the waiting activities share.</param>
/// <param name="Payload">Must equal the payload of the bookmark, by hash.</param>
public sealed record Stimulus(string Name, object? Payload);

/// <summary>Makes workflow inputs.</summary>
public static class WorkflowInput
{
    public static IReadOnlyDictionary<string, JsonElement> Of(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            result[name] = JsonValues.From(value);
        }

        return result;
    }
}

/// <summary>What a request to the runtime did.</summary>
public enum StepKind
{
    /// <summary>The step ran and is committed.</summary>
    Executed,

    /// <summary>The command or the instance was seen before; the result is the first one's. Nothing changed.</summary>
    AlreadyDone,

    /// <summary>Nothing waits for this, or no longer. Nothing changed, <see cref="StepRequest.Prepare"/> included.</summary>
    NoMatch,

    /// <summary>Nothing takes it now; it is on disk and will be delivered once, when a wait for it comes or the instance is released.</summary>
    Kept,

    /// <summary>The activation strategy does not allow another instance now; <see cref="StepResult.InstanceId"/> is the one that runs.</summary>
    CannotStart,
}

/// <param name="InstanceId">Null only for <see cref="StepKind.NoMatch"/> without an instance.</param>
/// <param name="Output">Outputs of the workflow set so far.</param>
public sealed record StepResult(
    StepKind Kind, string? InstanceId, string? Status, string? SubStatus, IReadOnlyDictionary<string, JsonElement> Output)
{
    /// <summary>What the workflow answers the request with that caused the step; null when it wrote nothing.</summary>
    public HttpReply? Reply { get; init; }
}

/// <summary>When an activity hears of a workflow it dispatched.</summary>
public enum ChildReport
{
    /// <summary>When the child has ended.</summary>
    End,

    /// <summary>When the child's first step is done: it ended or waits.</summary>
    FirstStep,
}
