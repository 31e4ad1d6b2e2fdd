using System.Net;
using System.Net.Http.Json;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Host.Tests.Operations;

/// <summary>PostgreSQL goes away under a real host, and comes back. The host stays.</summary>
public sealed class DatabaseAwayTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Without_its_database_a_host_refuses_soon_and_says_when_to_come_back_and_goes_on_by_itself_when_it_is_back()
    {
        await using var postgres = new PostgresServer();
        await using var host = new HostProcess
        {
            Settings =
            {
                ["Database:Provider"] = "PostgreSql",
                ["ConnectionStrings:Database"] = await postgres.CreateDatabaseAsync("away"),
                ["Admin:Password"] = HostUnderTest.AdminPassword,
            },
        };
        var (code, output) = await host.RunCommandAsync("migrate");
        Assert.True(code == 0, output);
        await host.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        await client.SignedInAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Units)).StatusCode);

        await postgres.StopAsync();
        await RefusedSoonAsync(() => client.GetAsync(Units));
        await RefusedSoonAsync(() => client.PostAsJsonAsync(new Uri("/api/directives", UriKind.Relative), new { text = "KẾ HOẠCH số 5/KH-UBND", code = "5/KH-UBND" }));
        await RefusedSoonAsync(() => client.AskTokenAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);

        var process = host.Pid;
        await postgres.StartAsync();
        await Eventually.TrueAsync(
            async () => (await client.GetAsync(Units)).StatusCode == HttpStatusCode.OK, "the host answers again");
        Assert.Equal(HttpStatusCode.OK, (await client.AskTokenAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword)).StatusCode);
        await Eventually.TrueAsync(
            async () => (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode == HttpStatusCode.OK, "the host is ready again");
        Assert.Equal(process, host.Pid);
        Assert.True(host.IsRunning, host.Tail());
    }

    private static Uri Units { get; } = new("/api/units", UriKind.Relative);

    /// <summary>More than once: the first request meets a connection that broke, the next ones a server that is not there.</summary>
    private static async Task RefusedSoonAsync(Func<Task<HttpResponseMessage>> ask)
    {
        for (var time = 1; time <= 3; time++)
        {
            var began = TimeProvider.System.GetTimestamp();
            var answer = await ask();
            var took = TimeProvider.System.GetElapsedTime(began);
            await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "overload.busy");
            Assert.NotNull(answer.Headers.RetryAfter?.Delta);
            Assert.True(took < Soon, $"The refusal took {took}.");
        }
    }
}
