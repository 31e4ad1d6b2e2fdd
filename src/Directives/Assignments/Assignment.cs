using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Directives.Reviews;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;

namespace DirectiveFlow.Directives.Assignments;

/// <summary>
/// One unit's part in one task: the unit of accounting (PROCESS 3.2). Every change goes through
/// <see cref="AssignmentTransitions"/>, appends one <see cref="AssignmentEvent"/> and raises <see cref="Version"/> by one;
/// what is refused changes nothing.
/// </summary>
public sealed partial class Assignment
{
    private readonly List<Guid> _returnedByUnitIds = [];
    private readonly List<AssignmentEvent> _events = [];
    private readonly List<Report> _reports = [];
    private readonly List<Review> _reviews = [];
    private readonly List<ProgressEntry> _progress = [];

    private Assignment()
    {
        LastAction = LastActorName = "";
    }

    public Guid Id { get; private set; }

    public Guid DirectiveId { get; private set; }

    public Guid TaskId { get; private set; }

    public Guid UnitId { get; private set; }

    public AssignmentRole Role { get; private set; }

    public AssignmentState State { get; private set; }

    public Urgency Urgency { get; private set; }

    public Deadline? Deadline { get; private set; }

    /// <summary>As the task is, see <see cref="Confidentiality"/>.</summary>
    public bool IsConfidential { get; private set; }

    /// <summary>Who does the work, named by the head of the unit (T8).</summary>
    public Guid? OfficerId { get; private set; }

    /// <summary>1 until rework is asked for; each request counts one up.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>When the current unit was given it; starts the time for accepting. Null while a draft.</summary>
    public DateTimeOffset? AssignedAt { get; private set; }

    /// <summary>Time of the latest report. Of a completed assignment: of the report that was finally approved.</summary>
    public DateTimeOffset? ReportedAt { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public Grade? Grade { get; private set; }

    /// <summary>The unit kept silent, so it counts as accepted (mặc nhiên tiếp nhận).</summary>
    public bool DeemedAccepted { get; private set; }

    /// <summary>The instance of the assignment's workflow.</summary>
    public string? WorkflowInstanceId { get; private set; }

    public int Version { get; private set; }

    public string LastAction { get; private set; }

    public string LastActorName { get; private set; }

    public DateTimeOffset LastChangedAt { get; private set; }

    /// <summary>Units that have used their one return of this task (T7).</summary>
    public IReadOnlyList<Guid> ReturnedByUnitIds => _returnedByUnitIds;

    /// <summary>New events of this unit of work; the stored ones only when the repository loaded them.</summary>
    public IReadOnlyList<AssignmentEvent> Events => _events;

    public IReadOnlyList<Report> Reports => _reports;

    public IReadOnlyList<Review> Reviews => _reviews;

    /// <summary>New entries of this unit of work; the stored ones only when the repository loaded them.</summary>
    public IReadOnlyList<ProgressEntry> Progress => _progress;

    /// <summary>The report under review, or the last one.</summary>
    public Report? CurrentReport => _reports.MaxBy(r => r.Round);

    /// <summary>Who appraised the report under review.</summary>
    public Guid? CurrentAppraiserId => CurrentReport is { } report
        ? _reviews.FindLast(r => r.ReportId == report.Id && r.Kind == ReviewKind.Appraisal)?.ReviewerId
        : null;

    /// <summary>Plans a unit's part of a confirmed task. A coordinating unit gets its earlier default deadline.</summary>
    /// <exception cref="RuleViolationException"><c>assignment.task.not-confirmed</c>.</exception>
    public static Assignment Draft(Guid id, Directive directive, DirectiveTask task, Guid unitId, AssignmentRole role, Act act)
    {
        var row = AssignmentTransitions.Find(null, AssignmentAction.Draft)!;
        AssignmentTransitions.CheckRole(row, act.By);
        if (task.Status != Tasks.TaskStatus.Confirmed || task.Deadline is not { } deadline)
        {
            throw new RuleViolationException(
                "assignment.task.not-confirmed", "T4", "Nhiệm vụ chưa được xác nhận.", "The task is not confirmed.", "taskId");
        }

        var assignment = new Assignment
        {
            Id = id,
            DirectiveId = directive.Id,
            TaskId = task.Id,
            UnitId = unitId,
            Role = role,
            Urgency = directive.Urgency,
            IsConfidential = task.IsConfidential,
            Deadline = role == AssignmentRole.Lead ? deadline with { } : DeadlinePolicy.ForCoordinating(deadline, act),
        };
        assignment.Append(row, act, data: EventData.Of(
            ("unitId", unitId), ("role", role.ToString()), ("dueDate", assignment.Deadline.DueDate)));
        return assignment;
    }

    /// <summary>Refuses to go on when somebody changed the assignment since the caller looked.</summary>
    /// <exception cref="StaleVersionException">The versions differ.</exception>
    public void ExpectVersion(int expected)
    {
        if (expected != Version)
        {
            throw new StaleVersionException(
                expected, Version, State.ToString(), new LastChange(LastAction, LastActorName, LastChangedAt));
        }
    }

    /// <summary>Remembers which workflow drives the assignment. Once; not part of the history.</summary>
    public void DrivenBy(string workflowInstanceId) => WorkflowInstanceId ??= workflowInstanceId;

    private AssignmentTransition Check(AssignmentAction action, Act act, AssignmentInput input) =>
        AssignmentTransitions.Require(action, new AssignmentAttempt(this, act, input));

    private void Append(AssignmentTransition transition, Act act, string? reason = null, string? data = null)
    {
        Version++;
        State = transition.To;
        LastAction = ActionIds.Of(transition.Action);
        LastActorName = act.By.FullName;
        LastChangedAt = act.At;
        _events.Add(new AssignmentEvent(
            Id, Version, act.At, act.By.PersonId, act.By.FullName, onBehalfOf: null, LastAction, transition.From,
            transition.To, reason, data));
    }
}
