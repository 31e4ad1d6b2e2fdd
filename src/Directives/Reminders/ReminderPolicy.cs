using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Reminders;

/// <summary>When a unit is reminded, and who in it (PROCESS sections 5 R4 and 6 L0-L1).</summary>
public sealed record ReminderPolicy(IReadOnlyList<ReminderRung> Rungs, TimeOnly MorningHour)
{
    /// <summary>A rung fired this long after its time says so ("gửi muộn do hệ thống dừng").</summary>
    public static readonly TimeSpan LateTolerance = TimeSpan.FromMinutes(15);

    /// <summary>7, 3 and 1 working days before, on the day, and 1 working day after; at 7:30.</summary>
    public static ReminderPolicy Default { get; } = new(
        [
            new("L0-7", -7, ToHead: false, AsksExplanation: false),
            new("L0-3", -3, ToHead: false, AsksExplanation: false),
            new("L0-1", -1, ToHead: true, AsksExplanation: false),
            new("L0-0", 0, ToHead: true, AsksExplanation: false),
            new("L1", 1, ToHead: true, AsksExplanation: true),
        ],
        new TimeOnly(7, 30));

    /// <summary>Whether a unit is reminded in this state: its own clock must run. It stops at Reported, goes on at NeedsRework.</summary>
    public static bool AppliesIn(AssignmentState state) => state.RunsUnitClock();

    /// <exception cref="ArgumentException">The policy has no such rung.</exception>
    public ReminderRung Rung(string id) =>
        Rungs.FirstOrDefault(r => string.Equals(r.Id, id, StringComparison.Ordinal)) ?? throw new ArgumentException($"No rung is called '{id}'.", nameof(id));

    /// <summary>
    /// The rungs of a deadline with their times, earliest first: mornings of working days only. Rungs whose time had come
    /// when the unit was given the assignment are left out; so is the day itself when a changed calendar made it an off-day.
    /// </summary>
    public IReadOnlyList<PlannedReminder> Plan(Deadline deadline, DateTimeOffset assignedAt, WorkingCalendar calendar) =>
    [
        .. Rungs
            .Where(r => r.WorkingDays != 0 || calendar.IsWorkingDay(deadline.DueDate))
            .Select(r => new PlannedReminder(
                r, VietnamTime.At(calendar.AddWorkingDays(deadline.DueDate, r.WorkingDays), MorningHour)))
            .Where(p => p.DueAt > assignedAt)
            .OrderBy(p => p.DueAt),
    ];

    /// <summary>Who of the unit gets a rung: the officer in charge, the heads where the rung says so or nobody is in charge yet.</summary>
    public static IReadOnlyList<Guid> Recipients(ReminderRung rung, Guid? officerId, IEnumerable<Person> peopleOfUnit)
    {
        var people = peopleOfUnit as IReadOnlyCollection<Person> ?? [.. peopleOfUnit];
        var heads = people.Where(p => p.Roles.Intersect(Roles.UnitHeads, StringComparer.Ordinal).Any()).Select(p => p.Id);
        var officer = people.Where(p => p.Id == officerId).Select(p => p.Id).ToList();
        return officer.Count > 0 && !rung.ToHead ? officer : [.. officer.Concat(heads).Distinct()];
    }
}
