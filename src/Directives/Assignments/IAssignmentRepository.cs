namespace DirectiveFlow.Directives.Assignments;

/// <summary>Assignments of the current unit of work: what is found is tracked, and saved only by the unit's commit.</summary>
public interface IAssignmentRepository
{
    /// <summary>With reports and reviews, without events and progress entries.</summary>
    Task<Assignment?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>All assignments of a directive, with reports and reviews, by task then lead first.</summary>
    Task<IReadOnlyList<Assignment>> OfDirectiveAsync(Guid directiveId, CancellationToken cancellationToken);

    void Add(Assignment assignment);
}
