using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Queries;

/// <summary>Names of units and persons that rows refer to.</summary>
internal sealed class Names
{
    private readonly Dictionary<Guid, UnitName> _units;
    private readonly Dictionary<Guid, PersonName> _persons;

    private Names(Dictionary<Guid, UnitName> units, Dictionary<Guid, PersonName> persons)
    {
        _units = units;
        _persons = persons;
    }

    public static async Task<Names> ReadAsync(
        FlowDbContext context, IEnumerable<Guid?> units, IEnumerable<Guid?> persons, CancellationToken cancellationToken)
    {
        var unitIds = units.OfType<Guid>().Distinct().ToList();
        var personIds = persons.OfType<Guid>().Distinct().ToList();
        return new Names(
            unitIds.Count == 0 ? [] : await context.Set<Unit>().AsNoTracking().Where(u => unitIds.Contains(u.Id))
                .Select(u => new UnitName(u.Id, u.Code, u.Name, u.ShortName)).ToDictionaryAsync(u => u.Id, cancellationToken),
            personIds.Count == 0 ? [] : await context.Set<Person>().AsNoTracking().Where(p => personIds.Contains(p.Id))
                .Select(p => new PersonName(p.Id, p.FullName, p.Position)).ToDictionaryAsync(p => p.Id, cancellationToken));
    }

    /// <summary>A unit that is not in the organisation (yet) is shown by its id rather than hidden.</summary>
    public UnitName Unit(Guid id) => _units.TryGetValue(id, out var unit) ? unit : new UnitName(id, id.ToString("D"), id.ToString("D"), id.ToString("D"));

    public UnitName? UnitOrNull(Guid? id) => id is { } known ? Unit(known) : null;

    public PersonName? PersonOrNull(Guid? id) => id is { } known && _persons.TryGetValue(known, out var person) ? person : null;
}
