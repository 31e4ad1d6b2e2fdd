using DirectiveFlow.Directives.Calendars;

namespace DirectiveFlow.Directives.Labels;

public static class CalendarLabels
{
    public static Label Of(DayOffKind kind) => kind switch
    {
        DayOffKind.Weekend => new("ngày nghỉ hằng tuần", "weekend day"),
        DayOffKind.Holiday => new("ngày nghỉ lễ, Tết", "public holiday"),
        DayOffKind.CompensatoryDayOff => new("ngày nghỉ bù", "compensating day off"),
        DayOffKind.SwappedDayOff => new("ngày nghỉ hoán đổi", "swapped day off"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
