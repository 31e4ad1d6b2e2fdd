using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Queries;

/// <summary>The read side: a context per call, nothing tracked, so pages may ask from several circuits at once.</summary>
internal sealed partial class DirectiveQueries(
    IDbContextFactory<FlowDbContext> contexts, ICalendarSource calendars, TimeProvider time) : IDirectiveQueries
{
    private const int LargestPage = 200;

    public async Task<IReadOnlyList<NotificationRow>> NotificationsAsync(
        Actor actor, int take, bool unreadOnly, CancellationToken cancellationToken)
    {
        if (actor.PersonId is not { } person)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Notification>().AsNoTracking()
            .Where(n => n.PersonId == person && (!unreadOnly || n.ReadAt == null))
            .OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(Math.Clamp(take, 1, LargestPage))
            .Select(n => new NotificationRow(n.Id, n.Kind, n.Title, n.Body, n.DirectiveId, n.AssignmentId, n.At, n.ReadAt))
            .ToListAsync(cancellationToken);
    }

    public async Task<int> CountUnreadNotificationsAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.PersonId is not { } person)
        {
            return 0;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Notification>().CountAsync(n => n.PersonId == person && n.ReadAt == null, cancellationToken);
    }

    public async Task<StatusSummary> SummaryAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var calendar = await calendars.GetAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var directives = await context.Set<Directive>().GroupBy(d => d.State)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var assignments = await new Readable(context, actor).Assignments
            .Select(a => new { a.State, a.Deadline, a.ReportedAt }).ToListAsync(cancellationToken);
        var stand = assignments
            .Select(a => Directives.Deadlines.Timeliness.Of(a.State, a.Deadline, a.ReportedAt, now, calendar)).ToList();
        return new StatusSummary(
            directives,
            assignments.CountBy(a => a.State).ToDictionary(),
            stand.CountBy(t => t.Box).ToDictionary(),
            stand.Count(t => t.IsDueSoon),
            now);
    }

    /// <summary>The words of a search, folded as the stored keys are; each must be found.</summary>
    private static string[] Words(string? search) => string.IsNullOrWhiteSpace(search)
        ? []
        : Directives.Vietnamese.VietnameseText.SearchKey(search).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
