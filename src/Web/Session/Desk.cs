using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Web.Session;

/// <summary>What forms need to know beside the read side: units, the calendar in force; and what one has read.</summary>
public sealed class Desk(Operation operation, TimeProvider clock)
{
    /// <summary>Units work can be given to today, in the order of the organisation.</summary>
    public Task<IReadOnlyList<Unit>> UnitsAsync() => operation.RunAsync(async (IUnitOfWorkFactory units) =>
    {
        await using var unit = units.Open();
        var all = await unit.Services.GetRequiredService<IOrganization>().ListUnitsAsync(CancellationToken.None);
        var today = Directives.Vietnamese.VietnamTime.DayOf(clock.GetUtcNow());
        return (IReadOnlyList<Unit>)[.. all.Where(u => u.Kind is not UnitKind.External && u.ExistsOn(today))];
    });

    public Task<WorkingCalendar> CalendarAsync() => operation.RunAsync(async (IUnitOfWorkFactory units) =>
    {
        await using var unit = units.Open();
        return await unit.Services.GetRequiredService<ICalendarSource>().GetAsync(CancellationToken.None);
    });

    /// <summary>
    /// Marks the viewer's own notifications read, in one transaction; another's stay as they are. Repeating it, or two
    /// windows doing it at once, changes nothing more: the first reading counts.
    /// </summary>
    public Task MarkReadAsync(Actor viewer, IReadOnlyCollection<Guid> notifications) =>
        operation.RunAsync(async (IUnitOfWorkFactory units) =>
        {
            await using var unit = units.Open();
            var unread = await unit.Services.GetRequiredService<INotificationRepository>()
                .UnreadOfAsync(viewer.PersonId ?? Guid.Empty, CancellationToken.None);
            foreach (var notification in unread.Where(n => notifications.Contains(n.Id)))
            {
                notification.MarkRead(clock.GetUtcNow());
            }

            await unit.CommitAsync(CancellationToken.None);
        });
}
