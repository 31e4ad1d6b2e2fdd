using System.Text.Json;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Activities.Composition;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Execution;

/// <summary>
/// One run of one activity within an instance: the only door from an activity's code to values, services and the engine. It
/// lives in the instance's state from its start until it completes, also across restarts.
/// </summary>
public sealed class ActivityExecutionContext
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

    /// <summary>Evaluates an input now. An unset input is the type's default.</summary>
    /// <exception cref="ValueConversionException">The value does not fit.</exception>
    public ValueTask<T?> GetAsync<T>(Input<T>? input) => GetAsync(input, arguments: null);

    /// <inheritdoc cref="GetAsync{T}(Input{T}?)"/>
    /// <param name="input">May be null.</param>
    /// <param name="arguments">Named values the expression sees besides variables, for example the current item.</param>
    public ValueTask<T?> GetAsync<T>(Input<T>? input, IReadOnlyDictionary<string, JsonElement>? arguments)
    {
        if (input is null)
        {
            return default;
        }

        return input.TryGetConstant(out var constant) ? ValueTask.FromResult<T?>(constant)
            : input.Expression is { } expression ? Evaluate(expression) : default;

        async ValueTask<T?> Evaluate(CompiledExpression e)
        {
            var value = await e.EvaluateAsync(this, arguments);
            if (input.JournalName is { } name)
            {
                _run.Journal.AddValue(JournalValueKind.Input, this, name, value);
            }

            return JsonValues.To<T>(value);
        }
    }

    /// <summary>
    /// Stores an output where the definition points it, and keeps it for the expressions of the definition that ask for it by this
    /// activity's id or name; nothing happens when there is neither.
    /// </summary>
    public void Set<T>(Output<T>? output, T value)
    {
        if (output is null or { Target: null, Keeping: OutputKeeping.None, JournalName: null })
        {
            return;
        }

        var json = JsonValues.From(value);
        if (output.JournalName is { } name)
        {
            _run.Journal.AddValue(JournalValueKind.Output, this, name, json);
        }

        if (output.Target is { } target)
        {
            SetTarget(target, json);
        }

        if (output.Keeping != OutputKeeping.None)
        {
            KeptOutputs.Keep(this, output, json);
        }
    }

    /// <summary>Stores a value in the variable with this id or name, else in the output of the workflow around this activity.</summary>
    internal void SetTarget(string target, JsonElement value)
    {
        if (!TrySetVariable(target, value))
        {
            OutputsAround()[target] = value;
        }
    }

    /// <summary>The variable of this name (or id) seen from here, innermost scope first; JSON null when there is none or it was never set.</summary>
    public JsonElement GetVariable(string name) => FindVariable(name) ?? JsonValues.Null;

    /// <inheritdoc cref="GetVariable(string)"/>
    public T? GetVariable<T>(string name) => JsonValues.To<T>(GetVariable(name));

    /// <summary>Sets the variable of this name (or id) in the scope that declares it; an undeclared one becomes a variable of the workflow.</summary>
    public void SetVariable<T>(string name, T value)
    {
        var json = JsonValues.From(value);
        if (!TrySetVariable(name, json))
        {
            (_run.Root.Variables ??= new(StringComparer.Ordinal))[name] = json;
        }
    }

    public JsonElement GetWorkflowInput(string name)
    {
        if (WorkflowInput.TryGetValue(name, out var value))
        {
            return value;
        }

        foreach (var declared in DefinitionAround().Inputs)
        {
            if (string.Equals(declared.Name, name, StringComparison.Ordinal))
            {
                return declared.Default;
            }
        }

        return JsonValues.Null;
    }

    /// <summary>Sets an output of the workflow around this activity, brought to the type it is declared with.</summary>
    /// <exception cref="ValueConversionException">The value is not of that type.</exception>
    public void SetWorkflowOutput<T>(string name, T value)
    {
        var declared = DefinitionAround().Outputs.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal));
        var json = JsonValues.From(value);
        OutputsAround()[name] = declared is null ? json : DeclaredTypes.Convert(json, declared.TypeName);
    }

    /// <summary>A private value of this activity run, kept until it completes.</summary>
    public T? GetProperty<T>(string key) =>
        Properties is not null && Properties.TryGetValue(key, out var value) ? JsonValues.To<T>(value) : default;

    public void SetProperty<T>(string key, T value) =>
        (Properties ??= new(StringComparer.Ordinal))[key] = JsonValues.From(value);

    /// <summary>A private object of this activity run, kept as JSON between steps; changes to it are kept without further calls.</summary>
    public T LocalStateOf<T>()
        where T : class, new()
    {
        if (_localState is JsonElement stored)
        {
            _localState = stored.Deserialize<T>(JsonValues.Options);
        }

        return (T)(_localState ??= new T());
    }

    /// <summary>Waits for a stimulus, a resume by id, or a due time. The activity stays open when it returns without completing.</summary>
    /// <returns>The bookmark's id.</returns>
    public string CreateBookmark(BookmarkOptions options) => _run.CreateBookmark(this, options);

    /// <summary>The input given to the resume, converted.</summary>
    public T? GetResumeInput<T>() => JsonValues.To<T>(ResumeInput);

    /// <summary>
    /// Completes this activity with these outcomes (none: <c>Done</c>); its bookmarks go, open children are cancelled, and the
    /// parent is told at once. A second call does nothing.
    /// </summary>
    public ValueTask CompleteAsync(params string[] outcomes) => _run.CompleteAsync(this, outcomes);

    /// <summary>Queues a child; it runs in this step after what was queued before.</summary>
    /// <param name="child">An activity bound to a port of this one.</param>
    /// <param name="completed">A method of this activity's own class, called when the child completes; stored by name.</param>
    /// <param name="variables">Values only the child and what is below it see, by name.</param>
    public void ScheduleActivity(
        Activity child, Func<ActivityExecutionContext, ChildCompletion, ValueTask>? completed = null,
        IReadOnlyDictionary<string, JsonElement>? variables = null) => _run.Schedule(this, child, completed, variables);

    /// <summary>Plans due work in the step's commit. Key and kind as in <see cref="DueWorkItem"/>; the payload becomes JSON.</summary>
    public void ScheduleDueWork(string kind, string key, DateTimeOffset dueAt, object payload) =>
        _run.AddDueWork(kind, key, dueAt, JsonSerializer.Serialize(payload, payload.GetType(), JsonValues.Options));

    /// <summary>
    /// Publishes a stimulus with the step's commit. Everybody it reaches is resumed or started after the commit, each in a step of its
    /// own and once.
    /// </summary>
    /// <param name="keepFor">When nobody waits and nothing starts, it is kept this long for one wait to come; null: it is over.</param>
    public void Broadcast(Stimulus stimulus, StimulusScope scope, JsonElement input, TimeSpan? keepFor = null) =>
        _run.Broadcast(stimulus, scope, input, keepFor);

    /// <summary>The activity that started this instance while it has not run yet, in the instance's first step; else null.</summary>
    internal ActivityNode? TriggerNode => _run.TriggerNode;

    /// <summary>Writes a line of text to the instance's journal and to the log.</summary>
    public void WriteLine(string text) => _run.WriteLine(this, text);

    /// <summary>True while a child is open or queued; a faulted child does not count.</summary>
    public bool HasPendingChildren => OpenChildren > 0 || QueuedChildren > 0;

    /// <summary>True while a child has started and did not end.</summary>
    public bool HasOpenChildren => OpenChildren > 0;

    /// <summary>True while a child is queued and did not start.</summary>
    public bool HasScheduledChildren => QueuedChildren > 0;

    /// <summary>Cancels an open child with everything below it.</summary>
    public ValueTask CancelChildAsync(ActivityExecutionContext child) => _run.CancelAsync(child);

    /// <summary>Open runs of this activity's children, oldest first.</summary>
    public IReadOnlyList<ActivityExecutionContext> OpenChildRuns() => _run.ChildrenOf(this);

    /// <summary>Children that are queued and did not start yet, in the order they will run; one may be there more than once.</summary>
    public IEnumerable<Activity> ScheduledChildren() => _run.QueuedOf(this);

    /// <summary>Takes children that did not start yet out of the queue.</summary>
    public void RemoveScheduledChildren() => _run.RemoveQueuedOf(this);

    /// <summary>Completes this activity and then the whole instance with these outcomes; what else is open is cancelled.</summary>
    public ValueTask CompleteWorkflowAsync(params string[] outcomes) => _run.CompleteWorkflowAsync(this, outcomes);

    /// <summary>
    /// Completes this activity and then the workflow it stands in with these outcomes: the innermost one, when a workflow runs as
    /// an activity of another. What else is open in that workflow is cancelled.
    /// </summary>
    public ValueTask CompleteCompositeAsync(params string[] outcomes) => _run.CompleteCompositeAsync(this, outcomes);

    /// <summary>Dispatches a workflow in the step's commit; it starts right after it.</summary>
    /// <param name="definitionId">A published definition.</param>
    /// <param name="bookmarkId">Bookmark of this activity that is resumed when the child ends; null to forget it.</param>
    /// <returns>The id the child instance will have.</returns>
    /// <exception cref="DefinitionNotFoundException">No version is published.</exception>
    public ValueTask<string> DispatchAsync(
        string definitionId, IReadOnlyDictionary<string, JsonElement>? input, string? correlationId, string? bookmarkId) =>
        _run.DispatchAsync(definitionId, input, correlationId, bookmarkId, ChildReport.End);

    /// <inheritdoc cref="DispatchAsync(string, IReadOnlyDictionary{string, JsonElement}?, string?, string?)"/>
    /// <param name="report">When the bookmark is resumed.</param>
    public ValueTask<string> DispatchAsync(
        string definitionId, IReadOnlyDictionary<string, JsonElement>? input, string? correlationId, string bookmarkId, ChildReport report) =>
        _run.DispatchAsync(definitionId, input, correlationId, bookmarkId, report);

    /// <summary>Answers the request that caused this step, after the commit; see <see cref="StepResult.Reply"/>.</summary>
    public void Reply(HttpReply reply) => _run.Reply = reply;

    /// <summary>Sends a request after the step's commit; the bookmark is resumed with an <see cref="HttpCallResult"/>.</summary>
    /// <exception cref="InvalidOperationException">The request is too large.</exception>
    internal void ScheduleHttpCall(string bookmarkId, HttpCall call)
    {
        if (call.Body is { } body && System.Text.Encoding.UTF8.GetByteCount(body) > _run.Limits.MaxHttpRequestBytes)
        {
            throw new InvalidOperationException($"The request is longer than {_run.Limits.MaxHttpRequestBytes} bytes.");
        }

        _run.AddDueWork(new HttpCallRequest(WorkflowInstanceId, bookmarkId, call, Node.Retry).ToItem(Ids.NewGuid(), UtcNow));
    }

    /// <summary>How flowcharts of this instance that start now keep track.</summary>
    internal FlowchartExecutionMode FlowchartMode => _run.FlowchartMode;

    /// <summary>The last value of an output of an activity, by its id or name; JSON null when it has none yet or its scope is over.</summary>
    internal JsonElement FindOutput(string activity, string output) => KeptOutputs.Find(this, _run.Graph, activity, output);

    /// <summary>The value of the last output named Result; JSON null when no expression of the definition asks for it.</summary>
    internal JsonElement LastResult => KeptOutputs.LastResult(_run.Root);

    /// <summary>Names of inputs that were given or are declared.</summary>
    internal IEnumerable<string> InputNames() =>
        WorkflowInput.Keys.Union(DefinitionAround().Inputs.Select(i => i.Name), StringComparer.Ordinal);

    internal bool HasInput(string name) =>
        WorkflowInput.ContainsKey(name) || DefinitionAround().Inputs.Any(i => string.Equals(i.Name, name, StringComparison.Ordinal));

    internal JsonElement? FindVariable(string key)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.Variables is not null && scope.Variables.TryGetValue(key, out var value))
            {
                return value;
            }

            var declared = scope.Node.FindVariable(key) ?? scope.Node.FindVariableByName(key);
            if (declared is not null)
            {
                return scope.Variables is not null && scope.Variables.TryGetValue(declared.Id, out value) ? value : declared.Default;
            }
        }

        return null;
    }

    /// <summary>Names and values of all variables seen from here; an inner one hides an outer one.</summary>
    internal Dictionary<string, JsonElement> VisibleVariables()
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            foreach (var declared in scope.Node.Variables)
            {
                result.TryAdd(declared.Name, scope.Variables?.GetValueOrDefault(declared.Id, declared.Default) ?? declared.Default);
            }

            foreach (var (key, value) in scope.Variables ?? [])
            {
                if (scope.Node.FindVariable(key) is null)
                {
                    result.TryAdd(key, value);
                }
            }
        }

        return result;
    }

    internal void RestoreLocalState(JsonElement state) => _localState = state;

    private WorkflowDefinition DefinitionAround() =>
        (Node.Composite?.Activity as WorkflowDefinitionActivity)?.Definition ?? _run.Graph.Definition;

    private Dictionary<string, JsonElement> OutputsAround() => CompositeAround()?.LocalStateOf<CompositeScope>().Output ?? _run.Output;

    /// <summary>The activity whose workflow this one belongs to; null in the outermost.</summary>
    private ActivityExecutionContext? CompositeAround()
    {
        if (Node.Composite is not { } owner)
        {
            return null;
        }

        var scope = Parent;
        while (scope is not null && !ReferenceEquals(scope.Node, owner))
        {
            scope = scope.Parent;
        }

        return scope;
    }

    private bool TrySetVariable(string key, JsonElement value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            var declared = scope.Node.FindVariable(key) ?? scope.Node.FindVariableByName(key);
            if (declared is not null || scope.Variables?.ContainsKey(key) == true)
            {
                (scope.Variables ??= new(StringComparer.Ordinal))[declared?.Id ?? key] = value;
                return true;
            }
        }

        return false;
    }
}

/// <summary>State of one activity run.</summary>
public enum ActivityStatus
{
    Running,
    Completed,
    Faulted,
    Cancelled,
}
