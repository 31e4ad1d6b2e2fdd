using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Benchmarks.Definitions;

/// <summary>
/// How long a designer waits, through Elsa's API of a real host on PostgreSQL: a definition of 1,000 activities opened, saved and published
/// (the goal is 300 ms each), and lists of 10,000 definitions with 20 versions each (100 ms at the 95th percentile).
/// </summary>
internal static class DefinitionFigures
{
    private const string Database = "definitions";
    private const string Password = "mat-khau-do-luong-2026";
    private const int Activities = 1_000;
    private const int Definitions = 10_000;
    private const int Versions = 20;

    /// <summary>Rounds in which the host's code is not yet compiled to its end, told apart.</summary>
    private const int Cold = 20;

    /// <summary>The texts are long enough to lie apart from their rows, as real ones do.</summary>
    private static readonly string s_fill = string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        insert into workflow_definitions (id, definition_id, version, name, description, is_latest, is_published, is_readonly, is_system, is_usable_as_activity,
            is_frozen, is_deleted, created_at, saved_at, content_hash, json, search_key)
        select 'v-' || d || '-' || n, 'd-' || d, n, 'Quy trình số ' || d, 'Giao việc, báo cáo, thẩm định ' || n, n = {{Versions}}, n = {{Versions}} - (d % 2), false, false, d % 50 = 0,
            true, false, now() - interval '1 minute' * (({{Versions}} - n) * {{Definitions}} + d), now(), md5(n::text || d), repeat('{"type":"Elsa.WriteLine","id":"a"}', 100),
            'quy trinh so ' || d || ' d-' || d || ' ' || lpad(n::text, 6, '0') || ' v-' || d || '-' || n || ' giao viec bao cao tham dinh ' || n
        from generate_series(1, {{Definitions}}) d, generate_series(1, {{Versions}}) n
        """);

    private static int Repeats => int.Parse(Environment.GetEnvironmentVariable("DIRECTIVEFLOW_REPEATS") ?? "60", CultureInfo.InvariantCulture);

    public static async Task PrintAsync(PostgresServer server)
    {
        await server.CreateDatabaseAsync(Database);
        await using var host = new HostProcess();
        host.Settings["Database:Provider"] = "PostgreSql";
        host.Settings["ConnectionStrings:Database"] = server.ConnectionString(Database);
        host.Settings["Admin:Password"] = Password;
        await host.RunCommandAsync("migrate");
        await host.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        var token = await client.PostAsJsonAsync(new Uri("/api/auth/token", UriKind.Relative), new { userName = "admin", password = Password });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString());
        await PrintLargeAsync(client);
        await server.PsqlAsync(s_fill, Database);
        await server.PsqlAsync("vacuum analyze workflow_definitions", Database);
        await PrintListsAsync(client);
    }

    private static async Task PrintLargeAsync(HttpClient client)
    {
        var table = new Table($"a definition of {Activities:N0} activities", "p50 ms", "p95 ms", "longest ms");
        var (opened, saved, published) = (new List<double>(), new List<double>(), new List<double>());
        var definition = (await SaveAsync(client, Large(), publish: false, [])).AsObject();
        var path = new Uri($"/elsa/api/workflow-definitions/by-definition-id/{definition["definitionId"]}", UriKind.Relative);
        for (var round = -Cold; round < Repeats; round++)
        {
            if (round == 0)
            {
                AddAll(", the first after a start");
            }

            var start = TimeProvider.System.GetTimestamp();
            var text = await client.GetStringAsync(path);
            opened.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            definition = JsonNode.Parse(text)!.AsObject();
            definition["root"]!["activities"]![Math.Abs(round)]!["name"] = string.Create(CultureInfo.InvariantCulture, $"Đã sửa lần {round}");
            definition = (await SaveAsync(client, definition, publish: false, saved)).AsObject();
            definition["description"] = string.Create(CultureInfo.InvariantCulture, $"lần {round}");
            await SaveAsync(client, definition, publish: true, published);
        }

        AddAll("");
        Console.WriteLine(table);

        void AddAll(string when)
        {
            foreach (var (name, times) in new[] { ("open", opened), ("save an edit as a new draft", saved), ("save another edit and publish it", published) })
            {
                Add(table, name + when, times);
                times.Clear();
            }
        }
    }

    private static JsonObject Large()
    {
        var activities = Enumerable.Range(1, Activities).Select(n => JsonNode.Parse(string.Create(CultureInfo.InvariantCulture, $$$$"""
            {"id":"a{{{{n}}}}","name":"Bước {{{{n}}}}","type":"Elsa.WriteLine","version":1,"metadata":{"designer":{"position":{"x":{{{{n}}}},"y":0}}},
             "text":{"typeName":"String","expression":{"type":"JavaScript","value":"`bước ${ {{{{n}}}} }`"}}}
            """)));
        var connections = Enumerable.Range(1, Activities - 1).Select(n => JsonNode.Parse(string.Create(
            CultureInfo.InvariantCulture, $$$"""{"source":{"activity":"a{{{n}}}","port":"Done"},"target":{"activity":"a{{{n + 1}}}","port":"In"}}""")));
        return new JsonObject
        {
            ["name"] = "Nghìn hoạt động",
            ["root"] = new JsonObject
            {
                ["id"] = "f", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray([.. activities]), ["connections"] = new JsonArray([.. connections]),
            },
        };
    }

    private static async Task<JsonNode> SaveAsync(HttpClient client, JsonNode model, bool publish, List<double> times)
    {
        using var content = new StringContent(new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish }.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        var start = TimeProvider.System.GetTimestamp();
        using var response = await client.PostAsync(new Uri("/elsa/api/workflow-definitions", UriKind.Relative), content);
        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        return JsonNode.Parse(text)!["workflowDefinition"]!;
    }

    private static async Task PrintListsAsync(HttpClient client)
    {
        var table = new Table($"list of {Definitions:N0} definitions × {Versions} versions", "p50 ms", "p95 ms", "longest ms");
        foreach (var (name, question) in Questions())
        {
            var times = new List<double>();
            for (var round = -2; round < Repeats; round++)
            {
                var start = TimeProvider.System.GetTimestamp();
                await client.GetByteArrayAsync(new Uri("/elsa/api/workflow-definitions?" + question(Math.Max(0, round)), UriKind.Relative));
                times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }

            Add(table, name, times[2..]);
        }

        Console.WriteLine(table);
    }

    /// <summary>The first two are what Studio asks for each page of its list.</summary>
    private static IEnumerable<(string Name, Func<int, FormattableString> Question)> Questions()
    {
        const string Latest = "versionOptions=Latest&isSystem=false&orderBy=Name&orderDirection=Ascending&pageSize=10";
        yield return ("latest versions, a page of ten", n => $"{Latest}&page={n}");
        yield return ("published versions of that page", n => $"versionOptions=Published{string.Concat(Enumerable.Range((n * 10) + 1, 10).Select(d => $"&definitionIds=d-{d}"))}");
        yield return ("latest versions, the last page", _ => $"{Latest}&page=999");
        yield return ("latest versions, newest first", n => $"versionOptions=Latest&orderBy=Created&orderDirection=Descending&pageSize=10&page={n}");
        yield return ("latest versions, part of a name", n => $"{Latest}&searchTerm={Uri.EscapeDataString($"số 9{n:00}")}");
        yield return ("published versions, a page of ten", n => $"versionOptions=Published&pageSize=10&page={n}");
        yield return ("published versions, a hundred", n => $"versionOptions=Published&pageSize=100&page={n}");
        yield return ("latest or published, a page of ten", n => $"versionOptions=LatestOrPublished&pageSize=10&page={n}");
        yield return ("all versions, a page of ten", n => $"pageSize=10&page={n}");
        yield return ("versions of one", n => $"definitionIds=d-{n + 1}&orderBy=Version&orderDirection=Descending&pageSize=20");
    }

    private static void Add(Table table, string name, List<double> times)
    {
        times.Sort();
        table.Add(name, Table.Number(times[times.Count / 2]), Table.Number(times[(int)(times.Count * 0.95)]), Table.Number(times[^1]));
    }
}
