using System.Runtime.CompilerServices;
using System.Text.Json;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Execution;

/// <summary>What an activity sets going: waits, completion, children, due work, other workflows.</summary>
public sealed partial class ActivityExecutionContext
{
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
    /// <param name="written">The text of <paramref name="completed"/>; the compiler gives it.</param>
    public void ScheduleActivity(
        Activity child, Func<ActivityExecutionContext, ChildCompletion, ValueTask>? completed = null,
        IReadOnlyDictionary<string, JsonElement>? variables = null, [CallerArgumentExpression(nameof(completed))] string written = "") =>
        _run.Schedule(this, child, completed, variables, written);

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

        _run.AddDueWork(new HttpCallRequest(WorkflowInstanceId, bookmarkId, call, Node.Retry)
            .Sealed((ISecretSeal?)_run.Services.GetService(typeof(ISecretSeal))).ToItem(Ids.NewGuid(), UtcNow));
    }

    /// <summary>How flowcharts of this instance that start now keep track.</summary>
    internal FlowchartExecutionMode FlowchartMode => _run.FlowchartMode;
}
