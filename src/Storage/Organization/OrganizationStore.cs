using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Organization;

/// <summary>
/// Units and persons as one unit of work sees them: the organisation when the step was loaded, and what the unit has added itself.
/// What it answers is shared with other units of work and read-only.
/// </summary>
internal sealed class OrganizationStore(FlowDbContext context, OrganizationSnapshots snapshots, TimeProvider time) : IOrganization
{
    private OrganizationSnapshot? _seen;

    /// <summary>The stamp that came with the load of the step; null: the first question asks for it.</summary>
    public long? Stamp { get; set; }

    public async Task<Unit?> FindUnitAsync(Guid id, CancellationToken cancellationToken) =>
        context.Set<Unit>().Local.FindEntry(id)?.Entity ?? (await SeenAsync(cancellationToken)).FindUnit(id);

    public async Task<Unit?> FindUnitByNameOrCodeAsync(string nameOrCode, CancellationToken cancellationToken)
    {
        var today = VietnamTime.DayOf(time.GetUtcNow());
        var units = await ListUnitsAsync(cancellationToken);
        return units.Where(u => u.IsCalled(nameOrCode)).MaxBy(u => u.ExistsOn(today));
    }

    public async Task<IReadOnlyList<Unit>> ListUnitsAsync(CancellationToken cancellationToken)
    {
        var children = (await SeenAsync(cancellationToken)).Units.Concat(context.Set<Unit>().Local).DistinctBy(u => u.Id).ToLookup(u => u.ParentId);
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
        context.Set<Person>().Local.FindEntry(id)?.Entity ?? (await SeenAsync(cancellationToken)).FindPerson(id);

    public Task<IReadOnlyList<Person>> PeopleOfUnitAsync(Guid unitId, CancellationToken cancellationToken) =>
        PeopleAsync(p => p.UnitId == unitId, cancellationToken);

    public Task<IReadOnlyList<Person>> PeopleInRoleAsync(string role, CancellationToken cancellationToken) =>
        PeopleAsync(p => p.Roles.Contains(role, StringComparer.Ordinal), cancellationToken);

    public void AddUnit(Unit unit) => context.Add(unit);

    public void AddPerson(Person person) => context.Add(person);

    private async Task<IReadOnlyList<Person>> PeopleAsync(Func<Person, bool> which, CancellationToken cancellationToken) =>
    [
        .. (await SeenAsync(cancellationToken)).People.Concat(context.Set<Person>().Local).DistinctBy(p => p.Id).Where(which)
            .OrderBy(p => p.FullName, StringComparer.Ordinal).ThenBy(p => p.Id),
    ];

    private async ValueTask<OrganizationSnapshot> SeenAsync(CancellationToken cancellationToken) =>
        _seen ??= await snapshots.GetAsync(context, Stamp, cancellationToken);
}
