using DirectiveFlow.TestServers;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Infra.Tests.Deployment;

public sealed class DatabaseSettingsTests
{
    [Fact]
    public async Task PostgreSQL_starts_with_the_shipped_settings_and_stays_durable()
    {
        await using var server = new PostgresServer();
        foreach (var line in await File.ReadAllLinesAsync(RepositoryRoot.Of("infra/postgresql/directiveflow.conf")))
        {
            server.Settings.Add(line);
        }

        await server.StartAsync();

        Assert.Equal("on", await server.PsqlAsync("show fsync"));
        Assert.Equal("on", await server.PsqlAsync("show synchronous_commit"));
        Assert.Equal("30s", await server.PsqlAsync("show idle_in_transaction_session_timeout"));
        Assert.Equal(string.Empty, await server.PsqlAsync("select name || ': ' || error from pg_file_settings where error is not null"));
    }
}
