using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Documents;

/// <summary>
/// What makes two papers the same document: code, issuer and date together, because every code comes back each year or each
/// term (DOMAIN 1.1). Compare by <see cref="Key"/>.
/// </summary>
public sealed record DocumentIdentity(string Code, string OrganName, DateOnly? IssuedDate)
{
    /// <summary>One string equal for the same document however its issuer is typed; unique among registered directives.</summary>
    public string Key => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{VietnameseText.NameKey(Code)}|{VietnameseText.NameKey(OrganName)}|{IssuedDate:yyyy-MM-dd}");
}
