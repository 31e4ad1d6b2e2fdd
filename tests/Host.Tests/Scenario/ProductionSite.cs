using System.Globalization;
using DirectiveFlow.Contracts;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.Storage;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.TestServers;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>A migrated PostgreSQL database and a virtual host of RabbitMQ, for one host or several.</summary>
internal sealed class ProductionSite
{
    private static int _sites;

    private ProductionSite(string database, Uri broker) => (Database, Broker) = (database, broker);

    public string Database { get; }

    public Uri Broker { get; }

    public static async Task<ProductionSite> CreateAsync(PostgresServer postgres, RabbitMqServer rabbitMq)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"scenario_{Interlocked.Increment(ref _sites)}");
        var broker = rabbitMq.CreateVirtualHostAsync(name);
        var database = await postgres.CreateDatabaseAsync(name);
        await using (var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddStorage(new StorageOptions(StorageProvider.PostgreSql, database)).BuildServiceProvider())
        {
            await services.GetRequiredService<StorageMigrator>().MigrateAsync(CancellationToken.None);
        }

        return new ProductionSite(database, await broker);
    }

    /// <summary>Sets a host that has not started yet to this site.</summary>
    public void Equip(HostUnderTest host)
    {
        host.Settings["Database:Provider"] = "PostgreSql";
        host.Settings["ConnectionStrings:Database"] = Database;
        host.Settings["RabbitMq:Uri"] = Broker.AbsoluteUri;
    }

    /// <summary>Messages that wait in a department's queue.</summary>
    public async Task<long> WaitingAsync(string department)
    {
        await using var connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(DepartmentQueue.NameOf(department))).MessageCount;
    }
}
