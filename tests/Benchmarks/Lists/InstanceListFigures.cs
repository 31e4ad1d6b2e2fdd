using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Benchmarks.Lists;

/// <summary>
/// How long lists of instances take for who asks Elsa's API: a real host on a PostgreSQL with a million instances, questions one after
/// another as Studio sends them, each time with other values where there are any. The goal is 100 ms at the 95th percentile.
/// </summary>
internal static class InstanceListFigures
{
    private const string Database = "instances";
    private const string Password = "mat-khau-do-luong-2026";

    private static int Repeats => int.Parse(Environment.GetEnvironmentVariable("DIRECTIVEFLOW_REPEATS") ?? "60", CultureInfo.InvariantCulture);

    private static int Count => int.Parse(Environment.GetEnvironmentVariable("DIRECTIVEFLOW_INSTANCES") ?? "1000000", CultureInfo.InvariantCulture);

    public static async Task PrintAsync(PostgresServer server)
    {
        await server.CreateDatabaseAsync(Database);
        await using var host = new HostProcess();
        host.Settings["Database:Provider"] = "PostgreSql";
        host.Settings["ConnectionStrings:Database"] = server.ConnectionString(Database);
        host.Settings["Admin:Password"] = Password;
        host.Settings["Retention:FinishedDays"] = "0";
        await host.RunCommandAsync("migrate");
        var start = TimeProvider.System.GetTimestamp();
        await InstanceFill.FillAsync(server, Database, Count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count:N0} instances filled in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:N0} s; {Repeats} questions of each kind"));
        Console.WriteLine();
        await host.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        var token = await client.PostAsJsonAsync(new Uri("/api/auth/token", UriKind.Relative), new { userName = "admin", password = Password });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString());
        var table = new Table("question", "found", "p50 ms", "p95 ms", "longest ms");
        foreach (var (name, ask) in Questions())
        {
            await MeasureAsync(client, table, name, ask);
        }

        Console.WriteLine(table);
    }

    private static IEnumerable<(string Name, Func<int, object> Ask)> Questions()
    {
        var times = (string column, int days) => new[]
        {
            new { column, @operator = "GreaterThan", timestamp = TimeProvider.System.GetUtcNow().AddDays(-days) },
        };
        yield return ("newest first", _ => Page(new { }));
        yield return ("page 2 to 61", n => Page(new { page = n + 1 }));
        yield return ("the last page", _ => Page(new { page = (Count / 10) - 1 }));
        yield return ("running", n => Page(new { statuses = new[] { "Running" }, page = n % 5 }));
        yield return ("finished", n => Page(new { statuses = new[] { "Finished" }, page = n % 5 }));
        yield return ("faulted", n => Page(new { subStatuses = new[] { "Faulted" }, page = n % 5 }));
        yield return ("faulted or cancelled", n => Page(new { subStatuses = new[] { "Faulted", "Cancelled" }, page = n % 5 }));
        yield return ("with incidents", n => Page(new { hasIncidents = true, page = n % 5 }));
        yield return ("of a definition", n => Page(new { definitionIds = new[] { Definition(n) } }));
        yield return ("of a definition, running", n => Page(new { definitionIds = new[] { Definition(n) }, statuses = new[] { "Running" } }));
        yield return ("of three definitions, faulted", n => Page(new { definitionIds = new[] { Definition(n), Definition(n + 1), Definition(n + 2) }, subStatuses = new[] { "Faulted" } }));
        yield return ("created within a week", n => Page(new { timestampFilters = times("CreatedAt", 7 + n) }));
        yield return ("executed within a day", n => Page(new { timestampFilters = times("UpdatedAt", 1 + (n % 3)) }));
        yield return ("finished within a week", n => Page(new { timestampFilters = times("FinishedAt", 7 + n) }));
        yield return ("search: a number", n => Page(new { searchTerm = (1000 * (n + 1)).ToString(CultureInfo.InvariantCulture) + "/ct" }));
        yield return ("search: a number, with marks", n => Page(new { searchTerm = "Chỉ đạo số " + (777 * (n + 1)).ToString(CultureInfo.InvariantCulture) }));
        yield return ("search: a word of many", _ => Page(new { searchTerm = "cải cách" }));
        yield return ("search: nothing", n => Page(new { searchTerm = "không có " + n.ToString(CultureInfo.InvariantCulture) }));
        yield return ("search: a word of many, faulted", _ => Page(new { searchTerm = "cải cách", subStatuses = new[] { "Faulted" } }));
        yield return ("by name", n => Page(new { orderBy = "Name", orderDirection = "Ascending", page = n % 5 }));
        yield return ("by end, last first", n => Page(new { orderBy = "Finished", page = n % 5 }));
        yield return ("by last step, last first", n => Page(new { orderBy = "LastExecuted", page = n % 5 }));
        yield return ("by last step, running", n => Page(new { orderBy = "LastExecuted", statuses = new[] { "Running" }, page = n % 5 }));
    }

    private static string Definition(int n) => string.Create(CultureInfo.InvariantCulture, $"bench-{1 + (n % 20)}");

    /// <summary>As Studio sends it: all members, most of them empty.</summary>
    private static Dictionary<string, object?> Page(object question)
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["page"] = 0, ["pageSize"] = 10, ["searchTerm"] = "", ["definitionId"] = null, ["definitionIds"] = Array.Empty<string>(), ["hasIncidents"] = null,
            ["isSystem"] = false, ["statuses"] = Array.Empty<string>(), ["subStatuses"] = Array.Empty<string>(), ["orderBy"] = null,
            ["orderDirection"] = "Descending", ["timestampFilters"] = Array.Empty<object>(),
        };
        foreach (var property in question.GetType().GetProperties())
        {
            all[property.Name] = property.GetValue(question);
        }

        return all;
    }

    private static async Task MeasureAsync(HttpClient client, Table table, string name, Func<int, object> ask)
    {
        var taken = new List<double>(Repeats);
        var found = 0L;
        for (var n = -2; n < Repeats; n++)
        {
            var start = TimeProvider.System.GetTimestamp();
            using var response = await client.PostAsJsonAsync(new Uri("/elsa/api/workflow-instances", UriKind.Relative), ask(Math.Max(0, n)));
            var body = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
            found = body.GetProperty("totalCount").GetInt64();
            if (n >= 0)
            {
                taken.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        taken.Sort();
        table.Add(
            name, found.ToString("N0", CultureInfo.InvariantCulture), Table.Number(taken[taken.Count / 2]), Table.Number(taken[(int)(taken.Count * 0.95)]),
            Table.Number(taken[^1]));
    }
}
