using System.Text.Json;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DirectiveFlow.Engine.Execution;

/// <summary>
/// Runs one step of one instance in memory: the work list until every branch is finished or waits. It reads through services
/// of the unit of work and writes nothing but what the unit stages.
/// </summary>
internal sealed partial class WorkflowRun
{
    private readonly Queue<WorkItem> _work = new();
    private readonly Dictionary<long, ActivityExecutionContext> _open = [];
    private readonly RunEnvironment _environment;
    private JsonElement _triggerInput = JsonValues.Null;
    private ActivityExecutionContext? _ending;
    private long _nextContextId;

    private WorkflowRun(RunEnvironment environment, WorkflowGraph graph, InstanceRecord instance)
    {
        _environment = environment;
        Graph = graph;
        Instance = instance;
        CorrelationId = instance.CorrelationId;
        HeldBy = instance.HeldBy;
        Name = instance.Name;
    }

    public WorkflowGraph Graph { get; }

    /// <summary>The instance as loaded, or as it will be created.</summary>
    public InstanceRecord Instance { get; }

    public string? CorrelationId { get; set; }

    public string? Name { get; set; }

    public Dictionary<string, JsonElement> Input { get; private init; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonElement> Output { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Bookmark of the parent that is told when this instance ends; null when nobody waits or it was told.</summary>
    public string? ParentBookmarkId { get; private set; }

    /// <summary>The operator who holds the instance; see <see cref="InstanceRecord.HeldBy"/>.</summary>
    public string? HeldBy { get; set; }

    /// <summary>Key of the activation slot the instance has while it runs.</summary>
    public string? Slot { get; set; }

    /// <summary>What the request that caused this step is to be answered with.</summary>
    public HttpReply? Reply { get; set; }

    /// <summary>The activity that started the instance, until it ran; only in the first step.</summary>
    public ActivityNode? TriggerNode { get; private set; }

    public ActivityExecutionContext Root { get; private set; } = null!;

    public IServiceProvider Services => _environment.Services;

    public TimeProvider TimeProvider => _environment.TimeProvider;

    public DateTimeOffset Now => _environment.Now;

    public IIdGenerator Ids => _environment.Ids;

    public RunLimits Limits => _environment.Limits;

    public CancellationToken CancellationToken => _environment.CancellationToken;

    public FlowchartExecutionMode FlowchartMode => Graph.Definition.FlowchartMode is var chosen and not FlowchartExecutionMode.Default
        ? chosen : _environment.Limits.FlowchartMode;

    public StepJournal Journal { get; } = new();

    public List<IncidentRecord> Incidents { get; } = [];

    /// <summary>A new instance whose root is queued.</summary>
    public static WorkflowRun Begin(
        RunEnvironment environment, WorkflowGraph graph, InstanceRecord instance,
        IReadOnlyDictionary<string, JsonElement>? input, string? parentBookmarkId, string? triggerActivityId = null, JsonElement? triggerInput = null,
        IReadOnlyDictionary<string, JsonElement>? variables = null)
    {
        var run = new WorkflowRun(environment, graph, instance)
        {
            Input = input is null ? new(StringComparer.Ordinal) : new(input, StringComparer.Ordinal),
            ParentBookmarkId = parentBookmarkId,
            _nextContextId = FirstContextId,
            TriggerNode = triggerActivityId is null ? null : graph.Find(triggerActivityId),
            _triggerInput = triggerInput ?? JsonValues.Null,
        };
        run._work.Enqueue(new WorkItem { Node = graph.Root, Variables = variables is null ? null : First(graph.Root, variables) });
        return run;
    }

    /// <exception cref="ValueConversionException">A value is not of the type its variable is declared with.</exception>
    private static Dictionary<string, JsonElement> First(ActivityNode root, IReadOnlyDictionary<string, JsonElement> variables)
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (key, value) in variables)
        {
            var declared = root.FindVariable(key) ?? root.FindVariableByName(key);
            result[declared?.Id ?? key] = declared is null ? value : DeclaredTypes.Convert(value, declared.TypeName);
        }

        return result;
    }

    /// <summary>An instance as its last step left it; nothing is queued yet.</summary>
    public static WorkflowRun Load(RunEnvironment environment, WorkflowGraph graph, InstanceRecord instance, InstanceState state)
    {
        var run = new WorkflowRun(environment, graph, instance)
        {
            Input = state.Input ?? new(StringComparer.Ordinal),
            Output = state.Output ?? new(StringComparer.Ordinal),
            ParentBookmarkId = state.ParentBookmarkId,
            Slot = state.Slot,
            _nextContextId = state.NextContextId,
        };
        run.Restore(state);
        return run;
    }

    public void Schedule(
        ActivityExecutionContext owner, Activity child, Func<ActivityExecutionContext, ChildCompletion, ValueTask>? completed,
        IReadOnlyDictionary<string, JsonElement>? variables, string written = "")
    {
        owner.QueuedChildren++;
        _marks++;
        _work.Enqueue(new WorkItem
        {
            Node = child.Node,
            Owner = owner,
            Callback = completed is null ? null : Callbacks.NameOf(completed, owner.Activity, written),
            Variables = variables,
            ScheduledBy = _ending is { } ended && ReferenceEquals(ended.Parent, owner) ? ended.Id : null,
        });
    }

