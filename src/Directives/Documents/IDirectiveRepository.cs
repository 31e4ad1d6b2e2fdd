namespace DirectiveFlow.Directives.Documents;

/// <summary>Directives of the current unit of work: what is found is tracked, and saved only by the unit's commit.</summary>
public interface IDirectiveRepository
{
    /// <summary>With tasks, links and consolidated report, without its events.</summary>
    Task<Directive?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The directive registered under the same <see cref="DocumentIdentity.Key"/>.</summary>
    Task<Directive?> FindDuplicateAsync(DocumentIdentity identity, CancellationToken cancellationToken);

    /// <summary>The next arrival number (số đến) of the year's book, from 1.</summary>
    Task<int> NextArrivalNumberAsync(int year, CancellationToken cancellationToken);

    void Add(Directive directive);
}
