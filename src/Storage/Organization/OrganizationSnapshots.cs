using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Organization;

/// <summary>The whole organisation as it was at one stamp. Shared by all units of work and never changed.</summary>
internal sealed class OrganizationSnapshot
{
    private readonly Dictionary<Guid, Unit> _units;
    private readonly Dictionary<Guid, Person> _people;

    public OrganizationSnapshot(long stamp, IReadOnlyList<Unit> units, IReadOnlyList<Person> people)
    {
        (Stamp, Units, People) = (stamp, units, people);
        _units = units.ToDictionary(u => u.Id);
        _people = people.ToDictionary(p => p.Id);
    }

    public long Stamp { get; }

    public IReadOnlyList<Unit> Units { get; }

    public IReadOnlyList<Person> People { get; }

    public Unit? FindUnit(Guid id) => _units.GetValueOrDefault(id);

    public Person? FindPerson(Guid id) => _people.GetValueOrDefault(id);
}

/// <summary>
/// Keeps the latest snapshot of the organisation in memory. The database raises the stamp in the transaction of every change of a unit
/// or a person, whoever makes it (triggers), so a snapshot with the stamp that a unit of work has read is what that unit would read
/// itself, on every host.
/// </summary>
internal sealed class OrganizationSnapshots
{
    private OrganizationSnapshot? _latest;

    /// <summary>From memory when it is current, else read.</summary>
    public async ValueTask<OrganizationSnapshot> GetAsync(FlowDbContext context, long? stamp, CancellationToken cancellationToken)
    {
        stamp ??= await Stamps(context).SingleAsync(cancellationToken);
        return Volatile.Read(ref _latest) is { } latest && latest.Stamp == stamp ? latest : await ReadAsync(context, cancellationToken);
    }

    /// <summary>The stamp is read first: what is read after it is at least as new, so no change can hide behind it.</summary>
    private async Task<OrganizationSnapshot> ReadAsync(FlowDbContext context, CancellationToken cancellationToken)
    {
        var (stamps, units, people) = (new List<long>(), new List<Unit>(), new List<Person>());
        await new OneTrip(context)
            .Read(Stamps(context), stamps)
            .Read(context.Set<Unit>().AsNoTracking(), units)
            .Read(context.Set<Person>().AsNoTracking(), people)
            .RunAsync(cancellationToken);
        var read = new OrganizationSnapshot(stamps[0], units, people);
        Volatile.Write(ref _latest, read);
        return read;
    }

    private static IQueryable<long> Stamps(FlowDbContext context) =>
        context.Database.SqlQuery<long>($"select version as \"Value\" from organization_stamp");
}
