using System.ComponentModel.DataAnnotations;
using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Workflows.Launching;

namespace DirectiveFlow.Host.Api;

/// <param name="Text">The whole text; what is not given beside it is read from it.</param>
/// <param name="ContextDate">Stands for missing years; today when absent.</param>
/// <param name="Code">Number and notation, for example <c>391-KH/TU</c>.</param>
/// <param name="Direction">The leader's direction, kept verbatim.</param>
internal sealed record LaunchRequest(
    string Text, DateOnly? ContextDate = null, string? Code = null, string? TypeName = null, string? OrganName = null,
    DateOnly? IssuedDate = null, string? Subject = null, Urgency Priority = default, Secrecy Secrecy = default,
    DateOnly? DueDate = null, string? Direction = null)
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
    };
}

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
