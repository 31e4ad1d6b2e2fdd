using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Documents;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Assignments;

/// <summary>Assignments of one unit; what was found or added before in the unit is answered without reading again.</summary>
internal sealed class AssignmentRepository(FlowDbContext context) : IAssignmentRepository
{
    private IQueryable<Assignment> Whole => context.Set<Assignment>()
        .Include(a => a.Reports.OrderBy(r => r.Round)).Include(a => a.Reviews.OrderBy(r => r.At)).AsSingleQuery();

    /// <summary>Brings the directive along, in the same trip: whoever acts on an assignment tells of it with the directive's words.</summary>
    public async Task<Assignment?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (context.Set<Assignment>().Local.FindEntry(id) is { } known)
        {
            return known.Entity;
        }

        var (found, directives) = (new List<Assignment>(1), new List<Directive>(1));
        var which = context.Set<Directive>().Where(d => context.Set<Assignment>().Any(a => a.Id == id && a.DirectiveId == d.Id));
        await DirectiveRepository.Read(context, new OneTrip(context).Read(Whole.Where(a => a.Id == id), found), which, directives)
            .RunAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    public async Task<IReadOnlyList<Assignment>> OfDirectiveAsync(Guid directiveId, CancellationToken cancellationToken)
    {
        await Whole.Where(a => a.DirectiveId == directiveId).LoadAsync(cancellationToken);
        return [.. context.Set<Assignment>().Local
            .Where(a => a.DirectiveId == directiveId)
            .OrderBy(a => a.TaskId).ThenBy(a => a.Role).ThenBy(a => a.Id)];
    }

    public void Add(Assignment assignment) => context.Add(assignment);
}

/// <summary>Fired rungs of one unit.</summary>
internal sealed class ReminderLog(FlowDbContext context) : IReminderLog
{
    public async Task<bool> HasFiredAsync(Guid assignmentId, string rung, int deadlineVersion, CancellationToken cancellationToken) =>
        context.Set<Reminder>().Local.Any(r =>
            r.AssignmentId == assignmentId && string.Equals(r.Rung, rung, StringComparison.Ordinal) && r.DeadlineVersion == deadlineVersion)
        || await context.Set<Reminder>().AnyAsync(
            r => r.AssignmentId == assignmentId && r.Rung == rung && r.DeadlineVersion == deadlineVersion, cancellationToken);

    public void Add(Reminder reminder) => context.Add(reminder);
}
