using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Documents;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Queries;

internal sealed partial class DirectiveQueries
{
    /// <summary>Sorts what has no deadline behind everything that has one.</summary>
    private static readonly DateOnly NoDeadline = DateOnly.MaxValue;

    private static readonly AssignmentState[] Judged = [AssignmentState.Reported, AssignmentState.Appraised, AssignmentState.Returned];

    private static readonly AssignmentAction[] Judgements = [AssignmentAction.Appraise, AssignmentAction.Approve, AssignmentAction.Assign];

    public async Task<Page<AssignmentRow>> MyAssignmentsAsync(
        Actor actor, AssignmentFilter filter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var take = Math.Clamp(filter.Take, 1, LargestPage);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var matching = Filter(context, Mine(new Readable(context, actor).Assignments, actor), filter, now);
        var rest = PageKey.Read(filter.After) is { } after
            ? matching.Where(a => (a.Deadline != null ? a.Deadline.DueDate : NoDeadline) > after.Day
                || ((a.Deadline != null ? a.Deadline.DueDate : NoDeadline) == after.Day && a.Id.CompareTo(after.Id) > 0))
            : matching;
        var page = await rest.OrderBy(a => a.Deadline != null ? a.Deadline.DueDate : NoDeadline).ThenBy(a => a.Id)
            .Take(take + 1).ToListAsync(cancellationToken);
        var shown = page.Take(take).ToList();
        return new Page<AssignmentRow>(
            await new AssignmentRows(context, now, await calendars.GetAsync(cancellationToken)).OfAsync(shown, cancellationToken),
            page.Count > take ? new PageKey(shown[^1].Deadline?.DueDate ?? NoDeadline, 0, shown[^1].Id).Write() : null,
            await matching.CountAsync(cancellationToken));
    }

    public async Task<AssignmentDetail?> GetAssignmentAsync(Actor actor, Guid assignmentId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var calendar = await calendars.GetAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var assignment = await new Readable(context, actor).Assignments
            .Include(a => a.Reports).Include(a => a.Reviews).Include(a => a.Progress).AsSplitQuery()
            .SingleOrDefaultAsync(a => a.Id == assignmentId, cancellationToken);
        if (assignment is null)
        {
            return null;
        }

        var row = (await new AssignmentRows(context, now, calendar).OfAsync([assignment], cancellationToken))[0];
        var task = await context.Set<DirectiveTask>().AsNoTracking().SingleAsync(t => t.Id == assignment.TaskId, cancellationToken);
        var names = await Names.ReadAsync(context, task.CoordinatingUnitIds.Select(u => (Guid?)u), [], cancellationToken);
        var allowed = AssignmentTransitions.AllowedFor(assignment, new Act(actor, now, calendar));
        var timeline = await AssignmentTimelineAsync(context, [row], cancellationToken);
        return new AssignmentDetail(
            row, task.TaskGroup, task.SourceText, task.Product, [.. task.CoordinatingUnitIds.Select(names.Unit)],
            [.. allowed.Select(AllowedAction.Of)],
            assignment.State == AssignmentState.Assigned ? assignment.AcceptBy(calendar) : null,
            [.. assignment.Reports.OrderByDescending(r => r.Round).Select(View)],
            [.. assignment.Reviews.OrderByDescending(r => r.At).Select(r => new ReviewView(
                r.Id, r.ReportId, r.Kind, r.Decision, r.Reason, r.Grade, r.ReviewerName, r.At))],
            [.. assignment.Progress.OrderByDescending(p => p.At).Select(p => new ProgressView(p.Id, p.Note, p.Percent, p.ByName, p.At))],
            [.. timeline.OrderByDescending(e => e.Version).Select(e => e.Entry)],
            await RemindersAsync(context, assignment, now, calendar, cancellationToken),
            allowed.Any(t => t.Action == AssignmentAction.Cascade)
                ? await PeopleAsync(context, assignment.UnitId, cancellationToken)
                : [],
            assignment.WorkflowInstanceId);
    }

