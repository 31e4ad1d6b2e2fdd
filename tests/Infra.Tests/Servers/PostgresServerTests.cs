using DirectiveFlow.TestServers;

namespace DirectiveFlow.Infra.Tests.Servers;

public sealed class PostgresServerTests(PostgresServer postgres)
{
    [Fact]
    public async Task What_was_committed_survives_kill_9()
    {
        await postgres.CreateDatabaseAsync("survivor");
        await postgres.PsqlAsync("create table t(n int); insert into t select generate_series(1, 1000)", "survivor");

        await postgres.KillAsync();
        Assert.False(postgres.IsRunning);
        await postgres.StartAsync();

        Assert.Equal("1000", await postgres.PsqlAsync("select count(*) from t", "survivor"));
    }

    [Fact]
    public async Task A_refused_statement_carries_the_words_of_the_server()
    {
        await postgres.StartAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => postgres.PsqlAsync("select * from nowhere"));

        Assert.Contains("relation \"nowhere\" does not exist", error.Message, StringComparison.Ordinal);
    }
}
