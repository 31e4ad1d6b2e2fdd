namespace DirectiveFlow.Directives.Calendars;

/// <summary>
/// The working days of officials: Monday to Friday, less public holidays, compensating days and swapped days off, plus
/// Saturdays worked in exchange. Immutable; a correction is a new edition.
/// </summary>
/// <remarks>
/// Years without a notice yet, and years that are not in the data at all (weekends only), answer as
/// <see cref="IsProvisional"/>: a deadline computed there must say so.
/// </remarks>
public sealed class WorkingCalendar
{
    private readonly Dictionary<DateOnly, DayOff> _off;
    private readonly HashSet<DateOnly> _swappedWork;
    private readonly Dictionary<int, CalendarYear> _years;

    public WorkingCalendar(string edition, IEnumerable<CalendarYear> years)
    {
        Edition = edition;
        _years = years.ToDictionary(y => y.Year);
        _off = _years.Values.SelectMany(y => y.Off).ToDictionary(o => o.Date);
        _swappedWork = [.. _years.Values.SelectMany(y => y.SwappedWork)];
    }

    /// <summary>Names the data a date was computed with; kept beside each deadline.</summary>
    public string Edition { get; }

    public IReadOnlyCollection<CalendarYear> Years => _years.Values;

    public bool IsWorkingDay(DateOnly day) =>
        _swappedWork.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_off.ContainsKey(day));

    /// <summary>A Saturday worked in exchange for a weekday off.</summary>
    public bool IsSwappedWork(DateOnly day) => _swappedWork.Contains(day);

    /// <summary>Whether the answer for this day may still change: no notice for the year, or the day is named as open.</summary>
    public bool IsProvisional(DateOnly day) =>
        !_years.TryGetValue(day.Year, out var year) || year.Provisional || year.Open.Contains(day);

    /// <summary>Why the day is off, null on a working day.</summary>
    public DayOff? WhyOff(DateOnly day)
    {
        if (_off.TryGetValue(day, out var off))
        {
            return off;
        }

        return IsWorkingDay(day) ? null : new DayOff(day, DayOffKind.Weekend, "nghỉ hằng tuần");
    }

    /// <summary>The same day when it is worked, else the first working day after it.</summary>
    public DateOnly NextWorkingDay(DateOnly day) => IsWorkingDay(day) ? day : Step(day, 1);

    /// <summary>The same day when it is worked, else the last working day before it.</summary>
    public DateOnly PreviousWorkingDay(DateOnly day) => IsWorkingDay(day) ? day : Step(day, -1);

    /// <summary>The working days around a day off: the last before and the first after.</summary>
    public (DateOnly Before, DateOnly After) NearestWorkingDays(DateOnly day) => (Step(day, -1), Step(day, 1));

    /// <summary>
    /// The n-th working day after (n &gt; 0) or before (n &lt; 0) the day; the day itself is never counted. Zero returns the
    /// day as it is, worked or not.
    /// </summary>
    public DateOnly AddWorkingDays(DateOnly day, int n)
    {
        for (var i = Math.Abs(n); i > 0; i--)
        {
            day = Step(day, Math.Sign(n));
        }

        return day;
    }

    /// <summary>
    /// Working days from one day to another: the first is not counted, the last is ("còn n ngày làm việc"). Negative when
    /// <paramref name="to"/> is earlier.
    /// </summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
        {
            return -WorkingDaysBetween(to, from);
        }

        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }

    private DateOnly Step(DateOnly day, int direction)
    {
        do
        {
            day = day.AddDays(direction);
        }
        while (!IsWorkingDay(day));

        return day;
    }
}

public enum DayOffKind
{
    Weekend,
    Holiday,

    /// <summary>Nghỉ bù: a holiday that fell on a weekend.</summary>
    CompensatoryDayOff,

    /// <summary>Nghỉ hoán đổi: a weekday given off against a worked Saturday.</summary>
    SwappedDayOff,
}

/// <param name="Name">In Vietnamese, as the notice names it.</param>
public sealed record DayOff(DateOnly Date, DayOffKind Kind, string Name);

/// <summary>One year's notice.</summary>
/// <param name="Provisional">No notice yet: derived from Labour Code article 112.</param>
/// <param name="Open">Days whose status is not confirmed.</param>
public sealed record CalendarYear(
    int Year, bool Provisional, string Source, IReadOnlyList<DayOff> Off, IReadOnlyList<DateOnly> SwappedWork,
    IReadOnlyList<DateOnly> Open);
