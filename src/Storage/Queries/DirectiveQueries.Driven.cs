using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Queries;

internal sealed partial class DirectiveQueries
{
    public async Task<IReadOnlyList<DrivenWork>> DrivenByAsync(
        Actor actor, IReadOnlyCollection<string> workflowInstanceIds, CancellationToken cancellationToken)
    {
        if (workflowInstanceIds.Count == 0)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var directives = await context.Set<Directive>().AsNoTracking().Where(d => workflowInstanceIds.Contains(d.WorkflowInstanceId!))
            .Select(d => new DrivenWork(d.WorkflowInstanceId!, d.Id, d.Code, null, null)).ToListAsync(cancellationToken);
        var assignments = await new Readable(context, actor).Assignments.Where(a => workflowInstanceIds.Contains(a.WorkflowInstanceId!))
            .Join(context.Set<Directive>(), a => a.DirectiveId, d => d.Id, (a, d) => new { a, d.Code })
            .Select(x => new DrivenWork(
                x.a.WorkflowInstanceId!, x.a.DirectiveId, x.Code, x.a.Id, context.Set<Unit>().Where(u => u.Id == x.a.UnitId).Select(u => u.ShortName).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        return [.. directives, .. assignments];
    }
}
