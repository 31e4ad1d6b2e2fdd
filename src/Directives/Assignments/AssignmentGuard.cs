using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Assignments;

/// <summary>A condition of a transition, with the sentence that refuses.</summary>
/// <param name="Code">Stable problem code.</param>
/// <param name="NeedsInput">
/// Judges what was entered. Such a guard does not hide the action from the actor; the others do.
/// </param>
public sealed record AssignmentGuard(string Code, string Vietnamese, string English, string? Field, bool NeedsInput)
{
    internal Func<AssignmentAttempt, bool> Holds { get; init; } = _ => false;

    internal RuleViolationException Refusal(string rule) => new(Code, rule, Vietnamese, English, Field);
}
