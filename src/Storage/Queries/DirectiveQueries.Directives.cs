using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Queries;

internal sealed partial class DirectiveQueries
{
    /// <summary>A document without an arrival number has just come in: it stands before the numbered ones of its day.</summary>
    private const int Unregistered = int.MaxValue;

    public async Task<Page<DirectiveRow>> ListDirectivesAsync(
        Actor actor, DirectiveFilter filter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var calendar = await calendars.GetAsync(cancellationToken);
        var take = Math.Clamp(filter.Take, 1, LargestPage);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var matching = context.Set<Directive>().AsNoTracking().Where(d => filter.State == null || d.State == filter.State);
        foreach (var word in Words(filter.Search))
        {
            matching = matching.Where(d => d.SearchKey.Contains(word));
        }

        var rest = PageKey.Read(filter.After) is { } after
            ? matching.Where(d => d.ArrivalDate < after.Day
                || (d.ArrivalDate == after.Day && (d.ArrivalNumber ?? Unregistered) < after.Number)
                || (d.ArrivalDate == after.Day && (d.ArrivalNumber ?? Unregistered) == after.Number && d.Id.CompareTo(after.Id) < 0))
            : matching;
        var page = await rest.OrderByDescending(d => d.ArrivalDate).ThenByDescending(d => d.ArrivalNumber ?? Unregistered)
            .ThenByDescending(d => d.Id).Take(take + 1)
            .Select(d => new
            {
                d.Id, d.Code, d.TypeName, d.OrganName, d.IssuedDate, d.Subject, d.Urgency, d.Secrecy, d.ArrivalNumber,
                d.ArrivalDate, d.DueDate, d.State, d.Version,
            }).ToListAsync(cancellationToken);
        var shown = page.Take(take).ToList();
        var ids = shown.ConvertAll(d => d.Id);
        var readable = new Readable(context, actor);
        var tasks = await readable.Tasks.Where(t => ids.Contains(t.DirectiveId)).GroupBy(t => t.DirectiveId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var assignments = (await readable.Assignments.Where(a => ids.Contains(a.DirectiveId))
            .Select(a => new { a.DirectiveId, a.State, a.Deadline, a.ReportedAt }).ToListAsync(cancellationToken))
            .ToLookup(a => a.DirectiveId, a => (a.State, Directives.Deadlines.Timeliness.Of(a.State, a.Deadline, a.ReportedAt, now, calendar)));
        return new Page<DirectiveRow>(
            shown.ConvertAll(d => new DirectiveRow(
                d.Id, d.Code, d.TypeName, d.OrganName, d.IssuedDate, d.Subject, d.Urgency, d.Secrecy, d.ArrivalNumber, d.ArrivalDate,
                d.DueDate, d.State, tasks.GetValueOrDefault(d.Id), assignments[d.Id].Count(),
                assignments[d.Id].Count(a => a.State.IsOpen()), assignments[d.Id].Count(a => a.Item2.IsOverdue), d.Version)),
            page.Count > take ? new PageKey(shown[^1].ArrivalDate, shown[^1].ArrivalNumber ?? Unregistered, shown[^1].Id).Write() : null,
            await matching.CountAsync(cancellationToken));
    }

    public async Task<DirectiveDetail?> GetDirectiveAsync(Actor actor, Guid directiveId, CancellationToken cancellationToken)
    {
        var calendar = await calendars.GetAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var d = await context.Set<Directive>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == directiveId, cancellationToken);
        if (d is null)
        {
            return null;
        }

        var readable = new Readable(context, actor);
        var tasks = await readable.Tasks.Where(t => t.DirectiveId == directiveId).OrderBy(t => t.Ordinal).ToListAsync(cancellationToken);
        var assignments = await readable.Assignments.Where(a => a.DirectiveId == directiveId).ToListAsync(cancellationToken);
        var rows = await new AssignmentRows(context, time.GetUtcNow(), calendar)
            .OfAsync([.. assignments.OrderBy(a => a.Role).ThenBy(a => a.Id)], cancellationToken);
        return new DirectiveDetail(
            d.Id, d.Code, d.CodeNumber, d.CodeNotation, d.TypeName, d.OrganName, d.IssuedDate, d.Subject, d.Urgency, d.Secrecy,
            d.ArrivalNumber, d.ArrivalDate, d.DueDate, d.State, d.Text, d.Direction, d.NoTaskArises, d.WorkflowInstanceId, d.Version,
            await LinksAsync(context, directiveId, cancellationToken),
            await TaskViewsAsync(context, tasks, rows, calendar, cancellationToken),
            await TimelineAsync(context, directiveId, tasks, rows, cancellationToken),
            d.ConsolidatedReport,
            DirectiveTransitions.AllowedFor(d.State, actor));
    }

