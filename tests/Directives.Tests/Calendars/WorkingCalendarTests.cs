using CsCheck;
using DirectiveFlow.Directives.Calendars;

namespace DirectiveFlow.Directives.Tests.Calendars;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = ShippedCalendar.Calendar;

    /// <summary>Independent of the product's data and code: the notices, day by day, as printed.</summary>
    private static readonly HashSet<string> Off =
    [
        "2024-01-01", "2024-02-08", "2024-02-09", "2024-02-12", "2024-02-13", "2024-02-14", "2024-04-18", "2024-04-29",
        "2024-04-30", "2024-05-01", "2024-09-02", "2024-09-03",
        "2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-04-07", "2025-04-30",
        "2025-05-01", "2025-05-02", "2025-09-01", "2025-09-02",
        "2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-27",
        "2026-04-30", "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02",
        "2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-04-16", "2027-04-30",
        "2027-05-03", "2027-09-02", "2027-09-03",
    ];

    private static readonly HashSet<string> WorkedSaturdays = ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"];

    private static readonly Gen<DateOnly> AnyDay =
        Gen.Int[0, 1460].Select(n => new DateOnly(2024, 1, 1).AddDays(n));

    /// <summary>Days where mistakes live: around Tết and around swapped Saturdays.</summary>
    private static readonly Gen<DateOnly> CriticalDay = Gen.Select(
        Gen.OneOf("2024-02-10", "2024-05-01", "2025-01-29", "2025-04-30", "2026-01-05", "2026-02-18", "2026-08-30", "2027-02-07"),
        Gen.Int[-12, 12],
        (iso, n) => Scene.Day(iso).AddDays(n));

    [Fact]
    public void Every_day_of_2024_to_2027_is_worked_or_off_as_the_notices_say()
    {
        for (var day = new DateOnly(2024, 1, 1); day.Year <= 2027; day = day.AddDays(1))
        {
            Assert.True(Oracle(day) == Calendar.IsWorkingDay(day), Iso(day));
            Assert.True(Calendar.IsWorkingDay(day) == (Calendar.WhyOff(day) is null), Iso(day));
        }
    }

    [Fact]
    public void Adding_working_days_agrees_with_counting_day_by_day()
    {
        Gen.Select(Gen.OneOf(AnyDay, CriticalDay), Gen.Int[-40, 40]).Sample((day, n) =>
            Assert.Equal(AddByHand(day, n), Calendar.AddWorkingDays(day, n)));
    }

    [Fact]
    public void Days_between_agree_with_counting_day_by_day()
    {
        Gen.Select(Gen.OneOf(AnyDay, CriticalDay), Gen.Int[-60, 60]).Sample((from, span) =>
        {
            var to = from.AddDays(span);
            var (first, last) = span < 0 ? (to, from) : (from, to);
            var count = Enumerable.Range(1, Math.Abs(span)).Count(i => Oracle(first.AddDays(i)));
            Assert.True(first.AddDays(Math.Abs(span)) == last);
            Assert.Equal(span < 0 ? -count : count, Calendar.WorkingDaysBetween(from, to));
        });
    }

    [Fact]
    public void What_is_added_is_what_lies_between()
    {
        Gen.Select(Gen.OneOf(AnyDay, CriticalDay), Gen.Int[1, 40]).Sample((day, n) =>
        {
            Assert.Equal(n, Calendar.WorkingDaysBetween(day, Calendar.AddWorkingDays(day, n)));
            var worked = Calendar.NextWorkingDay(day);
            Assert.Equal(worked, Calendar.AddWorkingDays(Calendar.AddWorkingDays(worked, n), -n));
        });
    }

    [Fact]
    public void The_nearest_working_days_are_worked_and_enclose_only_days_off()
    {
        Gen.OneOf(AnyDay, CriticalDay).Where(d => !Oracle(d)).Sample(day =>
        {
            var (before, after) = Calendar.NearestWorkingDays(day);
            Assert.True(Oracle(before) && Oracle(after) && before < day && day < after);
            for (var d = before.AddDays(1); d < after; d = d.AddDays(1))
            {
                Assert.False(Oracle(d));
            }

            Assert.Equal((before, after), (Calendar.PreviousWorkingDay(day), Calendar.NextWorkingDay(day)));
        });
    }

    [Theory]
    [InlineData("2024-04-29", DayOffKind.SwappedDayOff)]
    [InlineData("2024-04-30", DayOffKind.Holiday)]
    [InlineData("2026-04-27", DayOffKind.CompensatoryDayOff)]
    [InlineData("2026-03-07", DayOffKind.Weekend)]
    public void A_day_off_says_why(string day, DayOffKind kind) =>
        Assert.Equal(kind, Calendar.WhyOff(Scene.Day(day))!.Kind);

    [Fact]
    public void A_swapped_Saturday_is_worked() => Assert.True(Calendar.IsSwappedWork(Scene.Day("2024-05-04")));

    [Theory]
    [InlineData("2026-11-23", false)]
    [InlineData("2026-11-24", true)]
    [InlineData("2027-03-01", true)]
    [InlineData("2031-03-03", true)]
    public void What_is_not_yet_decided_is_marked_provisional(string day, bool provisional) =>
        Assert.Equal(provisional, Calendar.IsProvisional(Scene.Day(day)));

    [Fact]
    public void The_derived_year_has_the_eleven_holidays_of_the_law()
    {
        var year = Calendar.Years.Single(y => y.Year == 2027);

        Assert.True(year.Provisional);
        Assert.Equal(11, year.Off.Count);
        Assert.All(year.Off, o => Assert.False(o.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
    }

    [Fact]
    public void A_year_outside_the_data_knows_weekends_only()
    {
        Assert.True(Calendar.IsWorkingDay(Scene.Day("2031-01-01")));
        Assert.False(Calendar.IsWorkingDay(Scene.Day("2031-01-04")));
    }

    private static bool Oracle(DateOnly day)
    {
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return WorkedSaturdays.Contains(Iso(day)) || (!weekend && !Off.Contains(Iso(day)));
    }

    private static DateOnly AddByHand(DateOnly day, int n)
    {
        var left = Math.Abs(n);
        while (left > 0)
        {
            day = day.AddDays(Math.Sign(n));
            left -= Oracle(day) ? 1 : 0;
        }

        return day;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
