using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Deadlines;

/// <summary>
/// A day (and sometimes an hour) by which work is due, with the ground it stands on. A value: changing a deadline makes a
/// new one with a higher <see cref="Version"/>, which starts its reminders anew.
/// </summary>
public sealed record Deadline
{
    /// <summary>In Asia/Ho_Chi_Minh. The day itself still counts (policy DeadlineDayInclusive).</summary>
    public required DateOnly DueDate { get; init; }

    /// <summary>Hour of urgent orders ("trước 9h ngày 10/4"); null: the whole day.</summary>
    public TimeOnly? DueTime { get; init; }

    /// <summary>The words the date was read from; null when a person set it.</summary>
    public string? SourceText { get; init; }

    /// <summary>How the words became the date: an id of <see cref="DeadlineRules"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Edition of the working calendar used.</summary>
    public required string CalendarEdition { get; init; }

    /// <summary>Full name of who confirmed it; null while only proposed.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>1 for the first term; each change counts one up.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The first instant (UTC) that is too late.</summary>
    public DateTimeOffset EndsAt =>
        DueTime is { } time ? VietnamTime.At(DueDate, time) : VietnamTime.EndOfDay(DueDate);

    /// <summary>Whether something done at this time is late.</summary>
    public bool IsMissedAt(DateTimeOffset at) => at >= EndsAt;
}
