namespace DirectiveFlow.Directives.Organization;

/// <summary>Who acts. Passed to every decision and read of the domain.</summary>
/// <param name="PersonId">Null only for the machine.</param>
/// <param name="FullName">As it enters the history; later changes of name leave the history as it is.</param>
public sealed record Actor(Guid? PersonId, string FullName, Guid? UnitId, IReadOnlyList<string> Roles)
{
    /// <summary>The machine: timers, the workflow, intake from another system.</summary>
    public static Actor System { get; } = new(null, "Hệ thống", null, [Organization.Roles.System]);

    public bool Has(string role) => Roles.Contains(role, StringComparer.Ordinal);

    public bool HasAny(IReadOnlyList<string> roles) => roles.Any(Has);

    /// <summary>Heads this unit (lead or coordinating head who belongs to it).</summary>
    public bool Heads(Guid unitId) => UnitId == unitId && HasAny(Organization.Roles.UnitHeads);
}
