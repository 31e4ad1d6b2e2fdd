using System.Security.Claims;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Storage.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DirectiveFlow.Host.Identity;

/// <summary>Makes the principal of an account from its person: name, unit and roles as the organisation has them now.</summary>
internal sealed class AccountClaims(
    UserManager<Account> users, IOptions<IdentityOptions> options, IOrganization organization)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, FlowClaims.Name, FlowClaims.Role);
        identity.AddClaim(new Claim(FlowClaims.Subject, user.Id.ToString("D")));
        identity.AddClaim(new Claim(FlowClaims.Stamp, user.SecurityStamp ?? ""));
        var person = user.PersonId is { } id ? await organization.FindPersonAsync(id, CancellationToken.None) : null;
        identity.AddClaim(new Claim(FlowClaims.Name, person?.FullName ?? user.UserName ?? ""));
        if (person is not null)
        {
            identity.AddClaim(new Claim(FlowClaims.Person, person.Id.ToString("D")));
            identity.AddClaim(new Claim(FlowClaims.Unit, person.UnitId.ToString("D")));
        }

        var roles = person?.Roles ?? [];
        foreach (var role in user.IsAdministrator ? roles.Append(Roles.Admin).Distinct(StringComparer.Ordinal) : roles)
        {
            identity.AddClaim(new Claim(FlowClaims.Role, role));
        }

        return identity;
    }
}
