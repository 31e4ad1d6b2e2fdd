using DirectiveFlow.Directives.Calendars;

namespace DirectiveFlow.Storage.Organization;

/// <summary>The calendar in force: the edition that came with the program.</summary>
internal sealed class CalendarSource : ICalendarSource
{
    public ValueTask<WorkingCalendar> GetAsync(CancellationToken cancellationToken) => new(ShippedCalendar.Calendar);
}
