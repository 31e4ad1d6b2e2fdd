using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Directives.Documents;

public sealed partial class Directive
{
    /// <summary>
    /// T4: adds what the machine read from the text, at receipt. Proposals bind nobody until confirmed; they may come before
    /// the directive is directed, so no transition is made and no event written.
    /// </summary>
    /// <exception cref="InvalidOperationException">Work has begun: proposals come too late.</exception>
    public DirectiveTask ProposeTask(Guid taskId, TaskProposal proposal)
    {
        if (State > DirectiveState.Concretizing)
        {
            throw new InvalidOperationException($"Tasks cannot be proposed for a directive that is {State}.");
        }

        DirectiveRules.CheckTitle(proposal.Title);
        var task = new DirectiveTask(taskId, Id, _tasks.Count + 1, proposal);
        _tasks.Add(task);
        return task;
    }

    /// <summary>T4: a person adds a task the machine did not see. It still has to be confirmed.</summary>
    public DirectiveTask AddTask(Guid taskId, TaskProposal proposal, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.AddTask, act.By);
        var task = ProposeTask(taskId, proposal);
        Append(transition, act, data: DataOf(task));
        return task;
    }

    /// <summary>T4: makes a task binding, with the lead unit, coordinating units, product and deadline as decided now.</summary>
    /// <remarks>Confirming again replaces the earlier decision. Units are checked to exist by the caller.</remarks>
    public void ConfirmTask(Guid taskId, TaskDecision decision, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.ConfirmTask, act.By);
        var task = RequireTask(taskId);
        DirectiveRules.CheckDecision(decision);
        DirectiveRules.CheckDecisionIsComplete(decision);
        DeadlinePolicy.Validate(decision.Deadline!.DueDate, decision.Deadline.DueTime, act);
        task.Confirm(decision with { Deadline = decision.Deadline with { ConfirmedBy = act.By.FullName } });
        Append(transition, act, data: DataOf(task));
    }

    /// <summary>T4: changes a task without binding it; what is missing may stay missing.</summary>
    public void EditTask(Guid taskId, TaskDecision decision, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.EditTask, act.By);
        var task = RequireTask(taskId);
        DirectiveRules.CheckDecision(decision);
        if (task.Status == TaskStatus.Confirmed)
        {
            DirectiveRules.CheckDecisionIsComplete(decision);
        }

        if (decision.Deadline is { } deadline)
        {
            DeadlinePolicy.Validate(deadline.DueDate, deadline.DueTime, act);
        }

        task.Edit(decision);
        Append(transition, act, data: DataOf(task));
    }

    /// <summary>T4: this is no task of ours. Kept, with the reason.</summary>
    public void RejectTask(Guid taskId, string reason, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.RejectTask, act.By);
        var task = RequireTask(taskId);
        DirectiveRules.RequireReason(reason, "task.reject.reason-required", "T4");
        task.Reject(reason.Trim());
        Append(transition, act, reason: task.IsConfidential ? null : reason.Trim(), data: DataOf(task));
    }

    /// <summary>The leader signs that the directive gives nobody a task.</summary>
    public void SignNoTaskArises(string reason, Act act)
    {
        var transition = DirectiveTransitions.Require(State, DirectiveAction.SignNoTaskArises, act.By);
        DirectiveRules.RequireReason(reason, "directive.noTask.reason-required", "T4");
        DirectiveRules.Check(
            _tasks.TrueForAll(t => t.Status == TaskStatus.Rejected), "directive.noTask.tasks-left", "T4",
            "Còn nhiệm vụ chưa bị bỏ, không thể ghi nhận “không phát sinh nhiệm vụ”.",
            "Some tasks are not rejected, so it cannot be signed that none arises.", "tasks");
        NoTaskArises = true;
        Append(transition, act, reason: reason.Trim());
    }

    /// <exception cref="RuleViolationException"><c>task.unknown</c>.</exception>
    public DirectiveTask RequireTask(Guid taskId) =>
        _tasks.Find(t => t.Id == taskId) ?? throw new RuleViolationException(
            "task.unknown", "T4", "Không có nhiệm vụ này trong văn bản.", "The directive has no such task.", "taskId");

    /// <summary>The directive's history is open to all who read the directive, so of a confidential task it keeps only the id.</summary>
    private static string? DataOf(DirectiveTask task) => task.IsConfidential
        ? EventData.Of(("taskId", task.Id), ("confidential", true))
        : EventData.Of(
            ("taskId", task.Id), ("title", task.Title), ("leadUnitId", task.LeadUnitId),
            ("coordinatingUnitIds", task.CoordinatingUnitIds), ("product", task.Product),
            ("dueDate", task.Deadline?.DueDate));
}