    public async Task<IReadOnlyList<ReviewRow>> ReviewQueueAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var calendar = await calendars.GetAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await new Readable(context, actor).Assignments.Where(a => Judged.Contains(a.State))
            .Include(a => a.Reports).Include(a => a.Reviews).AsSplitQuery()
            .OrderBy(a => a.LastChangedAt).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var act = new Act(actor, now, calendar);
        var asked = waiting
            .Select(a => (Assignment: a, Asks: AssignmentTransitions.AllowedFor(a, act).FirstOrDefault(t => Judgements.Contains(t.Action))))
            .Where(w => w.Asks is not null).ToList();
        var rows = await new AssignmentRows(context, now, calendar).OfAsync(asked.ConvertAll(w => w.Assignment), cancellationToken);
        return [.. rows.Zip(asked, (row, w) => new ReviewRow(
            row, w.Assignment.CurrentReport is { } report ? View(report) : null, ActionIds.Of(w.Asks!.Action), w.Assignment.LastChangedAt))];
    }

    private static IQueryable<Assignment> Mine(IQueryable<Assignment> readable, Actor actor)
    {
        var headed = actor.UnitId is { } unit && actor.Heads(unit) ? actor.UnitId : null;
        return readable.Where(a => a.State != AssignmentState.Draft
            && ((headed != null && a.UnitId == headed) || (actor.PersonId != null && a.OfficerId == actor.PersonId)));
    }

    private static IQueryable<Assignment> Filter(
        FlowDbContext context, IQueryable<Assignment> assignments, AssignmentFilter filter, DateTimeOffset now)
    {
        assignments = assignments.Where(a =>
            (filter.State == null || a.State == filter.State) && (filter.Role == null || a.Role == filter.Role));
        if (filter.OpenOnly)
        {
            var open = Enum.GetValues<AssignmentState>().Where(s => s.IsOpen()).ToArray();
            assignments = assignments.Where(a => open.Contains(a.State));
        }

        if (filter.OverdueOnly)
        {
            var running = Enum.GetValues<AssignmentState>().Where(s => s.RunsUnitClock()).ToArray();
            var (today, hour) = (VietnamTime.DayOf(now), VietnamTime.TimeOf(now));
            assignments = assignments.Where(a => running.Contains(a.State) && a.Deadline != null
                && (a.Deadline.DueDate < today || (a.Deadline.DueDate == today && a.Deadline.DueTime != null && a.Deadline.DueTime <= hour)));
        }

        foreach (var word in Words(filter.Search))
        {
            assignments = assignments.Where(a =>
                context.Set<DirectiveTask>().Any(t => t.Id == a.TaskId && EF.Property<string>(t, DirectiveMapping.TaskSearchKey).Contains(word))
                || context.Set<Directive>().Any(d => d.Id == a.DirectiveId && d.SearchKey.Contains(word)));
        }

        return assignments;
    }

    private static ReportView View(Report r) =>
        new(r.Id, r.Round, r.State, r.Summary, r.Product, r.NoProductReason, r.SubmittedByName, r.SubmittedAt);

    private static async Task<IReadOnlyList<PersonName>> PeopleAsync(
        FlowDbContext context, Guid unitId, CancellationToken cancellationToken) =>
        await context.Set<Person>().AsNoTracking().Where(p => p.UnitId == unitId).OrderBy(p => p.FullName).ThenBy(p => p.Id)
            .Select(p => new PersonName(p.Id, p.FullName, p.Position)).ToListAsync(cancellationToken);

    /// <summary>Fired rungs as they were, and those of the deadline in force that are still to come.</summary>
    private static async Task<IReadOnlyList<ReminderView>> RemindersAsync(
        FlowDbContext context, Assignment assignment, DateTimeOffset now, Directives.Calendars.WorkingCalendar calendar,
        CancellationToken cancellationToken)
    {
        var fired = await context.Set<Reminder>().AsNoTracking().Where(r => r.AssignmentId == assignment.Id).ToListAsync(cancellationToken);
        var planned = assignment.Deadline is { } deadline && ReminderPolicy.AppliesIn(assignment.State)
            ? ReminderPolicy.Default.Plan(deadline, assignment.AssignedAt ?? now, calendar)
                .Where(p => !fired.Exists(f => f.DeadlineVersion == deadline.Version && string.Equals(f.Rung, p.Rung.Id, StringComparison.Ordinal)))
                .Where(p => p.DueAt > now)
                .Select(p => new ReminderView(p.Rung.Id, deadline.Version, p.DueAt, null, false))
            : [];
        return [.. fired.Select(r => new ReminderView(r.Rung, r.DeadlineVersion, r.DueAt, r.FiredAt, r.SentLate))
            .Concat(planned).OrderBy(r => r.DueAt)];
    }
}
