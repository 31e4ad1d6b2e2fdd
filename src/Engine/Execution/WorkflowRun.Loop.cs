using System.Text.Json;
using DirectiveFlow.Engine.Activities.Composition;
using DirectiveFlow.Engine.Activities.Looping;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Execution;

/// <summary>The work list.</summary>
internal sealed partial class WorkflowRun
{
    private static readonly string[] s_done = ["Done"];

    private RunEnd _end;

    /// <summary>How this step ends the instance, if it does.</summary>
    public RunEnd End => _end;

    /// <summary>Runs everything that is queued. Refusals and conflicts propagate; every other failure of an activity is an incident.</summary>
    public async ValueTask RunAsync()
    {
        for (var count = 0; _end == RunEnd.None && _work.TryDequeue(out var item); count++)
        {
            CancellationToken.ThrowIfCancellationRequested();
            var context = item.Resumed ?? Open(item);
            if (context is null || context.Status != ActivityStatus.Running)
            {
                continue;
            }

            if (count >= _environment.Limits.MaxActivitiesPerStep)
            {
                await FaultAsync(context, OwnEntry(item), new InvalidOperationException(
                    $"The step ran {_environment.Limits.MaxActivitiesPerStep} activities without an end; this looks like an endless loop."));
                _end = RunEnd.Faulted;
                break;
            }

            await InvokeAsync(context, item);
        }

        if (_end == RunEnd.None && _bookmarks.Count == 0 && !_open.Values.Any(c => c.Status == ActivityStatus.Faulted))
        {
            Raise(Root, new InvalidOperationException(
                "The instance has open activities but nothing they wait for: an activity returned without completing, waiting or scheduling."));
            _end = RunEnd.Faulted;
        }
    }

    public async ValueTask CompleteAsync(ActivityExecutionContext context, string[] outcomes)
    {
        if (context.Status != ActivityStatus.Running)
        {
            return;
        }

        await CloseAsync(context, ActivityStatus.Completed);
        var ended = context.FinalOutcomes ?? (outcomes.Length == 0 ? s_done : outcomes);
        Journal.Add(JournalEvent.Completed, context, outcomes: ended is ["Done"] ? null : ended);
        if (context.Parent is null)
        {
            _end = RunEnd.Finished;
        }
        else if (context.CompletionCallback is { } callback && context.Parent.Status == ActivityStatus.Running)
        {
            await CallAsync(context.Parent, callback, new ChildCompletion(context, ended));
        }
    }

    /// <summary>Cancels an open activity and all below it, and tells its parent.</summary>
    public async ValueTask CancelAsync(ActivityExecutionContext context)
    {
        if (context.Status == ActivityStatus.Running)
        {
            await CloseAsync(context, ActivityStatus.Cancelled);
            Journal.Add(JournalEvent.Cancelled, context);
            await context.Activity.CancelledAsync(context);
            if (context.Parent is { Status: ActivityStatus.Running } parent)
            {
                await parent.Activity.ChildCancelledAsync(parent, context);
            }
        }
    }

    /// <summary>Cancels the whole instance.</summary>
    public async ValueTask CancelInstanceAsync()
    {
        await CancelAsync(Root);
        _end = RunEnd.Cancelled;
    }

    /// <summary>Completes an activity and then the whole instance; the outcomes are those of the instance.</summary>
    public async ValueTask CompleteWorkflowAsync(ActivityExecutionContext context, string[] outcomes)
    {
        Root.FinalOutcomes = outcomes.Length == 0 ? null : outcomes;
        await CompleteAsync(context, outcomes);
        await CompleteAsync(Root, outcomes);
    }

    /// <summary>Completes an activity and then the workflow around it; in the outermost one that is the instance.</summary>
    public async ValueTask CompleteCompositeAsync(ActivityExecutionContext context, string[] outcomes)
    {
        var composite = context.Parent;
        while (composite is not null && composite.Activity is not WorkflowRoot)
        {
            composite = composite.Parent;
        }

        if (composite is null || composite.Parent is null)
        {
            await CompleteWorkflowAsync(context, outcomes);
            return;
        }

        composite.FinalOutcomes = outcomes.Length == 0 ? null : outcomes;
        await CompleteAsync(context, outcomes);
        await CompleteAsync(composite, outcomes);
    }

    private ActivityExecutionContext? Open(WorkItem item)
    {
        if (item.Owner is { } owner)
        {
            owner.QueuedChildren--;
            if (owner.Status != ActivityStatus.Running)
            {
                return null;
            }

            owner.OpenChildren++;
        }

        var context = new ActivityExecutionContext(this, _nextContextId++, item.Node, item.Owner)
        {
            CompletionCallback = item.Callback,
            Variables = item.Variables is null ? null : item.Variables as LoopVariables ?? new Dictionary<string, JsonElement>(item.Variables, StringComparer.Ordinal),
        };
        _open.Add(context.Id, context);
        Root ??= context;
        Journal.AddStart(context, item.ScheduledBy);
        return context;
    }

