namespace DirectiveFlow.Host.Identity;

/// <summary>
/// The policies an endpoint can name. They say who may knock; what a role may do with a directive or an assignment is decided
/// by the transition tables of the domain, in the transaction.
/// </summary>
internal static class FlowPolicies
{
    /// <summary>Any signed-in account, by token only: a cookie never opens the API, so no other site can use one.</summary>
    public const string Api = "api";

    /// <summary>Administrators, by token only.</summary>
    public const string ApiAdministrator = "api-administrator";

    /// <summary>Who may look at workflows: administrators and inspectors, by token only.</summary>
    public const string ElsaReader = "elsa-reader";

    /// <summary>Any signed-in account, by cookie.</summary>
    public const string Page = "page";

    /// <summary>Administrators, by cookie.</summary>
    public const string PageAdministrator = "page-administrator";

    /// <summary>Administrators, who design, and inspectors, who read everything; by cookie.</summary>
    public const string PageStudio = "page-studio";
}
