using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Messages;

/// <summary>A received message takes effect once per endpoint; what cannot be handled is kept.</summary>
public abstract class InboxPromises(StorageUnderTest storage)
{
    [Fact]
    public async Task A_message_is_effective_once_per_endpoint()
    {
        var id = Given.Guid();

        Assert.True(await HandleAsync("SKHCN", id));
        Assert.False(await HandleAsync("SKHCN", id));
        Assert.True(await HandleAsync("STC", id));
    }

    [Fact]
    public async Task Of_deliveries_at_the_same_moment_one_takes_effect()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = Given.Guid();
            var effects = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => HandleAsync("SKHCN", id))));
            Assert.Single(effects, effective => effective);
        }
    }

    [Fact]
    public async Task A_mark_without_commit_is_none()
    {
        var id = Given.Guid();
        await using (var unit = storage.Open())
        {
            Assert.False(await unit.Services.GetRequiredService<IInbox>().SeenAsync("SKHCN", id, CancellationToken.None));
        }

        Assert.True(await HandleAsync("SKHCN", id));
    }

    [Fact]
    public async Task What_cannot_be_handled_is_parked_once_with_its_cause_until_it_is_removed()
    {
        var parking = storage.Get<IParkingStore>();
        var message = new ParkedMessage(Given.Guid(), "SKHCN", "TaskAssigned", [1, 2], "unknown unit", Given.At);

        await parking.ParkAsync(message, CancellationToken.None);
        await parking.ParkAsync(message, CancellationToken.None);

        Assert.Equivalent(message, Assert.Single(await parking.ListAsync(10, CancellationToken.None)));
        Assert.True(await parking.RemoveAsync(message.Id, CancellationToken.None));
        Assert.False(await parking.RemoveAsync(message.Id, CancellationToken.None));
    }

    private async Task<bool> HandleAsync(string endpoint, Guid id)
    {
        await using var unit = storage.Open();
        if (await unit.Services.GetRequiredService<IInbox>().SeenAsync(endpoint, id, CancellationToken.None))
        {
            return false;
        }

        try
        {
            await unit.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (StaleStateException)
        {
            return false;
        }
    }
}

public sealed class InboxPromisesOnSqlite(SqliteStorage storage) : InboxPromises(storage), IClassFixture<SqliteStorage>;

public sealed class InboxPromisesOnPostgreSql(PostgreSqlStorage storage) : InboxPromises(storage), IClassFixture<PostgreSqlStorage>;
