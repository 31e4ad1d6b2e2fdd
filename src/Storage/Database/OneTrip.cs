using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace DirectiveFlow.Storage.Database;

/// <summary>
/// Several queries of one context in one round trip on PostgreSQL: their statements leave as one batch, and each query then takes
/// its rows from its part of the answer (<see cref="AnswerFromTrip"/>). Each statement sees what is committed when it runs, as if they
/// had been sent one after the other. On SQLite, which is not over a network, they are.
/// </summary>
internal sealed class OneTrip(FlowDbContext context)
{
    private readonly List<(Func<DbCommand> Command, Func<CancellationToken, Task> Take)> _reads = [];

    /// <summary>Adds a query; its rows are tracked as the query says, and added to <paramref name="into"/>.</summary>
    public OneTrip Read<T>(IQueryable<T> query, List<T>? into = null)
    {
        _reads.Add((() => query.CreateDbCommand(), async cancellationToken =>
        {
            await foreach (var row in query.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                into?.Add(row);
            }
        }));
        return this;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!context.Database.IsNpgsql())
        {
            foreach (var (_, take) in _reads)
            {
                await take(cancellationToken);
            }

            return;
        }

        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = ((NpgsqlConnection)context.Database.GetDbConnection()).CreateBatch();
            foreach (var (write, _) in _reads)
            {
                await using var command = write();
                var part = new NpgsqlBatchCommand(command.CommandText);
                foreach (NpgsqlParameter parameter in command.Parameters)
                {
                    part.Parameters.Add(parameter.Clone());
                }

                batch.BatchCommands.Add(part);
            }

            await using var answer = await batch.ExecuteReaderAsync(cancellationToken);
            foreach (var (_, take) in _reads)
            {
                context.Answer = new AnswerPart(answer);
                await take(cancellationToken);
                await answer.NextResultAsync(cancellationToken);
            }
        }
        finally
        {
            context.Answer = null;
            await context.Database.CloseConnectionAsync();
        }
    }
}

/// <summary>Gives a query the rows that a <see cref="OneTrip"/> has already fetched for it.</summary>
internal sealed class AnswerFromTrip : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (eventData.CommandSource is CommandSource.LinqQuery or CommandSource.FromSqlQuery
            && eventData.Context is FlowDbContext { Answer: { } answer } context)
        {
            context.Answer = null;
            return new(InterceptionResult<DbDataReader>.SuppressWithResult(answer));
        }

        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
