using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Documents;

/// <summary>Directives of one unit; what was found or added before in the unit is answered without reading again.</summary>
internal sealed class DirectiveRepository(FlowDbContext context) : IDirectiveRepository
{
    public async Task<Directive?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        context.Set<Directive>().Local.FindEntry(id)?.Entity
        ?? await ReadAsync(context.Set<Directive>().Where(d => d.Id == id), cancellationToken);

    public async Task<Directive?> FindDuplicateAsync(DocumentIdentity identity, CancellationToken cancellationToken)
    {
        var key = identity.Key;
        return context.Set<Directive>().Local.FirstOrDefault(d => string.Equals(d.IdentityKey, key, StringComparison.Ordinal))
            ?? await ReadAsync(context.Set<Directive>().Where(d => d.IdentityKey == key), cancellationToken);
    }

    public async Task<int> NextArrivalNumberAsync(int year, CancellationToken cancellationToken)
    {
        var stored = await context.Set<Directive>()
            .Where(d => EF.Property<int>(d, DirectiveMapping.ArrivalYear) == year)
            .MaxAsync(d => d.ArrivalNumber, cancellationToken);
        var here = context.Set<Directive>().Local.Where(d => d.ArrivalDate.Year == year).Max(d => d.ArrivalNumber);
        return Math.Max(stored ?? 0, here ?? 0) + 1;
    }

    public void Add(Directive directive)
    {
        var entry = context.Add(directive);
        entry.Property<int>(DirectiveMapping.ArrivalYear).CurrentValue = directive.ArrivalDate.Year;
    }

    /// <summary>
    /// A statement each for the directive, its tasks and its links, in one trip: joined, they would repeat the text of the document in
    /// every row. Tracking puts the parts into their directive.
    /// </summary>
    internal static OneTrip Read(FlowDbContext context, OneTrip trip, IQueryable<Directive> which, List<Directive> found) => trip
        .Read(which, found)
        .Read(context.Set<DirectiveTask>().Where(t => which.Any(d => d.Id == t.DirectiveId)).OrderBy(t => t.Ordinal))
        .Read(context.Set<DirectiveLink>().Where(l => which.Any(d => d.Id == l.DirectiveId)).OrderBy(l => l.Ordinal));

    private async Task<Directive?> ReadAsync(IQueryable<Directive> which, CancellationToken cancellationToken)
    {
        var found = new List<Directive>(1);
        await Read(context, new OneTrip(context), which, found).RunAsync(cancellationToken);
        return found.SingleOrDefault();
    }
}
