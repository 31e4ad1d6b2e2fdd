using System.Globalization;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Launching;

/// <summary>What of a task's words becomes part of a task by itself: a day that the words name, a unit the installation knows.</summary>
public static class TaskOfText
{
    /// <summary>Null unless the words name a day.</summary>
    /// <param name="calendarEdition">Edition of the calendar in force when it was read.</param>
    public static Deadline? DeadlineOf(ReadDeadline? read, string calendarEdition) =>
        read?.Date is { Length: >= 10 } day
            && DateOnly.TryParseExact(day[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
            ? new Deadline
            {
                DueDate = due,
                DueTime = day.Length > 11 ? TimeOnly.ParseExact(day[11..], "HH:mm", CultureInfo.InvariantCulture) : null,
                SourceText = read.Raw,
                Rule = read.Kind.ToUpperInvariant(),
                CalendarEdition = calendarEdition,
            }
            : null;

    /// <summary>The unit that leads; null if the words name none or several, which a person has to tell apart.</summary>
    public static Guid? LeadOf(ProposedTask read) => read.LeadUnits is [{ Id: { } unit }] ? unit : null;

    /// <summary>The coordinating units the installation knows, each once.</summary>
    public static IReadOnlyList<Guid> CoordinatingOf(ProposedTask read) =>
        [.. (read.CoordinatingUnits ?? []).Select(unit => unit.Id).OfType<Guid>().Distinct().Where(unit => unit != LeadOf(read))];
}
