using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Directives.Queries;

/// <summary>A directive in a list; field names of Decree 30/2020 annex VI. Labels of states: <see cref="Labels.DirectiveLabels"/>.</summary>
/// <param name="Assignments">Assignments the reader may see, of them open and overdue ones.</param>
public sealed record DirectiveRow(
    Guid Id, string Code, string TypeName, string OrganName, DateOnly? IssuedDate, string Subject, Urgency Urgency,
    Secrecy Secrecy, int? ArrivalNumber, DateOnly ArrivalDate, DateOnly? DueDate, DirectiveState State, int Tasks,
    int Assignments, int OpenAssignments, int OverdueAssignments, int Version);

/// <param name="Text">Null for a secret document.</param>
/// <param name="Allowed">What the reader may do now, from <see cref="DirectiveTransitions.AllowedFor"/>.</param>
/// <param name="Timeline">Newest first: events of the directive and of the assignments the reader may see.</param>
public sealed record DirectiveDetail(
    Guid Id, string Code, string CodeNumber, string CodeNotation, string TypeName, string OrganName, DateOnly? IssuedDate,
    string Subject, Urgency Urgency, Secrecy Secrecy, int? ArrivalNumber, DateOnly ArrivalDate, DateOnly? DueDate,
    DirectiveState State, string? Text, string? Direction, bool NoTaskArises, string? WorkflowInstanceId, int Version,
    IReadOnlyList<LinkView> Links, IReadOnlyList<TaskView> Tasks, IReadOnlyList<TimelineEntry> Timeline,
    ConsolidatedReport? ConsolidatedReport, IReadOnlyList<DirectiveAction> Allowed);

/// <param name="LinkedDirectiveId">Set when that document is registered here too.</param>
public sealed record LinkView(
    LinkRelation Relation, int Depth, string Code, string TypeName, string OrganName, DateOnly? IssuedDate, string Subject,
    Guid? LinkedDirectiveId);

public sealed record TaskView(
    Guid Id, int Ordinal, string? TaskGroup, string Title, string SourceText, TaskStatus Status, string? Product,
    bool IsConfidential, UnitName? Lead, IReadOnlyList<UnitName> Coordinating, DeadlineView? Deadline, string? RejectionReason,
    IReadOnlyList<AssignmentRow> Assignments);

public sealed record UnitName(Guid Id, string Code, string Name, string ShortName);

public sealed record PersonName(Guid Id, string FullName, string Position);

/// <param name="AssignmentId">Null for an event of the directive itself.</param>
/// <param name="Action">Action id; label by <see cref="Labels.ActionLabels"/>.</param>
/// <param name="UnitName">The unit of the assignment.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string ActorName, string? OnBehalfOf, string Action, string? FromState, string ToState,
    string? Reason, string? Data, Guid? AssignmentId, string? UnitName, string? TaskTitle);

/// <summary>Counts for the status page and the command line.</summary>
/// <param name="Boxes">Assignments per box of the official statistics.</param>
/// <param name="DueSoon">Part of the open ones in term.</param>
/// <param name="ReadAt">When the counts were taken, UTC.</param>
public sealed record StatusSummary(
    IReadOnlyDictionary<DirectiveState, int> Directives, IReadOnlyDictionary<AssignmentState, int> Assignments,
    IReadOnlyDictionary<Deadlines.StatisticsBox, int> Boxes, int DueSoon, DateTimeOffset ReadAt);

/// <summary>What a workflow instance drives: a directive, or one assignment of it.</summary>
/// <param name="AssignmentId">Null when it drives the directive itself.</param>
/// <param name="UnitName">The unit of the assignment.</param>
public sealed record DrivenWork(string WorkflowInstanceId, Guid DirectiveId, string Code, Guid? AssignmentId, string? UnitName);
