using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>The instance as the step leaves it, and its answer.</summary>
internal readonly record struct StagedStep(InstanceRecord Instance, StepResult Result);

/// <summary>Turns a finished run into the rows of its step.</summary>
internal static class StepStaging
{
    public static StagedStep Stage(WorkflowRun run, StepRequest request, Decision decision, IUnitOfWork unit, StepAssumptions? assumed)
    {
        var (status, subStatus) = run.End switch
        {
            RunEnd.Finished => ("Finished", "Finished"),
            RunEnd.Faulted => ("Finished", "Faulted"),
            RunEnd.Cancelled => ("Finished", "Cancelled"),
            _ => ("Running", "Suspended"),
        };
        subStatus = run.IsDeleted ? "Deleted" : subStatus;
        var ends = run.End != RunEnd.None && !run.StaysEnded;
        if (ends)
        {
            run.WithdrawBookmarks();
            TellParent(run, status, subStatus);
        }

        if (request is StartWorkflow { FirstStepBookmarkId: { } firstStep, ParentInstanceId: { } parent })
        {
            Tell(run, parent, firstStep, "/first-step", status, subStatus);
        }

        run.PlanDueBookmarks();
        var before = run.Instance;
        var instance = before with
        {
            Name = run.Name,
            CorrelationId = run.CorrelationId,
            Status = status,
            SubStatus = subStatus,
            IncidentCount = before.IncidentCount + run.Incidents.Count,
            UpdatedAt = run.Now,
            FinishedAt = run.End == RunEnd.None ? null : ends ? run.Now : before.FinishedAt,
            Sequence = before.Sequence + 1,
            HeldBy = ends ? null : run.HeldBy,
            State = run.Save().Encode(),
        };
        var result = new StepResult(decision.Kind, instance.Id, status, subStatus, run.Output) { Reply = run.Reply };
        unit.Stage(new StepChanges
        {
            Instance = instance,
            IsNew = decision.IsNew,
            Journal = new JournalRecord(instance.Id, instance.Sequence, run.Now, request.CommandId, run.Journal.Encode()),
            BookmarksAdded = run.BookmarksAdded,
            BookmarksRemoved = run.BookmarksRemoved,
            Incidents = run.Incidents,
            IncidentsClosed = run.IncidentsClosed,
            SlotTaken = ends || decision.SlotTaken is not { } taken ? null : new ActivationSlot(taken, instance.Id),
            SlotFreed = ends && decision.SlotTaken is null && run.Slot is { } slot ? new ActivationSlot(slot, instance.Id) : null,
            WasFinished = string.Equals(before.Status, "Finished", StringComparison.Ordinal),
            Assumed = assumed,
            Command = request.CommandId is { } id ? new CommandRecord(id, run.Now, StepAnswer.Encode(result)) : null,
        });
        if (request.Completes is { } item)
        {
            Complete(unit, item);
        }

        return new StagedStep(instance, result);
    }

    public static void Complete(IUnitOfWork unit, DueWorkItem item) => unit.Services.GetRequiredService<IDueWorkPlan>().Complete(item);

    private static void TellParent(WorkflowRun run, string status, string subStatus)
    {
        if (run.Instance.ParentInstanceId is { } parent && run.ParentBookmarkId is { } bookmark)
        {
            Tell(run, parent, bookmark, "/finished", status, subStatus);
            run.ForgetParent();
        }
    }

    private static void Tell(WorkflowRun run, string parent, string bookmark, string what, string status, string subStatus)
    {
        var child = new ChildFinished(run.Instance.Id, status, subStatus, run.Output);
        run.AddDueWork(DueWorkKinds.Resume, run.Instance.Id + what, run.Now, new ResumeRequest(parent, bookmark, JsonValues.From(child)).ToJson());
    }
}

/// <summary>How an instance stands that a parent waits for: at its end, or after its first step; the input of the parent's resume.</summary>
public sealed record ChildFinished(
    string WorkflowInstanceId, string WorkflowStatus, string WorkflowSubStatus, IReadOnlyDictionary<string, JsonElement> WorkflowOutput);
