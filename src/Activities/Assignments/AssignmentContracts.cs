using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Activities.Assignments;

/// <summary>The contracts about one assignment, filled from the domain; the post stamps their head.</summary>
internal static class AssignmentContracts
{
    public static AssignmentMessage Assigned(Assignment assignment, Directive directive) => new TaskAssigned
    {
        Title = directive.RequireTask(assignment.TaskId).Title,
        Role = assignment.Role.ToString(),
        DueDate = assignment.Deadline?.DueDate,
        DeadlineSource = assignment.Deadline?.SourceText,
        Product = directive.RequireTask(assignment.TaskId).Product,
    };

    public static AssignmentMessage Acknowledged(Assignment assignment, Actor by) => new TaskAcknowledged
    {
        DeemedAccepted = assignment.DeemedAccepted,
        ActorName = assignment.DeemedAccepted ? null : by.FullName,
    };

    public static AssignmentMessage Returned(string reason, Actor by) => new TaskReturned { Reason = reason, ActorName = by.FullName };

    public static AssignmentMessage Cancelled(string reason, Actor by) => new TaskCancelled { Reason = reason, ActorName = by.FullName };

    public static AssignmentMessage Reported(Assignment assignment, Actor by)
    {
        var report = assignment.CurrentReport!;
        return new ReportSubmitted
        {
            ReportId = report.Id,
            Round = report.Round,
            Summary = report.Summary,
            Product = report.Product,
            NoProductReason = report.NoProductReason,
            ActorName = by.FullName,
        };
    }

    /// <summary>The last review of the report.</summary>
    public static AssignmentMessage Reviewed(Assignment assignment, Actor by)
    {
        var review = assignment.Reviews[^1];
        return new ReportReviewed
        {
            ReportId = review.ReportId,
            Round = assignment.Reports.First(report => report.Id == review.ReportId).Round,
            Kind = review.Kind.ToString(),
            Decision = review.Decision.ToString(),
            Reason = review.Reason,
            Grade = review.Grade?.ToString(),
            ActorName = by.FullName,
        };
    }

    /// <summary>Says which assignment, of which unit, the message is about.</summary>
    public static AssignmentMessage About(this AssignmentMessage message, Assignment assignment, Unit unit) => message with
    {
        AssignmentId = assignment.Id,
        TaskId = assignment.TaskId,
        UnitCode = unit.Code,
    };
}
