using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Documents;

/// <summary>Directives of one unit; what was found or added before in the unit is answered without reading again.</summary>
internal sealed class DirectiveRepository(FlowDbContext context) : IDirectiveRepository
{
    /// <summary>One query per collection: tasks and links side by side would repeat the text of the document in every row.</summary>
    private IQueryable<Directive> Whole =>
        context.Set<Directive>().Include(d => d.Tasks.OrderBy(t => t.Ordinal)).Include(d => d.Links.OrderBy(l => l.Ordinal)).AsSplitQuery();

    public async Task<Directive?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        context.Set<Directive>().Local.FindEntry(id)?.Entity
        ?? await Whole.SingleOrDefaultAsync(d => d.Id == id, cancellationToken);

    public async Task<Directive?> FindDuplicateAsync(DocumentIdentity identity, CancellationToken cancellationToken)
    {
        var key = identity.Key;
        return context.Set<Directive>().Local.FirstOrDefault(d => string.Equals(d.IdentityKey, key, StringComparison.Ordinal))
            ?? await Whole.SingleOrDefaultAsync(d => d.IdentityKey == key, cancellationToken);
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
}
