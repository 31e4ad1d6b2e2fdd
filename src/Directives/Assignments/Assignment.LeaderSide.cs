using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Directives.Reviews;
using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Assignments;

/// <summary>What the assigning and reviewing side does.</summary>
public sealed partial class Assignment
{
    /// <summary>T5: gives it to the unit; after a return to the same or to another one.</summary>
    /// <param name="unitId">Null keeps the unit.</param>
    /// <param name="deadline">Null keeps the deadline; a new one counts its version up, so its reminders start anew.</param>
    /// <param name="superiorDueDate">The directive's own term, if any; 3 working days before it are kept in reserve.</param>
    /// <param name="reason">Needed when the reserve is not kept.</param>
    public void Assign(Guid? unitId, Deadline? deadline, DateOnly? superiorDueDate, string? reason, Act act)
    {
        var input = new AssignmentInput
        {
            UnitId = unitId, Deadline = deadline, SuperiorDueDate = superiorDueDate, Reason = reason,
        };
        var row = Check(AssignmentAction.Assign, act, input);
        var changed = deadline is not null
            && (deadline.DueDate != Deadline?.DueDate || deadline.DueTime != Deadline?.DueTime);
        if (changed)
        {
            DeadlinePolicy.Validate(deadline!.DueDate, deadline.DueTime, act);
            Deadline = deadline with { Version = (Deadline?.Version ?? 0) + 1 };
        }

        var previous = UnitId;
        if (unitId is { } next && next != UnitId)
        {
            UnitId = next;
            OfficerId = null;
        }

        AssignedAt = act.At;
        DeemedAccepted = false;
        Append(row, act, NullIfBlank(reason), EventData.Of(
            ("unitId", UnitId), ("previousUnitId", previous == UnitId ? null : previous), ("dueDate", Deadline?.DueDate)));
    }

    /// <summary>T15: the report is in order.</summary>
    public void Appraise(Guid reviewId, string? note, Act act)
    {
        var row = Check(AssignmentAction.Appraise, act, AssignmentInput.None);
        AddReview(reviewId, ReviewKind.Appraisal, ReviewDecision.Accepted, NullIfBlank(note), grade: null, act);
        Append(row, act, NullIfBlank(note), EventData.Of(("reviewId", reviewId)));
    }

    /// <summary>T15 by the appraiser, T16 by the leader. The original deadline is kept and the unit's clock runs again.</summary>
    public void RequestRework(Guid reviewId, string reason, Act act)
    {
        var row = Check(AssignmentAction.RequestRework, act, new AssignmentInput { Reason = reason });
        var kind = State == AssignmentState.Reported ? ReviewKind.Appraisal : ReviewKind.Approval;
        AddReview(reviewId, kind, ReviewDecision.ReworkRequested, reason.Trim(), grade: null, act);
        CurrentReport!.State = ReportState.ReworkRequested;
        Round++;
        Append(row, act, reason.Trim(), EventData.Of(("reviewId", reviewId), ("round", Round)));
    }

    /// <summary>T16: completes the assignment. Lateness stays that of the approved report.</summary>
    public void Approve(Guid reviewId, Grade grade, string? note, Act act)
    {
        var row = Check(AssignmentAction.Approve, act, new AssignmentInput { Grade = grade });
        AddReview(reviewId, ReviewKind.Approval, ReviewDecision.Accepted, NullIfBlank(note), grade, act);
        CurrentReport!.State = ReportState.Accepted;
        Grade = grade;
        CompletedAt = act.At;
        Append(row, act, NullIfBlank(note), EventData.Of(("reviewId", reviewId), ("grade", grade.ToString())));
    }

    /// <summary>T20, from every open state.</summary>
    public void Cancel(string reason, Act act)
    {
        var row = Check(AssignmentAction.Cancel, act, new AssignmentInput { Reason = reason });
        Append(row, act, reason.Trim());
    }

    private void AddReview(
        Guid reviewId, ReviewKind kind, ReviewDecision decision, string? reason, Grade? grade, Act act) =>
        _reviews.Add(new Review(
            reviewId, CurrentReport!.Id, Id, kind, decision, reason, grade, act.By.PersonId, act.By.FullName, act.At));
}