    private async ValueTask InvokeAsync(ActivityExecutionContext context, WorkItem item)
    {
        var entry = BeginEntry();
        try
        {
            ThrowRecorded(entry, context);
            context.ResumeInput = item.ResumeInput ?? JsonValues.Null;
            await RunEntryAsync(context, item);
            if (context.Status == ActivityStatus.Running)
            {
                await AfterAsync(context);
            }
        }
        catch (Exception error) when (!_environment.Limits.IsRefusal(Unwrap(error)))
        {
            var fault = error as ActivityFaultException;
            var (faulted, cause) = (fault?.Context ?? context, Unwrap(error));
            RequireReplay(fault?.Entry ?? entry, faulted, cause);
            await FaultAsync(faulted, fault?.Failed ?? OwnEntry(item), cause);
        }
        catch (ActivityFaultException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(Unwrap(error));
        }
    }

    private async ValueTask RunEntryAsync(ActivityExecutionContext context, WorkItem item)
    {
        if (item.Retry is { } failed)
        {
            Journal.Add(JournalEvent.Retried, context);
            await RetryEntryAsync(context, failed);
        }
        else if (item.Resumed is null)
        {
            await (ReferenceEquals(context.Node, TriggerNode) ? TriggerAsync(context) : context.Activity.RunAsync(context));
        }
        else
        {
            Journal.Add(JournalEvent.Resumed, context);
            await ContinueAsync(context, item.ResumeCallback);
        }
    }

    private static ValueTask ContinueAsync(ActivityExecutionContext context, string? callback) => callback is null
        ? context.CompleteAsync() : Callbacks.Resume(context.Activity, callback)(context.Activity, context);

    private ValueTask TriggerAsync(ActivityExecutionContext context)
    {
        TriggerNode = null;
        context.ResumeInput = _triggerInput;
        return context.Activity.TriggeredAsync(context);
    }

    private async ValueTask AfterAsync(ActivityExecutionContext context)
    {
        if (context.BookmarkCreated)
        {
            context.BookmarkCreated = false;
            Journal.Add(JournalEvent.Suspended, context);
        }
        else if (context.Activity.CompletesByItself && context is { OpenChildren: 0, QueuedChildren: 0, BookmarkCount: 0 })
        {
            await CompleteAsync(context, s_done);
        }
    }

    private async ValueTask CallAsync(ActivityExecutionContext context, string callback, ChildCompletion completion)
    {
        var entry = BeginEntry();
        var before = _ending;
        _ending = completion.Child;
        try
        {
            ThrowRecorded(entry, context);
            await Callbacks.Child(context.Activity, callback)(context.Activity, context, completion);
        }
        catch (Exception error) when (error is not ActivityFaultException)
        {
            throw new ActivityFaultException(context, entry, FailedEntry.OfChild(callback, completion), error);
        }
        finally
        {
            _ending = before;
        }
    }

    private async ValueTask FaultAsync(ActivityExecutionContext context, FailedEntry failed, Exception error)
    {
        if (TryPlanRetry(context, failed, error))
        {
            return;
        }

        failed.IncidentId = Raise(context, error);
        context.Failed = failed;
        if (Graph.Definition.IncidentStrategy == IncidentStrategy.Fault)
        {
            // Everything else stays as it is, for a retry to go on with.
            MarkFaulted(context);
            _end = RunEnd.Faulted;
        }
        else if (context.Status == ActivityStatus.Running)
        {
            await CloseAsync(context, ActivityStatus.Faulted);
        }
    }

    private string Raise(ActivityExecutionContext context, Exception error)
    {
        Logging.Incident(_environment.Logger, error, Instance.Id, context.Node.Id);
        Journal.Add(JournalEvent.Faulted, context, error.Message);
        for (var c = context; c is not null; c = c.Parent)
        {
            c.FaultCount++;
        }

        var detail = error.ToString();
        var incident = new IncidentRecord(
            Ids.NewId(), Instance.Id, context.Node.Id, context.Node.TypeName, error.Message,
            detail.Length <= 4000 ? detail : detail[..4000], Now) { ContextId = context.Id };
        Incidents.Add(incident);
        return incident.Id;
    }

    private static Exception Unwrap(Exception error) => error is ActivityFaultException or RecordedFaultException && error.InnerException is { } inner
        ? Unwrap(inner) : error;
}

internal enum RunEnd
{
    None,
    Finished,
    Faulted,
    Cancelled,
}

/// <summary>Carries a failure of a parent's callback out of the child that completed, so that the incident names the parent.</summary>
internal sealed class ActivityFaultException(
    ActivityExecutionContext context, RunEntry entry, FailedEntry failed, Exception innerException)
    : Exception(innerException.Message, innerException)
{
    public ActivityExecutionContext Context { get; } = context;

    public RunEntry Entry { get; } = entry;

    public FailedEntry Failed { get; } = failed;
}
