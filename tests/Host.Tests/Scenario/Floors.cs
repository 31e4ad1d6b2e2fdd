using DirectiveFlow.Host.CommandLine;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>SQLite, messages and jobs in memory: the default.</summary>
public sealed class EmbeddedDirectiveToClosedTests : DirectiveToClosedTests
{
    protected override Task PrepareAsync() => Task.CompletedTask;
}

/// <summary>PostgreSQL, RabbitMQ and Hangfire on PostgreSQL: production.</summary>
public sealed class ProductionDirectiveToClosedTests(PostgresServer postgres, RabbitMqServer broker) : DirectiveToClosedTests
{
    protected override async Task PrepareAsync()
    {
        Host.Settings["Database:Provider"] = "PostgreSql";
        Host.Settings["ConnectionStrings:Database"] = await postgres.CreateDatabaseAsync("closed");
        Host.Settings["RabbitMq:Uri"] = (await broker.CreateVirtualHostAsync("closed")).AbsoluteUri;
        Assert.Equal(0, await Commands.RunAsync(["migrate", .. Host.Settings.Select(pair => $"--{pair.Key}={pair.Value}")]));
    }
}
