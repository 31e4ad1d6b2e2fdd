using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Execution;

/// <summary>
/// What a failure leaves behind: nothing that goes out. An activity that changed the domain, planned due work, scheduled or waited
/// before it threw makes the step run again in a fresh unit, in which that one entry fails without being run.
/// </summary>
internal sealed partial class WorkflowRun
{
    private const string RetryCallback = "$retry";

    private int _entries;
    private int _marks;

    public List<IncidentClosing> IncidentsClosed { get; } = [];

    /// <summary>Runs the failed activities again, or only one of them: the failed code alone, with the input it had.</summary>
    /// <returns>False when nothing failed that could be retried.</returns>
    public bool RetryFaulted(string by, long? contextId)
    {
        var faulted = _open.Values.Where(c => c.Status == ActivityStatus.Faulted && c.Failed is not null && (contextId ?? c.Id) == c.Id)
            .OrderBy(c => c.Id).ToArray();
        foreach (var context in faulted)
        {
            context.Status = ActivityStatus.Running;
            if (context.Parent is { } parent)
            {
                parent.OpenChildren++;
            }

            for (var c = context; c is not null; c = c.Parent)
            {
                c.FaultCount--;
            }

            CloseIncident(context, by, "Retried");
            EnqueueRetry(context);
        }

        return faulted.Length > 0;
    }

    /// <summary>Closes an incident in an operator's words. What failed stays as it is and can be retried later.</summary>
    public void Resolve(IncidentRecord incident, string by, string resolution)
    {
        if (_open.TryGetValue(incident.ContextId, out var context) && string.Equals(context.Failed?.IncidentId, incident.Id, StringComparison.Ordinal))
        {
            CloseIncident(context, by, resolution);
        }
        else
        {
            IncidentsClosed.Add(new IncidentClosing(incident.Id, Now, by, resolution));
        }

        Note(JournalEvent.Resolved, $"{by}: {resolution}");
    }

    private void CloseIncident(ActivityExecutionContext context, string by, string resolution)
    {
        if (context.Failed is { IncidentId: { } incident } failed)
        {
            IncidentsClosed.Add(new IncidentClosing(incident, Now, by, resolution));
            failed.IncidentId = null;
            failed.Attempts = 0;
        }
    }

    private void EnqueueRetry(ActivityExecutionContext context) => _work.Enqueue(new WorkItem
    {
        Node = context.Node,
        Resumed = context,
        Retry = context.Failed,
        ResumeInput = context.Failed!.Input,
    });

    private async ValueTask RetryEntryAsync(ActivityExecutionContext context, FailedEntry failed)
    {
        if (failed.ChildActivityId is { } child)
        {
            var node = Graph.Find(child) ?? throw new InvalidOperationException($"The definition has no activity '{child}' any more.");
            var ended = new ActivityExecutionContext(this, failed.ChildId, node, context) { Status = ActivityStatus.Completed };
            await CallAsync(context, failed.Callback!, new ChildCompletion(ended, failed.ChildOutcomes ?? s_done));
        }
        else
        {
            await (failed.IsResume ? ContinueAsync(context, failed.Callback) : context.Activity.RunAsync(context));
        }

        context.Failed = null;
    }

    /// <summary>Lets the activity's own policy try again later, when it has one that takes this failure.</summary>
    private bool TryPlanRetry(ActivityExecutionContext context, FailedEntry failed, Exception error)
    {
        failed.Attempts = (context.Failed?.Attempts ?? 0) + 1;
        if (context.Node.Retry is not { } policy || failed.ChildActivityId is not null || context.Status != ActivityStatus.Running
            || failed.Attempts > policy.MaxAttempts || !policy.Handles(error))
        {
            return false;
        }

        context.Failed = failed;
        AddBookmark(context, new BookmarkOptions { DueAt = Now + policy.DelayBefore(failed.Attempts) }, RetryCallback);
        context.BookmarkCreated = false;
        Journal.Add(JournalEvent.Suspended, context, error.Message);
        return true;
    }

    private static void MarkFaulted(ActivityExecutionContext context)
    {
        if (context.Status == ActivityStatus.Running)
        {
            context.Status = ActivityStatus.Faulted;
            if (context.Parent is { } parent)
            {
                parent.OpenChildren--;
            }
        }
    }

    private RunEntry BeginEntry() => new(++_entries, _marks);

    private void ThrowRecorded(RunEntry entry, ActivityExecutionContext context)
    {
        foreach (var fault in _environment.Faults)
        {
            if (fault.Entry == entry.Number && string.Equals(fault.ActivityId, context.Node.Id, StringComparison.Ordinal))
            {
                throw new RecordedFaultException(fault.Error);
            }
        }
    }

    /// <exception cref="ReplayStepException">The failed entry left traces, and this is the first time it fails in this step.</exception>
    private void RequireReplay(RunEntry entry, ActivityExecutionContext context, Exception error)
    {
        var isRecorded = _environment.Faults.Any(f => f.Entry == entry.Number && ReferenceEquals(f.Error, error));
        if (!isRecorded && (entry.Marks != _marks || _environment.Unit.HasChanges))
        {
            throw new ReplayStepException(new RecordedFault(entry.Number, context.Node.Id, error));
        }
    }

    private static FailedEntry OwnEntry(WorkItem item) => item.Retry ?? new FailedEntry
    {
        IsResume = item.Resumed is not null,
        Callback = item.ResumeCallback,
        Input = item.ResumeInput is { ValueKind: not System.Text.Json.JsonValueKind.Null } input ? input : null,
    };
}

/// <summary>One call into an activity's code. <paramref name="Marks"/> counts what the step had opened and planned before it.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct RunEntry(int Number, int Marks);

/// <summary>A failure of an earlier attempt of the same step, to be taken as it was without running the code again.</summary>
internal sealed record RecordedFault(int Entry, string ActivityId, Exception Error);

/// <summary>The step must be run again in a fresh unit, with this failure known.</summary>
internal sealed class ReplayStepException(RecordedFault fault) : Exception(fault.Error.Message, fault.Error)
{
    public RecordedFault Fault { get; } = fault;
}

/// <summary>Stands for the failed code in the repeated attempt.</summary>
internal sealed class RecordedFaultException(Exception error) : Exception(error.Message, error);
