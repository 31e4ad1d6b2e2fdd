using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Organization;

/// <summary>Units and persons of one unit of work, including those it has added itself.</summary>
internal sealed class OrganizationStore(FlowDbContext context, TimeProvider time) : IOrganization
{
    public async Task<Unit?> FindUnitAsync(Guid id, CancellationToken cancellationToken) =>
        await context.Set<Unit>().FindAsync([id], cancellationToken);

    public async Task<Unit?> FindUnitByNameOrCodeAsync(string nameOrCode, CancellationToken cancellationToken)
    {
        var today = VietnamTime.DayOf(time.GetUtcNow());
        var units = await ListUnitsAsync(cancellationToken);
        return units.Where(u => u.IsCalled(nameOrCode)).MaxBy(u => u.ExistsOn(today));
    }

    public async Task<IReadOnlyList<Unit>> ListUnitsAsync(CancellationToken cancellationToken)
    {
        await context.Set<Unit>().LoadAsync(cancellationToken);
        var children = context.Set<Unit>().Local.ToLookup(u => u.ParentId);
        var ordered = new List<Unit>();
        AddBelow(null);
        return ordered;

        void AddBelow(Guid? parent)
        {
            foreach (var unit in children[parent].OrderBy(u => u.Code, StringComparer.Ordinal))
            {
                ordered.Add(unit);
                AddBelow(unit.Id);
            }
        }
    }

    public async Task<Person?> FindPersonAsync(Guid id, CancellationToken cancellationToken) =>
        await context.Set<Person>().FindAsync([id], cancellationToken);

    public async Task<IReadOnlyList<Person>> PeopleOfUnitAsync(Guid unitId, CancellationToken cancellationToken)
    {
        await context.Set<Person>().Where(p => p.UnitId == unitId).LoadAsync(cancellationToken);
        return [.. context.Set<Person>().Local.Where(p => p.UnitId == unitId).OrderBy(p => p.FullName, StringComparer.Ordinal).ThenBy(p => p.Id)];
    }

    public async Task<IReadOnlyList<Person>> PeopleInRoleAsync(string role, CancellationToken cancellationToken)
    {
        await context.Set<Person>().Where(p => p.Roles.Contains(role)).LoadAsync(cancellationToken);
        return [.. context.Set<Person>().Local
            .Where(p => p.Roles.Contains(role, StringComparer.Ordinal))
            .OrderBy(p => p.FullName, StringComparer.Ordinal).ThenBy(p => p.Id)];
    }

    public void AddUnit(Unit unit) => context.Add(unit);

    public void AddPerson(Person person) => context.Add(person);
}
