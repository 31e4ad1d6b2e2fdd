using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Documents;

/// <summary>
/// A directive (văn bản chỉ đạo) with its tasks and lineage, from intake to closing. Every change goes through
/// <see cref="DirectiveTransitions"/>, appends one <see cref="DirectiveEvent"/> and raises <see cref="Version"/> by one; what
/// is refused changes nothing.
/// </summary>
public sealed partial class Directive
{
    private readonly List<DirectiveLink> _links = [];
    private readonly List<DirectiveTask> _tasks = [];
    private readonly List<DirectiveEvent> _events = [];

    private Directive()
    {
        Code = CodeNumber = CodeNotation = TypeName = OrganName = Subject = IdentityKey = SearchKey = "";
        LastAction = LastActorName = "";
    }

    public Guid Id { get; private set; }

    /// <summary>Canonical number and notation, e.g. <c>391-KH/TU</c>.</summary>
    public string Code { get; private set; }

    public string CodeNumber { get; private set; }

    public string CodeNotation { get; private set; }

    public string TypeName { get; private set; }

    /// <summary>Issuer.</summary>
    public string OrganName { get; private set; }

    public DateOnly? IssuedDate { get; private set; }

    public string Subject { get; private set; }

    public Urgency Urgency { get; private set; }

    public Secrecy Secrecy { get; private set; }

    /// <summary>The superior's term for the whole document.</summary>
    public DateOnly? DueDate { get; private set; }

    /// <summary>Số đến, unique in its year; null until registered.</summary>
    public int? ArrivalNumber { get; private set; }

    public DateOnly ArrivalDate { get; private set; }

    public DirectiveState State { get; private set; }

    /// <summary>Verbatim; null for a secret document.</summary>
    public string? Text { get; private set; }

    /// <summary>The leader's direction (bút phê), verbatim.</summary>
    public string? Direction { get; private set; }

    /// <summary>The leader signed that no task arises (gate 4 to 6 of PROCESS section 2).</summary>
    public bool NoTaskArises { get; private set; }

    /// <summary>The instance of the directive's workflow.</summary>
    public string? WorkflowInstanceId { get; private set; }

    /// <summary>See <see cref="DocumentIdentity.Key"/>; unique.</summary>
    public string IdentityKey { get; private set; }

    /// <summary>Code, type, issuer and subject folded for searching, see <see cref="VietnameseText.SearchKey"/>.</summary>
    public string SearchKey { get; private set; }

    public int Version { get; private set; }

    public string LastAction { get; private set; }

    public string LastActorName { get; private set; }

    public DateTimeOffset LastChangedAt { get; private set; }

    public ConsolidatedReport? ConsolidatedReport { get; private set; }

    public IReadOnlyList<DirectiveLink> Links => _links;

    public IReadOnlyList<DirectiveTask> Tasks => _tasks;

    /// <summary>New events of this unit of work; the stored ones only when the repository loaded them.</summary>
    public IReadOnlyList<DirectiveEvent> Events => _events;

    /// <summary>Receives a document (T1). The duplicate check is the caller's, by <see cref="IDirectiveRepository.FindDuplicateAsync"/>.</summary>
    /// <exception cref="RuleViolationException"><c>directive.secret.text-refused</c>, <c>directive.code.required</c>, <c>directive.subject.required</c>.</exception>
    public static Directive Receive(Guid id, IncomingDocument document, Act act)
    {
        var transition = DirectiveTransitions.Require(null, DirectiveAction.Receive, act.By);
        DirectiveRules.CheckIncoming(document);
        var directive = new Directive
        {
            Id = id,
            Code = VietnameseText.Clean(document.Code),
            CodeNumber = VietnameseText.Clean(document.CodeNumber),
            CodeNotation = VietnameseText.Clean(document.CodeNotation),
            TypeName = VietnameseText.Clean(document.TypeName),
            OrganName = VietnameseText.Clean(document.OrganName),
            IssuedDate = document.IssuedDate,
            Subject = VietnameseText.Clean(document.Subject),
            Urgency = document.Urgency,
            Secrecy = document.Secrecy,
            DueDate = document.DueDate,
            ArrivalDate = act.Today,
            Text = document.Text,
            IdentityKey = document.Identity.Key,
        };
        directive.SearchKey = VietnameseText.SearchKey(
            $"{directive.Code} {directive.TypeName} {directive.OrganName} {directive.Subject}");
        foreach (var link in document.Links)
        {
            link.DirectiveId = id;
            link.Ordinal = directive._links.Count + 1;
            directive._links.Add(link);
        }

        directive.Append(transition, act, data: EventData.Of(("code", directive.Code), ("links", document.Links.Count)));
        return directive;
    }

    /// <summary>Refuses to go on when somebody changed the directive since the caller looked.</summary>
    /// <exception cref="StaleVersionException">The versions differ.</exception>
    public void ExpectVersion(int expected)
    {
        if (expected != Version)
        {
            throw new StaleVersionException(
                expected, Version, State.ToString(), new LastChange(LastAction, LastActorName, LastChangedAt));
        }
    }

    /// <summary>Remembers which workflow drives the directive. Once; not part of the history.</summary>
    public void DrivenBy(string workflowInstanceId) => WorkflowInstanceId ??= workflowInstanceId;

    private void Append(DirectiveTransition transition, Act act, string? reason = null, string? data = null)
    {
        Version++;
        State = transition.To;
        LastAction = ActionIds.Of(transition.Action);
        LastActorName = act.By.FullName;
        LastChangedAt = act.At;
        _events.Add(new DirectiveEvent(
            Id, Version, act.At, act.By.PersonId, act.By.FullName, LastAction, transition.From, transition.To, reason, data));
    }
}
