using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Host.Messages;

/// <summary>
/// The effect of a message from another department: its clerks and heads read about it. Messages within a department need
/// none, the step that sent them has notified its people already.
/// </summary>
internal sealed class ReceiptNotice(IIdGenerator ids, TimeProvider time)
{
    /// <summary>Kind of these notifications.</summary>
    public const string Kind = "message.received";

    /// <summary>Adds the notifications to the unit of work of the inbox.</summary>
    public async Task AddAsync(
        IServiceProvider unit, string department, IDepartmentMessage message, CancellationToken cancellationToken)
    {
        if (string.Equals(message.FromDepartment, department, StringComparison.Ordinal))
        {
            return;
        }

        var organization = unit.GetRequiredService<IOrganization>();
        var notifications = unit.GetRequiredService<INotificationRepository>();
        var units = (await organization.ListUnitsAsync(cancellationToken))
            .Where(u => string.Equals(u.DepartmentCode, department, StringComparison.Ordinal))
            .Select(u => u.Id).ToHashSet();
        var people = (await organization.PeopleInRoleAsync(Roles.Clerk, cancellationToken))
            .Concat(await organization.PeopleInRoleAsync(Roles.LeadHead, cancellationToken))
            .Where(person => units.Contains(person.UnitId))
            .DistinctBy(person => person.Id);
        var text = new NotificationText(
            Kind, $"{NameOf(message)} từ {message.FromDepartment} ({message.DirectiveCode})", BodyOf(message));
        foreach (var person in people)
        {
            notifications.Add(new Notification(ids.NewGuid(), person.Id, text, directiveId: null, assignmentId: null, time.GetUtcNow()));
        }
    }

    /// <summary>What people call the message; every contract has a name.</summary>
    internal static string NameOf(IDepartmentMessage message) => message switch
    {
        DirectiveIssued => "Văn bản chỉ đạo",
        TaskAssigned => "Giao nhiệm vụ",
        TaskAcknowledged => "Tiếp nhận nhiệm vụ",
        TaskReturned => "Trả lại nhiệm vụ",
        TaskCancelled => "Huỷ giao nhiệm vụ",
        ReportSubmitted => "Báo cáo kết quả",
        ReportReviewed => "Kết quả thẩm định, duyệt",
        ExtensionRequested => "Đề nghị gia hạn",
        ExtensionDecided => "Quyết định gia hạn",
        ReminderDue => "Nhắc việc",
        TaskOverdue => "Thông báo quá hạn",
        DirectiveWithdrawn => "Thu hồi văn bản",
        DirectiveReplaced => "Thay thế văn bản",
        DirectiveClosed => "Kết thúc văn bản",
        ConsolidatedReportSubmitted => "Báo cáo tổng hợp",
        _ => throw new NotSupportedException($"{message.GetType().Name} has no name here."),
    };

    private static string BodyOf(IDepartmentMessage message) => message switch
    {
        DirectiveIssued issued => issued.Subject,
        TaskAssigned assigned => assigned.Title,
        TaskReturned returned => returned.Reason,
        TaskCancelled cancelled => cancelled.Reason,
        ReportSubmitted report => report.Summary,
        ReportReviewed { Reason: { } reason } => reason,
        ExtensionRequested request => request.Reason,
        DirectiveWithdrawn withdrawn => withdrawn.Reason,
        DirectiveReplaced replaced => replaced.ReplacedByCode,
        DirectiveClosed closed => closed.Summary,
        ConsolidatedReportSubmitted report => report.OrganName,
        AssignmentMessage assignment => assignment.UnitCode,
        _ => message.DirectiveCode,
    };
}
