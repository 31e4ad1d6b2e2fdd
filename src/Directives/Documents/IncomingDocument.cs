namespace DirectiveFlow.Directives.Documents;

/// <summary>What is known of a document when it is received; field names of Decree 30/2020 annex VI.</summary>
/// <param name="Code">Canonical, e.g. <c>391-KH/TU</c>.</param>
/// <param name="CodeNumber">The number alone, e.g. <c>391</c>.</param>
/// <param name="CodeNotation">The notation alone, e.g. <c>KH/TU</c>.</param>
/// <param name="OrganName">Issuer.</param>
/// <param name="DueDate">Term set by the superior for the whole document.</param>
/// <param name="Text">Whole text; must be null for a secret document.</param>
public sealed record IncomingDocument(
    string Code,
    string CodeNumber,
    string CodeNotation,
    string TypeName,
    string OrganName,
    DateOnly? IssuedDate,
    string Subject,
    string? Text,
    Urgency Urgency = Urgency.Normal,
    Secrecy Secrecy = Secrecy.None,
    DateOnly? DueDate = null)
{
    public IReadOnlyList<DirectiveLink> Links { get; init; } = [];

    public DocumentIdentity Identity => new(Code, OrganName, IssuedDate);
}
