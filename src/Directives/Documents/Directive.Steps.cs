using DirectiveFlow.Directives.Rules;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Directives.Documents;

public sealed partial class Directive
{
    /// <summary>T1: enters the book of incoming documents.</summary>
    public void Register(int arrivalNumber, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.Register, act.By);
        ArrivalNumber = arrivalNumber;
        Append(transition, act, data: EventData.Of(("arrivalNumber", arrivalNumber)));
    }

    /// <summary>T2. A secret document stays a stub and goes no further here (PROCESS section 2).</summary>
    public void SubmitToLeader(Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.SubmitToLeader, act.By);
        DirectiveRules.Check(
            Secrecy == Secrecy.None, "directive.secret.stub-only", "2.1",
            "Văn bản mật: chỉ lưu số, ngày và người giữ. Không theo dõi trên hệ thống.",
            "A secret document is kept as a stub only and is not tracked here.");
        Append(transition, act);
    }

    /// <summary>T3: the leader's direction, kept verbatim.</summary>
    public void Direct(string direction, bool forInformation, Act act)
    {
        var transition = DirectiveTransitions.Require(
            State, DirectiveAction.Direct, act.By, forInformation ? DirectiveState.ForInformation : DirectiveState.Concretizing);
        DirectiveRules.Check(
            !string.IsNullOrWhiteSpace(direction), "directive.direction.required", "T3",
            "Ghi ý kiến chỉ đạo.", "Write the direction.", "direction");
        Direction = direction.Trim();
        Append(transition, act, reason: Direction);
    }

    /// <summary>Step 3: what was done to make the directive known. The state stays.</summary>
    public void RecordDissemination(string evidence, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.Disseminate, act.By);
        DirectiveRules.Check(
            !string.IsNullOrWhiteSpace(evidence), "directive.dissemination.evidence-required", "2.3",
            "Ghi ngày, hình thức và số người dự.", "Name the date, the form and the number present.", "evidence");
        Append(transition, act, reason: evidence.Trim());
    }

    /// <summary>
    /// The gate from concretizing to work (PROCESS section 2, 4 to 6): nothing merely proposed is left, and at least one task
    /// is confirmed or the leader signed that none arises.
    /// </summary>
    public void Concretize(Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.Concretize, act.By);
        var proposed = _tasks.Count(t => t.Status == TaskStatus.Proposed);
        DirectiveRules.Check(
            proposed == 0, "directive.concretize.proposals-left", "T4",
            $"Còn {proposed} nhiệm vụ đề xuất chưa được xác nhận hoặc bỏ.",
            $"{proposed} proposed tasks are neither confirmed nor rejected.", "tasks");
        var confirmed = _tasks.Count(t => t.Status == TaskStatus.Confirmed);
        DirectiveRules.Check(
            confirmed > 0 || NoTaskArises, "directive.concretize.no-task", "T4",
            "Văn bản này chưa có nhiệm vụ. Xác nhận ít nhất một nhiệm vụ, hoặc lãnh đạo ghi nhận “không phát sinh nhiệm vụ”.",
            "No task yet. Confirm at least one, or the leader signs that no task arises.", "tasks");
        Append(transition, act, data: EventData.Of(("confirmed", confirmed)));
    }

    /// <summary>Step 14 begins: every assignment is completed or cancelled.</summary>
    /// <param name="openAssignments">How many are not, counted in this unit of work.</param>
    public void Summarize(int openAssignments, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.Summarize, act.By);
        DirectiveRules.Check(
            openAssignments == 0, "directive.summarize.open-assignments", "2.14",
            $"Còn {openAssignments} phần việc chưa hoàn thành hoặc chưa huỷ.",
            $"{openAssignments} assignments are neither completed nor cancelled.");
        Append(transition, act);
    }

    /// <summary>Back to work: something was found missing while summarizing.</summary>
    public void ResumeWork(string reason, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.ResumeWork, act.By);
        DirectiveRules.RequireReason(reason, "directive.resumeWork.reason-required", "2.14");
        Append(transition, act, reason: reason.Trim());
    }

    /// <summary>Closes with the report that goes up.</summary>
    public void Close(ConsolidatedReport report, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.Close, act.By);
        ConsolidatedReport = report;
        Append(transition, act, data: EventData.Of(
            ("tasks", report.Tasks), ("assigned", report.Assigned), ("completedOnTime", report.CompletedOnTime),
            ("completedLate", report.CompletedLate), ("cancelled", report.Cancelled)));
    }
}