    public async ValueTask<string> DispatchAsync(
        string definitionId, IReadOnlyDictionary<string, JsonElement>? input, string? correlationId, string? bookmarkId, ChildReport report)
    {
        if (!await _environment.Catalog.IsPublishedAsync(definitionId, CancellationToken))
        {
            throw new DefinitionNotFoundException($"There is no published workflow definition '{definitionId}' to dispatch.");
        }

        var childId = Ids.NewId();
        var childInput = input is null ? new Dictionary<string, JsonElement>(StringComparer.Ordinal) : new(input, StringComparer.Ordinal);
        childInput["ParentInstanceId"] = JsonValues.From(Instance.Id);
        var awaitsEnd = report == ChildReport.End;
        var request = new StartRequest(definitionId, childId, correlationId, Instance.Id, awaitsEnd ? bookmarkId : null, childInput)
        {
            FirstStepBookmarkId = awaitsEnd ? null : bookmarkId,
        };
        if (bookmarkId is not null && awaitsEnd)
        {
            _bookmarks[bookmarkId].AwaitsChildren = true;
        }

        // Owned by the wait: who withdraws the wait withdraws the starts that did not happen yet.
        var key = bookmarkId is null ? childId + "/start" : bookmarkId + "/" + childId;
        AddDueWork(DueWorkKinds.Start, key, Now, JsonSerializer.Serialize(request, JsonValues.Options));
        return childId;
    }

    public void Broadcast(Stimulus stimulus, StimulusScope scope, JsonElement input, TimeSpan? keepFor) =>
        AddDueWork((BroadcastRequest.For(Ids.NewId(), stimulus, scope, input) with { KeepFor = keepFor }).ToItem(Ids.NewGuid(), Now));

    public void AddDueWork(string kind, string key, DateTimeOffset dueAt, string payload) =>
        AddDueWork(new DueWorkItem(Ids.NewGuid(), dueAt, kind, key, payload));

    public void AddDueWork(DueWorkItem item)
    {
        _marks++;
        Services.GetRequiredService<IDueWorkPlan>().Add(item);
    }

    public void WriteLine(ActivityExecutionContext context, string text)
    {
        Journal.Add(JournalEvent.Line, context, text);
        if (_environment.Logger.IsEnabled(LogLevel.Information))
        {
            Logging.Line(_environment.Logger, Instance.Id, context.Node.Id, text);
        }
    }

    /// <summary>Children of this run that are queued and did not start.</summary>
    public IEnumerable<Activity> QueuedOf(ActivityExecutionContext owner) =>
        owner.QueuedChildren == 0 ? [] : _work.Where(item => ReferenceEquals(item.Owner, owner)).Select(item => item.Node.Activity);

    /// <summary>Takes what this run queued out of the queue; the order of the rest stays.</summary>
    public void RemoveQueuedOf(ActivityExecutionContext owner)
    {
        for (var count = owner.QueuedChildren > 0 ? _work.Count : 0; count > 0; count--)
        {
            var item = _work.Dequeue();
            if (ReferenceEquals(item.Owner, owner))
            {
                owner.QueuedChildren--;
            }
            else
            {
                _work.Enqueue(item);
            }
        }
    }

    /// <summary>Open runs of direct children, oldest first.</summary>
    public IReadOnlyList<ActivityExecutionContext> ChildrenOf(ActivityExecutionContext parent) =>
        [.. _open.Values.Where(c => ReferenceEquals(c.Parent, parent)).OrderBy(c => c.Id)];

    private struct WorkItem
    {
        public ActivityNode Node;
        public ActivityExecutionContext? Owner;
        public string? Callback;
        public IReadOnlyDictionary<string, JsonElement>? Variables;
        public ActivityExecutionContext? Resumed;
        public string? ResumeCallback;
        public JsonElement? ResumeInput;
        public FailedEntry? Retry;

        /// <summary>The child of the same owner whose end led to it.</summary>
        public long? ScheduledBy;
    }
}

/// <summary>What a run needs from outside; made anew for each attempt of a step.</summary>
internal sealed record RunEnvironment(
    IServiceProvider Services, WorkflowCatalog Catalog, TimeProvider TimeProvider, DateTimeOffset Now, IIdGenerator Ids, ILogger Logger,
    RunLimits Limits, CancellationToken CancellationToken)
{
    /// <summary>The step's unit of work.</summary>
    public required IUnitOfWork Unit { get; init; }

    /// <summary>Failures that earlier attempts of this step met, see <see cref="ReplayStepException"/>.</summary>
    public IReadOnlyList<RecordedFault> Faults { get; init; } = [];
}

/// <param name="MaxActivitiesPerStep">Activities run and callbacks made in one step; more is an incident (an endless loop).</param>
/// <param name="IsRefusal">Exceptions that abort the step instead of becoming an incident.</param>
/// <param name="FlowchartMode">For flowcharts of definitions that do not choose.</param>
/// <param name="MaxHttpRequestBytes">A larger request is an incident.</param>
internal sealed record RunLimits(
    int MaxActivitiesPerStep, Func<Exception, bool> IsRefusal, FlowchartExecutionMode FlowchartMode, int MaxHttpRequestBytes);

internal static partial class Logging
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{InstanceId} {ActivityId}: {Text}")]
    public static partial void Line(ILogger logger, string instanceId, string activityId, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Incident in {InstanceId} at {ActivityId}")]
    public static partial void Incident(ILogger logger, Exception error, string instanceId, string activityId);
}
