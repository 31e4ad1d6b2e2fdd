using Microsoft.AspNetCore.Identity;

namespace DirectiveFlow.Storage.Accounts;

/// <summary>
/// A sign-in. What its owner may do comes from the roles of the person (PROCESS section 1), so there are no role tables; an
/// account without a person (the first administrator) acts for nobody.
/// </summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The person of the organisation who signs in with this account.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>True for an administrator of the system: designs flows, sees operations, reads no confidential task by that alone.</summary>
    public bool IsAdministrator { get; set; }
}
