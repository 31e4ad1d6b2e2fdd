using System.Globalization;
using DirectiveFlow.Benchmarks.Hosting;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Benchmarks.Cycles;

/// <summary>
/// The product's own cycle of a directive with three assignments, its messages and reminders included: what a completed
/// directive costs. Much more than the reference did (domain, history, outbox, due work), so it is not compared with it.
/// </summary>
internal static class DirectiveFigures
{
    private const int WarmUp = 30;
    private const int Measured = 60;

    public static async Task PrintAsync(PostgresServer server)
    {
        const string Database = "directives";
        await using var host = await BenchHost.CreateAsync(await server.CreateDatabaseAsync(Database));
        await using var meter = new Meter(server, Database, host.Pool);
        await RunAsync(host, 1, WarmUp);
        var (closed, steps) = (await ClosedAsync(meter), await StepsAsync(meter));
        var usage = await meter.MeasureAsync(() => RunAsync(host, WarmUp + 1, Measured));
        closed = await ClosedAsync(meter) - closed;
        steps = await StepsAsync(meter) - steps;

        var table = new Table("directive cycle, 3 assignments, one client", "closed", "per s", "engine steps", "tx", "WAL KB", "app CPU ms", "PG CPU ms");
        table.Add(
            "per closed directive", closed.ToString(CultureInfo.InvariantCulture), Table.Number(closed / usage.Elapsed.TotalSeconds),
            Table.Number((double)steps / closed), Table.Number((double)usage.Transactions / closed),
            Table.Number((double)usage.WalBytes / closed / 1024), Table.Number(usage.AppMilliseconds / closed), Table.Number(usage.PostgresMilliseconds / closed));
        table.Add(
            "per engine step", "", Table.Number(steps / usage.Elapsed.TotalSeconds), "1",
            Table.Number((double)usage.Transactions / steps), Table.Number((double)usage.WalBytes / steps / 1024),
            Table.Number(usage.AppMilliseconds / steps), Table.Number(usage.PostgresMilliseconds / steps));
        Console.WriteLine(table);
    }

    private static async Task RunAsync(BenchHost host, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            await new DirectiveRun(host, number.ToString("000", CultureInfo.InvariantCulture)).RunAsync();
        }
    }

    private static Task<long> ClosedAsync(Meter meter) => meter.CountAsync("select count(*) from directives where state = 'Closed'");

    private static Task<long> StepsAsync(Meter meter) => meter.CountAsync("select count(*) from journal");
}
