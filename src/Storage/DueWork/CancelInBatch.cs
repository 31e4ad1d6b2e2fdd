using System.Data.Common;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DirectiveFlow.Storage.DueWork;

/// <summary>
/// Lets the first statement of a commit's batch on PostgreSQL carry the deletion of cancelled due work
/// (<c>with … as (delete …) insert …</c>), so that a step which cancels costs no round trip more. Later statements of the batch
/// see the rows gone and may plan the same keys anew.
/// </summary>
internal sealed class CancelInBatch : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (eventData.CommandSource == CommandSource.SaveChanges && eventData.Context is FlowDbContext { CarriedByBatch: { } plan } context)
        {
            context.CarriedByBatch = null;
            plan.Prepend(command);
        }

        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
