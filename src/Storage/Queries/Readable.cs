using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Queries;

/// <summary>
/// What an actor may read, as part of every query: the database never hands out a row that is then left out. The rule is
/// <see cref="Confidentiality"/>'s, said in SQL.
/// </summary>
internal sealed class Readable(FlowDbContext context, Actor actor)
{
    public IQueryable<DirectiveTask> Tasks
    {
        get
        {
            var tasks = context.Set<DirectiveTask>().AsNoTracking();
            if (Confidentiality.ReadsAll(actor))
            {
                return tasks;
            }

            if (actor.UnitId is not { } unit)
            {
                return tasks.Where(t => !t.IsConfidential);
            }

            return tasks.Where(t => !t.IsConfidential || t.LeadUnitId == unit || t.CoordinatingUnitIds.Contains(unit)
                || context.Set<Assignment>().Any(a => a.TaskId == t.Id && a.UnitId == unit));
        }
    }

    public IQueryable<Assignment> Assignments
    {
        get
        {
            var assignments = context.Set<Assignment>().AsNoTracking();
            var tasks = Tasks;
            return Confidentiality.ReadsAll(actor)
                ? assignments
                : assignments.Where(a => !a.IsConfidential || tasks.Any(t => t.Id == a.TaskId));
        }
    }
}
