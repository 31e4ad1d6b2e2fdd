using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Messages;

/// <summary>Parked messages, each call its own transaction. Parking the same message again changes nothing.</summary>
internal sealed class ParkingStore(IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate) : IParkingStore
{
    public async Task ParkAsync(ParkedMessage message, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into parked_messages (id, endpoint, type, body, cause, at)
            values ({message.Id}, {message.Endpoint}, {message.Type}, {message.Body}, {message.Cause}, {Stored(context, message.At)})
            on conflict (id) do nothing
            """,
            cancellationToken);
    }

    public async Task<IReadOnlyList<ParkedMessage>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<ParkedMessage>().AsNoTracking()
            .OrderBy(m => m.At).ThenBy(m => m.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        return await context.Set<ParkedMessage>().Where(m => m.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    private static object Stored(FlowDbContext context, DateTimeOffset at) =>
        context.Database.IsNpgsql() ? at.ToUniversalTime() : at.UtcTicks;
}
