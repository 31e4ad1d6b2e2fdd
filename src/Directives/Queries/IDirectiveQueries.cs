using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Directives.Queries;

/// <summary>
/// The read side for pages and the API. Reads committed state, outside any unit of work. Every method filters by
/// <see cref="Tasks.Confidentiality"/>: what the actor may not read is absent, in lists, counts and as null.
/// </summary>
public interface IDirectiveQueries
{
    /// <summary>Newest arrival first.</summary>
    Task<Page<DirectiveRow>> ListDirectivesAsync(Actor actor, DirectiveFilter filter, CancellationToken cancellationToken);

    Task<DirectiveDetail?> GetDirectiveAsync(Actor actor, Guid directiveId, CancellationToken cancellationToken);

    /// <summary>Assignments the actor answers for: of the own unit for a head, named to oneself for an officer. Nearest due first, without deadline last.</summary>
    Task<Page<AssignmentRow>> MyAssignmentsAsync(Actor actor, AssignmentFilter filter, CancellationToken cancellationToken);

    Task<AssignmentDetail?> GetAssignmentAsync(Actor actor, Guid assignmentId, CancellationToken cancellationToken);

    /// <summary>What waits for this actor's judgement: reports to appraise, appraised ones to approve, returned ones to assign again. Longest waiting first.</summary>
    Task<IReadOnlyList<ReviewRow>> ReviewQueueAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<NotificationRow>> NotificationsAsync(
        Actor actor, int take, bool unreadOnly, CancellationToken cancellationToken);

    Task<int> CountUnreadNotificationsAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Counts over everything the actor may read.</summary>
    Task<StatusSummary> SummaryAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>What these workflow instances drive, for operators; an instance that drives nothing the actor may see is absent.</summary>
    Task<IReadOnlyList<DrivenWork>> DrivenByAsync(Actor actor, IReadOnlyCollection<string> workflowInstanceIds, CancellationToken cancellationToken);
}
