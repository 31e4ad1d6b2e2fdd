using System.Text.Json;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>
/// Numbers for lists. To count is the only part of a list that takes the longer the more there is; what PostgreSQL's planner expects
/// costs nothing and is near enough for a pager of thousands of pages.
/// </summary>
internal sealed partial class InstanceStore
{
    public async Task<long> CountAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await WithSteps(context, Narrow(context, query), query).LongCountAsync(cancellationToken);
    }

    public async Task<long> CountAboutAsync(InstanceQuery query, int exactUpTo, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var instances = Narrow(context, query);
        if (!context.Database.IsNpgsql())
        {
            return await instances.LongCountAsync(cancellationToken);
        }

        var counted = 0L;
        foreach (var part in NewAndMoved(context, instances, query) is var (made, moved) ? [made, moved] : new[] { instances })
        {
            counted += await part.Take(exactUpTo + 1 - (int)counted).LongCountAsync(cancellationToken);
            if (counted > exactUpTo)
            {
                break;
            }
        }

        if (counted <= exactUpTo)
        {
            return counted;
        }

        // What is known to be wrong is not told.
        var expected = await ExpectedAsync(context, instances, cancellationToken);
        return expected > counted ? expected : await WithSteps(context, instances, query).LongCountAsync(cancellationToken);
    }

    /// <summary>Rows that PostgreSQL's planner expects, from the statistics it keeps.</summary>
    private static async Task<long> ExpectedAsync(FlowDbContext context, IQueryable<InstanceRecord> instances, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = instances.Select(i => i.Id).CreateDbCommand();
        command.CommandText = "explain (format json) " + command.CommandText;
        var plan = JsonElement.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!);
        return plan[0].GetProperty("Plan").GetProperty("Plan Rows").GetInt64();
    }
}
