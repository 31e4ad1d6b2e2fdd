using System.ComponentModel.DataAnnotations;
using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Workflows.Launching;

namespace DirectiveFlow.Host.Api;

/// <param name="Text">The whole text; what is not given beside it is read from it.</param>
/// <param name="ContextDate">Stands for missing years; today when absent.</param>
/// <param name="Code">Number and notation, for example <c>391-KH/TU</c>.</param>
/// <param name="Direction">The leader's direction, kept verbatim.</param>
/// <param name="Review">
/// What a person decided on the proposals of <c>POST /api/directives/proposals</c>, asked with the same text, context date and code: every proposal exactly
/// once. The tasks taken are proposed, the judgements are kept with the launch or not at all. Absent: nobody reviewed, and all that is read is proposed.
/// </param>
internal sealed record LaunchRequest(
    string Text, DateOnly? ContextDate = null, string? Code = null, string? TypeName = null, string? OrganName = null,
    DateOnly? IssuedDate = null, string? Subject = null, Urgency Priority = default, Secrecy Secrecy = default,
    DateOnly? DueDate = null, string? Direction = null, [property: MaxLength(1000)] IReadOnlyList<ProposalDecisionRequest>? Review = null)
{
    public LaunchDirective ToCommand(Actor actor) => new(actor, Text)
    {
        ContextDate = ContextDate,
        Code = Code,
        TypeName = TypeName,
        OrganName = OrganName,
        IssuedDate = IssuedDate,
        Subject = Subject,
        Urgency = Priority,
        Secrecy = Secrecy,
        DueDate = DueDate,
        Direction = Direction,
        Decisions = Review is null ? null : [.. Review.Select(decision => decision.ToDecision())],
    };
}

/// <param name="Text">The whole text to be launched.</param>
/// <param name="ContextDate">Stands for missing years; today when absent.</param>
/// <param name="Code">The document meant, of several the text tells of.</param>
internal sealed record ProposalsRequest(string Text, DateOnly? ContextDate = null, string? Code = null);

/// <param name="Decision">Accepted: as proposed. Changed: with the content given here. Rejected. Added: not proposed at all.</param>
/// <param name="Proposals">Ordinals of the proposals: one; several to join them (changed) or drop them (rejected); none when added.</param>
/// <param name="Proposed">Title of the first proposal as it was seen; the launch is refused if the text is read otherwise by now.</param>
/// <param name="Title">With the fields below the whole content of a changed or added task: what is absent is meant to be absent.</param>
/// <param name="SourceText">The words of the document an added task comes from.</param>
internal sealed record ProposalDecisionRequest(
    ReviewDecision Decision, [property: MaxLength(1000)] IReadOnlyList<int>? Proposals = null, string? Proposed = null,
    [property: StringLength(2000)] string? Title = null, Guid? LeadUnitId = null,
    [property: MaxLength(500)] IReadOnlyList<Guid>? CoordinatingUnitIds = null, DateOnly? DueDate = null,
    [property: StringLength(500)] string? Product = null, [property: StringLength(20000)] string? SourceText = null)
{
    public ProposalDecision ToDecision() => new(Decision, Proposals ?? [])
    {
        Proposed = Proposed,
        Title = Title,
        LeadUnitId = LeadUnitId,
        CoordinatingUnitIds = CoordinatingUnitIds ?? [],
        DueDate = DueDate,
        Product = Product,
        SourceText = SourceText,
    };
}

/// <param name="File">Text, .docx, .pdf with text, .html or .eml, at most 16 MB.</param>
/// <param name="Direction">The leader's direction, kept verbatim.</param>
internal sealed record LaunchFileRequest(IFormFile File, string? Direction = null);

/// <param name="Text">The whole text of a department's plan.</param>
internal sealed record PlanRequest(string Text);

/// <param name="ForInformation">True: nothing is to be done, the directive is filed.</param>
/// <param name="ExpectedVersion">The version of the directive the decision was made on.</param>
internal sealed record DirectionRequest(
    [property: StringLength(4000)] string Direction, bool ForInformation = false, int? ExpectedVersion = null);

/// <summary>The decision on every proposed task; all of it takes effect, or nothing.</summary>
/// <param name="NoTaskArises">The leader signs that the directive gives nobody a task; <paramref name="Reason"/> says why.</param>
internal sealed record TaskConfirmationRequest(
    [property: MaxLength(500)] IReadOnlyList<TaskDecisionRequest>? Tasks = null, int? ExpectedVersion = null, bool NoTaskArises = false,
    string? Reason = null)
{
    public TaskConfirmationCommand ToCommand(Guid directiveId, Actor actor) => new()
    {
        DirectiveId = directiveId,
        Actor = actor,
        ExpectedVersion = ExpectedVersion,
        Tasks = [.. (Tasks ?? []).Select(task => task.ToDecision())],
        NoTaskArises = NoTaskArises,
        Reason = Reason,
    };
}

/// <param name="TaskId">Absent: a person adds a task the machine did not see.</param>
/// <param name="RejectionReason">Needed when not confirmed.</param>
internal sealed record TaskDecisionRequest(
    bool Confirmed, Guid? TaskId = null, string? Title = null, Guid? LeadUnitId = null,
    IReadOnlyList<Guid>? CoordinatingUnitIds = null, DateOnly? DueDate = null, string? Product = null, bool IsConfidential = false,
    string? RejectionReason = null)
{
    public DecidedTask ToDecision() => new(TaskId, Confirmed)
    {
        Title = Title ?? "",
        LeadUnitId = LeadUnitId,
        CoordinatingUnitIds = CoordinatingUnitIds ?? [],
        DueDate = DueDate,
        Product = Product,
        IsConfidential = IsConfidential,
        RejectionReason = RejectionReason,
    };
}
