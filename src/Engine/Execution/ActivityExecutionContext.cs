using System.Text.Json;
using DirectiveFlow.Engine.Activities.Composition;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Execution;

/// <summary>
/// One run of one activity within an instance: the only door from an activity's code to values, services and the engine. It
/// lives in the instance's state from its start until it completes, also across restarts.
/// </summary>
public sealed partial class ActivityExecutionContext
{
    private readonly WorkflowRun _run;
    private object? _localState;
    private List<BookmarkState>? _bookmarks;

    internal ActivityExecutionContext(WorkflowRun run, long id, ActivityNode node, ActivityExecutionContext? parent)
    {
        _run = run;
        Id = id;
        Node = node;
        Parent = parent;
    }

    /// <summary>Number of this activity run, unique within the instance and never used again.</summary>
    public long Id { get; }

    public ActivityNode Node { get; }

    public Activity Activity => Node.Activity;

    public ActivityExecutionContext? Parent { get; }

    public ActivityStatus Status { get; internal set; }

    public string WorkflowInstanceId => _run.Instance.Id;

    public string WorkflowDefinitionId => _run.Instance.DefinitionId;

    public string WorkflowDefinitionVersionId => _run.Instance.DefinitionVersionId;

    public int WorkflowDefinitionVersion => _run.Graph.Definition.Version;

    /// <summary>The name of the instance; setting it takes effect with the step.</summary>
    public string? WorkflowName
    {
        get => _run.Name;
        set => _run.Name = value;
    }

    /// <summary>The business key of the instance; setting it takes effect with the step.</summary>
    public string? CorrelationId
    {
        get => _run.CorrelationId;
        set => _run.CorrelationId = value;
    }

    public string? ParentInstanceId => _run.Instance.ParentInstanceId;

    public TimeProvider TimeProvider => _run.TimeProvider;

    /// <summary>The step's time: the same for everything one step does.</summary>
    public DateTimeOffset UtcNow => _run.Now;

    public IIdGenerator Ids => _run.Ids;

    public CancellationToken CancellationToken => _run.CancellationToken;

    /// <summary>Services of the step's unit of work; what they change commits with the step.</summary>
    public IServiceProvider Services => _run.Services;

    /// <summary>Inputs given to the workflow around this activity: at the instance's start, or by the activity the workflow is used as.</summary>
    public IReadOnlyDictionary<string, JsonElement> WorkflowInput => CompositeAround()?.LocalStateOf<CompositeScope>().Input ?? _run.Input;

    /// <summary>Outputs of the workflow around this activity, set so far.</summary>
    public IReadOnlyDictionary<string, JsonElement> WorkflowOutput => OutputsAround();

    /// <summary>What the resume that continues this activity carried; JSON null outside of a resume.</summary>
    public JsonElement ResumeInput { get; internal set; } = JsonValues.Null;

    internal string? CompletionCallback { get; init; }

    internal Dictionary<string, JsonElement>? Properties { get; set; }

    internal Dictionary<string, JsonElement>? Variables { get; set; }

    internal int FaultCount { get; set; }

    /// <summary>The code of this run that failed, while it is faulted or waits for its retry.</summary>
    internal FailedEntry? Failed { get; set; }

    /// <summary>Outcomes settled before the run completes; they win over those it completes with.</summary>
    internal string[]? FinalOutcomes { get; set; }

    internal int OpenChildren { get; set; }

    internal int QueuedChildren { get; set; }

    /// <summary>What this run waits for.</summary>
    internal List<BookmarkState> Bookmarks => _bookmarks ??= [];

    internal int BookmarkCount => _bookmarks?.Count ?? 0;

    internal bool BookmarkCreated { get; set; }

    internal object? LocalState => _localState;

    public T GetRequiredService<T>()
        where T : notnull => _run.Services.GetRequiredService<T>();
}

/// <summary>State of one activity run.</summary>
public enum ActivityStatus
{
    Running,
    Completed,
    Faulted,
    Cancelled,
}
