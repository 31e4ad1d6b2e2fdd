using System.Text.Json;
using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Activities.Messages;
using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Activities.Reminders;

/// <summary>
/// Fires a rung of the ladder: the reminder, the notifications, the message and the end of the due row commit together, and
/// the reminder's key is unique, so a rung fires once however often it is tried. A rung whose assignment no longer needs it
/// (reported, closed, another deadline) just ends.
/// </summary>
public sealed class ReminderHandler(IUnitOfWorkFactory units, TimeProvider clock) : IDueWorkHandler
{
    public string Kind => ReminderPlan.Kind;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var duty = JsonSerializer.Deserialize<ReminderDuty>(item.Payload, JsonSerializerOptions.Web)
            ?? throw new JsonException($"Due work {item.Id} has no payload.");
        await using var unit = units.Open();
        var assignment = await unit.Services.GetRequiredService<IAssignmentRepository>().FindAsync(duty.AssignmentId, cancellationToken);
        if (assignment is not null && await IsNeededAsync(unit.Services, assignment, duty, cancellationToken))
        {
            await FireAsync(unit.Services, assignment, duty, item, cancellationToken);
        }

        unit.Services.GetRequiredService<IDueWorkPlan>().Complete(item);
        await unit.CommitAsync(cancellationToken);
    }

    private static async Task<bool> IsNeededAsync(
        IServiceProvider unit, Assignment assignment, ReminderDuty duty, CancellationToken cancellationToken) =>
        ReminderPolicy.AppliesIn(assignment.State)
        && assignment.Deadline?.Version == duty.DeadlineVersion
        && !await unit.GetRequiredService<IReminderLog>()
            .HasFiredAsync(duty.AssignmentId, duty.Rung, duty.DeadlineVersion, cancellationToken);

    private async Task FireAsync(
        IServiceProvider services, Assignment assignment, ReminderDuty duty, DueWorkItem item, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rung = ReminderPolicy.Default.Rung(duty.Rung);
        var deadline = assignment.Deadline!;
        var reminder = new Reminder(assignment.Id, rung.Id, deadline.Version, item.DueAt, now);
        services.GetRequiredService<IReminderLog>().Add(reminder);

        var directive = await services.GetRequiredService<IDirectiveRepository>().FindAsync(assignment.DirectiveId, cancellationToken)
            ?? throw new InvalidOperationException($"Directive {assignment.DirectiveId} does not exist.");
        var post = new DirectivePost(services, directive, now);
        var unit = await post.Organization.RequireUnitAsync(assignment.UnitId, "unitId", cancellationToken);
        var people = await post.Organization.PeopleOfUnitAsync(assignment.UnitId, cancellationToken);
        var title = directive.RequireTask(assignment.TaskId).Title;
        post.Notify(
            ReminderPolicy.Recipients(rung, assignment.OfficerId, people),
            NotificationText.Reminder(directive.Code, title, rung, deadline, reminder.SentLate), assignment.Id);
        var calendar = await services.GetRequiredService<ICalendarSource>().GetAsync(cancellationToken);
        var today = VietnamTime.DayOf(now);
        AssignmentMessage message = rung.IsOverdueNotice
            ? new TaskOverdue
            {
                Rung = rung.Id,
                DueDate = deadline.DueDate,
                WorkingDaysLate = calendar.WorkingDaysBetween(deadline.DueDate, today),
                SentLate = reminder.SentLate,
            }
            : new ReminderDue
            {
                Rung = rung.Id,
                DueDate = deadline.DueDate,
                WorkingDaysLeft = calendar.WorkingDaysBetween(today, deadline.DueDate),
                SentLate = reminder.SentLate,
            };
        await post.SendToUnitAsync(unit, message.About(assignment, unit), cancellationToken);
    }
}
