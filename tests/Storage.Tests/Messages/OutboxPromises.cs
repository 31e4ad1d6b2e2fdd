using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Messages;

/// <summary>Messages leave at least once, and per key in the order in which they were written.</summary>
public abstract class OutboxPromises(StorageUnderTest storage)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private IOutboxStore Store => storage.Get<IOutboxStore>();

    [Fact]
    public async Task A_message_is_claimed_whole_and_gone_when_confirmed()
    {
        var message = Given.Message(Given.Id("key"), "{\"đ\":1}");
        await WriteAsync(message);

        var pending = Assert.Single(await ClaimAsync("a"));

        Assert.Equal((message.Id, message.Key, message.Destination, message.Type, message.At, 0), (
            pending.Message.Id, pending.Message.Key, pending.Message.Destination, pending.Message.Type, pending.Message.At, pending.Attempts));
        Assert.Equal(message.Body, pending.Message.Body);
        await Store.DeleteAsync([pending.Position], CancellationToken.None);
        storage.Time.Advance(Lease);
        Assert.Empty(await ClaimAsync("a"));
        Assert.Equal((0, TimeSpan.Zero), await Store.LagAsync(CancellationToken.None));
    }

    [Fact]
    public async Task While_a_message_is_claimed_later_ones_of_its_key_wait_and_other_keys_go_on()
    {
        var (key, other) = (Given.Id("key"), Given.Id("key"));
        await WriteAsync(Given.Message(key, "1"), Given.Message(key, "2"), Given.Message(other, "3"));

        var first = await Store.ClaimAsync("a", 1, Lease, CancellationToken.None);
        var second = await ClaimAsync("b");

        Assert.Equal(["1"], Bodies(first));
        Assert.Equal(["3"], Bodies(second));
        await Store.DeleteAsync([.. first.Concat(second).Select(m => m.Position)], CancellationToken.None);
        var rest = await ClaimAsync("b");
        Assert.Equal(["2"], Bodies(rest));
        await Store.DeleteAsync([.. rest.Select(m => m.Position)], CancellationToken.None);
    }

    [Fact]
    public async Task What_is_given_back_comes_first_again_with_its_attempts_counted()
    {
        var key = Given.Id("key");
        await WriteAsync(Given.Message(key, "1"), Given.Message(key, "2"));
        var claimed = await ClaimAsync("a");

        await Store.ReleaseAsync([.. claimed.Select(m => m.Position)], "broker down", CancellationToken.None);

        var again = await ClaimAsync("b");
        Assert.Equal(["1", "2"], Bodies(again));
        Assert.All(again, m => Assert.Equal(1, m.Attempts));
        await Store.DeleteAsync([.. again.Select(m => m.Position)], CancellationToken.None);
    }

    [Fact]
    public async Task A_claim_whose_host_died_is_taken_over_after_its_lease()
    {
        await WriteAsync(Given.Message(Given.Id("key")));
        Assert.Single(await ClaimAsync("dead"));
        Assert.Empty(await ClaimAsync("b"));

        storage.Time.Advance(Lease + TimeSpan.FromMilliseconds(1));

        var taken = Assert.Single(await ClaimAsync("b"));
        await Store.DeleteAsync([taken.Position], CancellationToken.None);
    }

    [Fact]
    public async Task Relays_at_work_together_never_overtake_within_a_key()
    {
        const int Keys = 5;
        const int Each = 40;
        var keys = Enumerable.Range(0, Keys).Select(_ => Given.Id("key")).ToArray();
        var sent = new ConcurrentDictionary<string, ConcurrentQueue<int>>(StringComparer.Ordinal);
        var done = 0;

        var writers = keys.Select(key => Task.Run(async () =>
        {
            for (var number = 0; number < Each; number++)
            {
                await WriteAsync(Given.Message(key, number.ToString(CultureInfo.InvariantCulture)));
            }
        }));
        var relays = Enumerable.Range(0, 3).Select(relay => Task.Run(async () =>
        {
            while (Volatile.Read(ref done) < Keys * Each)
            {
                var claimed = await Store.ClaimAsync($"relay{relay}", 7, Lease, CancellationToken.None);
                foreach (var pending in claimed)
                {
                    sent.GetOrAdd(pending.Message.Key, _ => new()).Enqueue(
                        int.Parse(Encoding.UTF8.GetString(pending.Message.Body), CultureInfo.InvariantCulture));
                }

                await Store.DeleteAsync([.. claimed.Select(m => m.Position)], CancellationToken.None);
                Interlocked.Add(ref done, claimed.Count);
            }
        }));
        await Task.WhenAll(writers.Concat(relays));

        Assert.All(keys, key => Assert.Equal(Enumerable.Range(0, Each), sent[key]));
    }

    [Fact]
    public async Task Lag_tells_how_many_wait_and_how_long()
    {
        var now = storage.Time.GetUtcNow();
        await WriteAsync(Given.Message(Given.Id("key")) with { At = now.AddMinutes(-3) });

        Assert.Equal((1, TimeSpan.FromMinutes(3)), await Store.LagAsync(CancellationToken.None));

        await Store.DeleteAsync([.. (await ClaimAsync("a")).Select(m => m.Position)], CancellationToken.None);
    }

    private static IEnumerable<string> Bodies(IEnumerable<PendingMessage> messages) =>
        messages.Select(m => Encoding.UTF8.GetString(m.Message.Body));

    private Task<IReadOnlyList<PendingMessage>> ClaimAsync(string host) => Store.ClaimAsync(host, 100, Lease, CancellationToken.None);

    private async Task WriteAsync(params OutboxMessage[] messages)
    {
        await using var unit = storage.Open();
        Array.ForEach(messages, unit.Services.GetRequiredService<IOutbox>().Add);
        await unit.CommitAsync(CancellationToken.None);
    }
}

public sealed class OutboxPromisesOnSqlite(SqliteStorage storage) : OutboxPromises(storage), IClassFixture<SqliteStorage>;

public sealed class OutboxPromisesOnPostgreSql(PostgreSqlStorage storage) : OutboxPromises(storage), IClassFixture<PostgreSqlStorage>;
