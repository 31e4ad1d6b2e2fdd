using DirectiveFlow.Activities.Messages;
using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Activities.Assignments;

/// <summary>The contracts about one assignment, filled from the domain.</summary>
internal static class AssignmentContracts
{
    public static TaskAssigned Assigned(MessageHead head, Assignment assignment, Unit unit, string title, Directive directive) => new()
    {
        MessageId = head.MessageId,
        OccurredAt = head.OccurredAt,
        DirectiveId = head.DirectiveId,
        DirectiveCode = head.DirectiveCode,
        FromDepartment = head.FromDepartment,
        ToDepartment = head.ToDepartment,
        AssignmentId = assignment.Id,
        TaskId = assignment.TaskId,
        UnitCode = unit.Code,
        Title = title,
        Role = assignment.Role.ToString(),
        DueDate = assignment.Deadline?.DueDate,
        DeadlineSource = assignment.Deadline?.SourceText,
        Product = directive.RequireTask(assignment.TaskId).Product,
    };

    public static TaskAcknowledged Acknowledged(MessageHead head, Assignment assignment, Unit unit, Actor by) => new()
    {
        MessageId = head.MessageId,
        OccurredAt = head.OccurredAt,
        DirectiveId = head.DirectiveId,
        DirectiveCode = head.DirectiveCode,
        FromDepartment = head.FromDepartment,
        ToDepartment = head.ToDepartment,
        AssignmentId = assignment.Id,
        TaskId = assignment.TaskId,
        UnitCode = unit.Code,
        DeemedAccepted = assignment.DeemedAccepted,
        ActorName = assignment.DeemedAccepted ? null : by.FullName,
    };

    public static TaskReturned Returned(MessageHead head, Assignment assignment, Unit unit, string reason, Actor by) => new()
    {
        MessageId = head.MessageId,
        OccurredAt = head.OccurredAt,
        DirectiveId = head.DirectiveId,
        DirectiveCode = head.DirectiveCode,
        FromDepartment = head.FromDepartment,
        ToDepartment = head.ToDepartment,
        AssignmentId = assignment.Id,
        TaskId = assignment.TaskId,
        UnitCode = unit.Code,
        Reason = reason,
        ActorName = by.FullName,
    };

    public static TaskCancelled Cancelled(MessageHead head, Assignment assignment, Unit unit, Actor by) => new()
    {
        MessageId = head.MessageId,
        OccurredAt = head.OccurredAt,
        DirectiveId = head.DirectiveId,
        DirectiveCode = head.DirectiveCode,
        FromDepartment = head.FromDepartment,
        ToDepartment = head.ToDepartment,
        AssignmentId = assignment.Id,
        TaskId = assignment.TaskId,
        UnitCode = unit.Code,
        Reason = assignment.Events[^1].Reason ?? "",
        ActorName = by.FullName,
    };

    public static ReportSubmitted Reported(MessageHead head, Assignment assignment, Unit unit, Actor by)
    {
        var report = assignment.CurrentReport!;
        return new ReportSubmitted
        {
            MessageId = head.MessageId,
            OccurredAt = head.OccurredAt,
            DirectiveId = head.DirectiveId,
            DirectiveCode = head.DirectiveCode,
            FromDepartment = head.FromDepartment,
            ToDepartment = head.ToDepartment,
            AssignmentId = assignment.Id,
            TaskId = assignment.TaskId,
            UnitCode = unit.Code,
            ReportId = report.Id,
            Round = report.Round,
            Summary = report.Summary,
            Product = report.Product,
            NoProductReason = report.NoProductReason,
            ActorName = by.FullName,
        };
    }

    /// <summary>The last review of the report.</summary>
    public static ReportReviewed Reviewed(MessageHead head, Assignment assignment, Unit unit, Actor by)
    {
        var review = assignment.Reviews[^1];
        return new ReportReviewed
        {
            MessageId = head.MessageId,
            OccurredAt = head.OccurredAt,
            DirectiveId = head.DirectiveId,
            DirectiveCode = head.DirectiveCode,
            FromDepartment = head.FromDepartment,
            ToDepartment = head.ToDepartment,
            AssignmentId = assignment.Id,
            TaskId = assignment.TaskId,
            UnitCode = unit.Code,
            ReportId = review.ReportId,
            Round = assignment.Reports.First(report => report.Id == review.ReportId).Round,
            Kind = review.Kind.ToString(),
            Decision = review.Decision.ToString(),
            Reason = review.Reason,
            Grade = review.Grade?.ToString(),
            ActorName = by.FullName,
        };
    }
}