    private static async Task<IReadOnlyList<LinkView>> LinksAsync(
        FlowDbContext context, Guid directiveId, CancellationToken cancellationToken)
    {
        var links = await context.Set<DirectiveLink>().AsNoTracking()
            .Where(l => l.DirectiveId == directiveId).OrderBy(l => l.Ordinal).ToListAsync(cancellationToken);
        var keys = links.ConvertAll(l => new DocumentIdentity(l.Code, l.OrganName, l.IssuedDate).Key);
        var registered = await context.Set<Directive>().AsNoTracking().Where(d => keys.Contains(d.IdentityKey))
            .Select(d => new { d.IdentityKey, d.Id }).ToDictionaryAsync(d => d.IdentityKey, d => d.Id, StringComparer.Ordinal, cancellationToken);
        return [.. links.Zip(keys, (l, key) => new LinkView(
            l.Relation, l.Depth, l.Code, l.TypeName, l.OrganName, l.IssuedDate, l.Subject,
            registered.TryGetValue(key, out var id) ? id : null))];
    }

    private static async Task<IReadOnlyList<TaskView>> TaskViewsAsync(
        FlowDbContext context, List<DirectiveTask> tasks, IReadOnlyList<AssignmentRow> rows, WorkingCalendar calendar,
        CancellationToken cancellationToken)
    {
        var names = await Names.ReadAsync(
            context,
            tasks.SelectMany(t => t.CoordinatingUnitIds.Select(u => (Guid?)u).Append(t.LeadUnitId)),
            [],
            cancellationToken);
        var ofTask = rows.ToLookup(r => r.TaskId);
        return tasks.ConvertAll(t => new TaskView(
            t.Id, t.Ordinal, t.TaskGroup, t.Title, t.SourceText, t.Status, t.Product, t.IsConfidential,
            names.UnitOrNull(t.LeadUnitId), [.. t.CoordinatingUnitIds.Select(names.Unit)],
            DeadlineView.Of(t.Deadline, null, calendar), t.RejectionReason, [.. ofTask[t.Id]]));
    }

    private static async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(
        FlowDbContext context, Guid directiveId, List<DirectiveTask> readableTasks, IReadOnlyList<AssignmentRow> rows,
        CancellationToken cancellationToken)
    {
        var shown = readableTasks.ConvertAll(t => t.Id);
        var hidden = await context.Set<DirectiveTask>().Where(t => t.DirectiveId == directiveId && !shown.Contains(t.Id))
            .Select(t => t.Id).ToListAsync(cancellationToken);
        var events = await context.Set<DirectiveEvent>().AsNoTracking().Where(e => e.DirectiveId == directiveId).ToListAsync(cancellationToken);
        var own = events
            .Where(e => e.Data is null || !hidden.Exists(id => e.Data.Contains(id.ToString("D"), StringComparison.OrdinalIgnoreCase)))
            .Select(e => (e.Version, Entry: new TimelineEntry(
                e.At, e.ActorName, null, e.Action, e.FromState?.ToString(), e.ToState.ToString(), e.Reason, e.Data, null, null, null)));
        return [.. own.Concat(await AssignmentTimelineAsync(context, rows, cancellationToken))
            .OrderByDescending(e => e.Entry.At).ThenBy(e => e.Entry.AssignmentId is not null).ThenByDescending(e => e.Version)
            .Select(e => e.Entry)];
    }

    private static async Task<IEnumerable<(int Version, TimelineEntry Entry)>> AssignmentTimelineAsync(
        FlowDbContext context, IReadOnlyList<AssignmentRow> rows, CancellationToken cancellationToken)
    {
        var byId = rows.ToDictionary(r => r.Id);
        var ids = byId.Keys.ToList();
        var events = await context.Set<AssignmentEvent>().AsNoTracking().Where(e => ids.Contains(e.AssignmentId)).ToListAsync(cancellationToken);
        return events.Select(e => (e.Version, new TimelineEntry(
            e.At, e.ActorName, e.OnBehalfOf, e.Action, e.FromState?.ToString(), e.ToState.ToString(), e.Reason, e.Data,
            e.AssignmentId, byId[e.AssignmentId].Unit.Name, byId[e.AssignmentId].TaskTitle)));
    }
}
