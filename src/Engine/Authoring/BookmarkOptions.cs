using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Authoring;

/// <summary>What an activity waits for.</summary>
public sealed record BookmarkOptions
{
    /// <summary>
    /// The payload that a resume must match, by hash; null when only the bookmark's id (or a due time) resumes it.
    /// </summary>
    public object? Stimulus { get; init; }

    /// <summary>What the bookmark shows and carries; when absent the <see cref="Stimulus"/>. Not part of the match.</summary>
    public object? Payload { get; init; }

    /// <summary>Name the stimulus is matched under. Default: the activity's type name; set it to let several types wait for one stimulus.</summary>
    public string? StimulusName { get; init; }

    /// <summary>
    /// A method of the activity's own class, stored by its name, that continues the activity. Null: it completes with <c>Done</c>.
    /// </summary>
    public Func<ActivityExecutionContext, ValueTask>? Callback { get; init; }

    /// <summary>True: the first resume removes the bookmark. False: it stays until the activity ends.</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>Makes the hash unique to this activity instance, so that no other instance matches the same stimulus.</summary>
    public bool IncludeActivityInstanceId { get; init; }

    /// <summary>Resumes the bookmark at this time by a due-work row written in the same commit, removed with the bookmark.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>How a child ended, as its parent sees it.</summary>
/// <param name="Child">The completed child; its outputs are already stored.</param>
/// <param name="Outcomes">Never empty.</param>
public readonly record struct ChildCompletion(ActivityExecutionContext Child, IReadOnlyList<string> Outcomes);
