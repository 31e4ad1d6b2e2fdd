using System.Security.Claims;
using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Web.Session;

/// <summary>
/// Who a signed-in principal is in the organisation; the host, which made the claims, knows. Null: nobody known, the pages
/// show what somebody without any right sees.
/// </summary>
public delegate Actor? ReadActor(ClaimsPrincipal principal);
