using System.Text.Json;
using DirectiveFlow.Engine.Activities.Composition;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Engine.Tests.Conformance;

/// <summary>Workflow files of Elsa's own tests do here what a real Elsa 3.7 did with them.</summary>
[Trait("Needs", "shared")]
public sealed class ElsaWorkflowTests(ITestOutputHelper output)
{
    private const string Workflows = "elsa/workflows";

    [Fact]
    public async Task Every_file_is_read_and_published_without_error()
    {
        Assert.SkipWhen(SharedFolder.Find(Workflows) is null, SharedFolder.WhyAbsent);
        var host = new EngineHost();
        foreach (var file in Directory.EnumerateFiles(SharedFolder.Find(Workflows)!, "*.json", SearchOption.AllDirectories))
        {
            if (!file.EndsWith("observed.json", StringComparison.Ordinal))
            {
                var text = await File.ReadAllTextAsync(file);
                Assert.Equal(text, (await host.PublishAsync(text)).Json);
            }
        }
    }

    [Fact]
    public async Task Files_whose_activities_are_known_run_exactly_as_observed()
    {
        Assert.SkipWhen(SharedFolder.Find(Workflows) is null, SharedFolder.WhyAbsent);
        using var observed = JsonDocument.Parse(await File.ReadAllTextAsync(SharedFolder.Find(Workflows + "/observed.json")!));
        var differences = new List<string>();
        var (compared, later, importOnly) = (0, 0, 0);
        foreach (var expected in observed.RootElement.EnumerateArray())
        {
            var name = $"{expected.GetProperty("scene")}/{expected.GetProperty("file")}";
            if (expected.TryGetProperty("note", out _))
            {
                importOnly++;
                continue;
            }

            var host = await SceneAsync(expected.GetProperty("scene").GetString()!);
            var missing = await MissingTypesAsync(host, expected.GetProperty("definitionId").GetString()!);
            if (missing.Length > 0)
            {
                later++;
                output.WriteLine($"not yet: {name} needs {string.Join(", ", missing)}");
                continue;
            }

            compared++;
            var actual = await RunAsync(host, expected.GetProperty("definitionId").GetString()!);
            foreach (var (what, value) in actual)
            {
                var wanted = Expected(expected, what);
                if (!string.Equals(wanted, value, StringComparison.Ordinal))
                {
                    differences.Add($"{name}: {what}\n  observed: {wanted}\n  here:     {value}");
                }
            }
        }

        output.WriteLine($"{compared} compared, {later} not yet, {importOnly} import only");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(compared >= 20, $"Only {compared} files were compared.");
    }

    private static async Task<EngineHost> SceneAsync(string scene)
    {
        var host = new EngineHost();
        foreach (var file in Directory.EnumerateFiles(SharedFolder.Find($"{Workflows}/{scene}")!, "*.json").Order(StringComparer.Ordinal))
        {
            await host.PublishAsync(await File.ReadAllTextAsync(file));
        }

        return host;
    }

    private static async Task<string[]> MissingTypesAsync(EngineHost host, string definitionId)
    {
        var entry = await host.Catalog.FindPublishedAsync(definitionId, CancellationToken.None);
        return [.. entry!.Graph.Nodes.Where(n => n.Activity is NotFoundActivity).Select(n => n.TypeName).Distinct(StringComparer.Ordinal)];
    }

    private static async Task<Dictionary<string, string>> RunAsync(EngineHost host, string definitionId)
    {
        var id = (await host.StartAndDrainAsync(definitionId)).InstanceId!;
        var instance = host.Instance(id);
        var entry = await host.Catalog.FindVersionAsync(instance.DefinitionVersionId, CancellationToken.None);
        var runs = new Dictionary<long, (string Activity, string Status)>();
        foreach (var item in host.Log(id))
        {
            var activity = $"{entry!.Graph.Find(item.ActivityId)!.TypeName}@{item.ActivityId}";
            runs[item.ContextId] = item.Event switch
            {
                JournalEvent.Completed => (activity, "Completed"),
                JournalEvent.Faulted => (activity, "Faulted"),
                JournalEvent.Cancelled => (activity, "Canceled"),
                _ => (activity, "Running"),
            };
        }

        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["status"] = instance.Status,
            ["subStatus"] = instance.SubStatus,

            // Real Elsa writes an empty line for no text; the record keeps only lines with text.
            ["lines"] = string.Join(" | ", host.Lines(id).Where(l => l.Length > 0)),
            ["bookmarks"] = string.Join(" | ", host.Store.Bookmarks.Select(b => $"{b.Name}@{b.ActivityId}").Order(StringComparer.Ordinal)),
            ["activities"] = string.Join(" | ", runs.OrderBy(r => r.Key).Select(r => $"{r.Value.Activity} {r.Value.Status}")),
        };
    }

    private static string Expected(JsonElement expected, string what)
    {
        var value = expected.GetProperty(what);
        var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(v => v.GetString()!) : [value.GetString()!];
        return string.Join(" | ", string.Equals(what, "bookmarks", StringComparison.Ordinal) ? items.Order(StringComparer.Ordinal) : items);
    }
}
