using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Directives.Reviews;

namespace DirectiveFlow.Directives.Queries;

/// <summary>A deadline as screens need it: the date with its ground, and how it stands now.</summary>
/// <param name="IsProvisional">Computed in a year, or falling on a day, whose calendar may still change.</param>
public sealed record DeadlineView(
    DateOnly DueDate, TimeOnly? DueTime, string? SourceText, string Rule, string CalendarEdition, string? ConfirmedBy,
    int Version, bool IsProvisional, int? WorkingDaysLeft, bool IsDueSoon, bool IsOverdue, int WorkingDaysLate)
{
    public static DeadlineView? Of(Deadline? deadline, Timeliness? timeliness, WorkingCalendar calendar) => deadline is null
        ? null
        : new(
            deadline.DueDate, deadline.DueTime, deadline.SourceText, deadline.Rule, deadline.CalendarEdition,
            deadline.ConfirmedBy, deadline.Version, calendar.IsProvisional(deadline.DueDate), timeliness?.WorkingDaysLeft,
            timeliness?.IsDueSoon ?? false, timeliness?.IsOverdue ?? false, timeliness?.WorkingDaysLate ?? 0);
}

/// <summary>An assignment in a list. Labels: <see cref="Labels.AssignmentLabels"/>.</summary>
public sealed record AssignmentRow(
    Guid Id, Guid DirectiveId, string DirectiveCode, string DirectiveSubject, Urgency Urgency, Guid TaskId, string TaskTitle,
    UnitName Unit, UnitName? Lead, AssignmentRole Role, AssignmentState State, StatisticsBox Box, DeadlineView? Deadline,
    PersonName? Officer, int Round, bool DeemedAccepted, bool IsConfidential, DateTimeOffset? AssignedAt,
    DateTimeOffset? ReportedAt, DateTimeOffset? CompletedAt, Grade? Grade, int Version);

/// <param name="SourceText">The words of the directive the task was read from.</param>
/// <param name="Allowed">What the reader may do now, from <see cref="AssignmentTransitions.AllowedFor"/>.</param>
/// <param name="AcceptBy">Until when the unit may accept or return; null when no longer asked.</param>
/// <param name="Timeline">Newest first.</param>
/// <param name="UnitPeople">Persons the head may name (T8); empty unless cascading is allowed.</param>
public sealed record AssignmentDetail(
    AssignmentRow Row, string? TaskGroup, string SourceText, string? Product, IReadOnlyList<UnitName> Coordinating,
    IReadOnlyList<AllowedAction> Allowed, DateTimeOffset? AcceptBy, IReadOnlyList<ReportView> Reports,
    IReadOnlyList<ReviewView> Reviews, IReadOnlyList<ProgressView> Progress, IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<ReminderView> Reminders, IReadOnlyList<PersonName> UnitPeople, string? WorkflowInstanceId);

/// <param name="Action">Action id, e.g. <c>requestRework</c>.</param>
/// <param name="Rule">T-number.</param>
public sealed record AllowedAction(string Action, string Vi, string En, string Rule)
{
    public static AllowedAction Of(AssignmentTransition transition) =>
        new(ActionIds.Of(transition.Action), transition.Name.Vi, transition.Name.En, transition.Rule);
}

public sealed record ReportView(
    Guid Id, int Round, ReportState State, string Summary, string? Product, string? NoProductReason, string SubmittedByName,
    DateTimeOffset SubmittedAt);

public sealed record ReviewView(
    Guid Id, Guid ReportId, ReviewKind Kind, ReviewDecision Decision, string? Reason, Grade? Grade, string ReviewerName,
    DateTimeOffset At);

public sealed record ProgressView(Guid Id, string Note, int? Percent, string ByName, DateTimeOffset At);

/// <param name="FiredAt">Null while only planned.</param>
public sealed record ReminderView(string Rung, int DeadlineVersion, DateTimeOffset DueAt, DateTimeOffset? FiredAt, bool SentLate);

/// <param name="Asks">The action that is waited for: appraise, approve or assign (again).</param>
/// <param name="Since">Since when it waits.</param>
public sealed record ReviewRow(AssignmentRow Row, ReportView? Report, string Asks, DateTimeOffset Since);

public sealed record NotificationRow(
    Guid Id, string Kind, string Title, string Body, Guid? DirectiveId, Guid? AssignmentId, DateTimeOffset At,
    DateTimeOffset? ReadAt);
