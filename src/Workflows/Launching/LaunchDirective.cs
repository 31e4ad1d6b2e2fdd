using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Workflows.Launching;

/// <summary>
/// A directive to register and launch. What is left null is read from the text; what is given overrides the reading, so that
/// a document without a legible head can be launched too.
/// </summary>
public sealed record LaunchDirective(Actor Actor, string Text)
{
    /// <summary>Stands for missing years in the text's dates; null: today.</summary>
    public DateOnly? ContextDate { get; init; }

    public string? Code { get; init; }

    public string? TypeName { get; init; }

    public string? OrganName { get; init; }

    public DateOnly? IssuedDate { get; init; }

    public string? Subject { get; init; }

    public Urgency Urgency { get; init; }

    public Secrecy Secrecy { get; init; }

    /// <summary>The superior's term for the whole document.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>The leader's direction. Null: a leader's launch is direction enough; a clerk's launch waits for the leader.</summary>
    public string? Direction { get; init; }

    /// <summary>What a person made of the reading. Null: nobody reviewed it, and the workflow proposes what the text says.</summary>
    public LaunchReview? Review { get; init; }

    /// <summary>
    /// The same as decisions on the proposals, judged in the launch against its own reading; null where <see cref="Review"/> says it
    /// or nobody reviewed.
    /// </summary>
    public IReadOnlyList<ProposalDecision>? Decisions { get; init; }
}

/// <summary>What a launch made.</summary>
/// <param name="AlreadyDone">The same command id had launched it before.</param>
public sealed record LaunchAnswer(Guid DirectiveId, string WorkflowInstanceId, bool AlreadyDone);
