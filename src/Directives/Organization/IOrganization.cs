using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Organization;

/// <summary>Units and persons of the current unit of work.</summary>
public interface IOrganization
{
    Task<Unit?> FindUnitAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>By code, name or short name as a text writes it; tolerant as <see cref="Unit.IsCalled"/> is.</summary>
    Task<Unit?> FindUnitByNameOrCodeAsync(string nameOrCode, CancellationToken cancellationToken);

    /// <summary>All units, parents before children, then by code.</summary>
    Task<IReadOnlyList<Unit>> ListUnitsAsync(CancellationToken cancellationToken);

    Task<Person?> FindPersonAsync(Guid id, CancellationToken cancellationToken);

    Task<IReadOnlyList<Person>> PeopleOfUnitAsync(Guid unitId, CancellationToken cancellationToken);

    /// <param name="role">An id of <see cref="Roles"/>.</param>
    Task<IReadOnlyList<Person>> PeopleInRoleAsync(string role, CancellationToken cancellationToken);

    void AddUnit(Unit unit);

    void AddPerson(Person person);
}

/// <summary>Look-ups that answer a person's mistake with a sentence.</summary>
public static class OrganizationLookups
{
    /// <exception cref="RuleViolationException"><c>unit.unknown</c>.</exception>
    public static async Task<Unit> RequireUnitAsync(
        this IOrganization organization, Guid id, string field, CancellationToken cancellationToken) =>
        await organization.FindUnitAsync(id, cancellationToken) ?? throw Unknown(id.ToString("D"), field);

    /// <exception cref="RuleViolationException"><c>unit.unknown</c>.</exception>
    public static async Task<Unit> RequireUnitAsync(
        this IOrganization organization, string nameOrCode, string field, CancellationToken cancellationToken) =>
        await organization.FindUnitByNameOrCodeAsync(nameOrCode, cancellationToken) ?? throw Unknown(nameOrCode, field);

    /// <exception cref="RuleViolationException"><c>person.unknown</c>.</exception>
    public static async Task<Person> RequirePersonAsync(
        this IOrganization organization, Guid id, string field, CancellationToken cancellationToken) =>
        await organization.FindPersonAsync(id, cancellationToken)
        ?? throw new RuleViolationException(
            "person.unknown", "T8", "Không tìm thấy người này trong cơ cấu tổ chức.", "No such person in the organisation.", field);

    private static RuleViolationException Unknown(string text, string field) => new(
        "unit.unknown", "T3", $"Không tìm thấy đơn vị “{text}” trong cơ cấu tổ chức.",
        $"No unit “{text}” in the organisation.", field);
}
