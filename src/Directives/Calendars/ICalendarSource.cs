namespace DirectiveFlow.Directives.Calendars;

/// <summary>The calendar in force.</summary>
public interface ICalendarSource
{
    ValueTask<WorkingCalendar> GetAsync(CancellationToken cancellationToken);
}
