using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Queries;

/// <summary>Assignments as list rows: with task, directive and names, and how they stand at one moment.</summary>
internal sealed class AssignmentRows(FlowDbContext context, DateTimeOffset now, WorkingCalendar calendar)
{
    /// <summary>Rows in the order of the assignments given.</summary>
    public async Task<IReadOnlyList<AssignmentRow>> OfAsync(
        IReadOnlyList<Assignment> assignments, CancellationToken cancellationToken)
    {
        if (assignments.Count == 0)
        {
            return [];
        }

        var directiveIds = assignments.Select(a => a.DirectiveId).Distinct().ToList();
        var taskIds = assignments.Select(a => a.TaskId).Distinct().ToList();
        var directives = await context.Set<Directive>().AsNoTracking().Where(d => directiveIds.Contains(d.Id))
            .Select(d => new { d.Id, d.Code, d.Subject }).ToDictionaryAsync(d => d.Id, cancellationToken);
        var tasks = await context.Set<DirectiveTask>().AsNoTracking().Where(t => taskIds.Contains(t.Id))
            .Select(t => new { t.Id, t.Title, t.LeadUnitId }).ToDictionaryAsync(t => t.Id, cancellationToken);
        var names = await Names.ReadAsync(
            context,
            assignments.Select(a => (Guid?)a.UnitId).Concat(tasks.Values.Select(t => t.LeadUnitId)),
            assignments.Select(a => a.OfficerId),
            cancellationToken);
        return [.. assignments.Select(a =>
        {
            var (directive, task) = (directives[a.DirectiveId], tasks[a.TaskId]);
            var timeliness = Timeliness.Of(a, now, calendar);
            return new AssignmentRow(
                a.Id, a.DirectiveId, directive.Code, directive.Subject, a.Urgency, a.TaskId, task.Title, names.Unit(a.UnitId),
                names.UnitOrNull(task.LeadUnitId), a.Role, a.State, timeliness.Box, DeadlineView.Of(a.Deadline, timeliness, calendar),
                names.PersonOrNull(a.OfficerId), a.Round, a.DeemedAccepted, a.IsConfidential, a.AssignedAt, a.ReportedAt,
                a.CompletedAt, a.Grade, a.Version);
        })];
    }
}
