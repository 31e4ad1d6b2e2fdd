using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.TestServers.Places;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Conformance;

/// <summary>Descriptors derived from our classes against the catalogue of a real server, field by field.</summary>
[Trait("Needs", "shared")]
public sealed class CatalogueTests
{
    private const string Record = "elsa/record/001-descriptors-activities.json";

    [Fact]
    public void Every_activity_of_a_real_Elsa_is_described_as_there_except_as_listed()
    {
        Assert.SkipWhen(SharedFolder.Find(Record) is null, SharedFolder.WhyAbsent);
        using var record = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.Find(Record)!));
        var theirs = record.RootElement.GetProperty("responseBody").GetProperty("items").EnumerateArray()
            .ToDictionary(i => i.GetProperty("typeName").GetString()!, StringComparer.Ordinal);
        var ours = new EngineHost().Services.GetRequiredService<ActivityRegistry>().Describe()
            .ToDictionary(d => d.TypeName, d => JsonSerializer.SerializeToElement(d, JsonValues.Options), StringComparer.Ordinal);

        var found = new List<string>();
        foreach (var name in theirs.Keys.Union(ours.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!ours.TryGetValue(name, out var mine))
            {
                found.Add($"{name}: absent here");
            }
            else if (!theirs.TryGetValue(name, out var real))
            {
                found.Add($"{name}: not in the record");
            }
            else
            {
                Compare(name, real, mine, found);
            }
        }

        var unexplained = found.Where(f => !CatalogueDifferences.Explain(f)).ToArray();
        Assert.True(unexplained.Length == 0, string.Join('\n', unexplained));
    }

    private static void Compare(string path, JsonElement real, JsonElement mine, List<string> found)
    {
        switch (real.ValueKind)
        {
            case JsonValueKind.Object when mine.ValueKind == JsonValueKind.Object:
                foreach (var name in real.EnumerateObject().Select(p => p.Name).Union(mine.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal))
                {
                    var (has, hasMine) = (real.TryGetProperty(name, out var a), mine.TryGetProperty(name, out var b));
                    if (has && hasMine)
                    {
                        Compare($"{path}.{name}", a, b, found);
                    }
                    else
                    {
                        found.Add($"{path}.{name}: {(has ? "only there" : "only here")}");
                    }
                }

                break;
            case JsonValueKind.Array when mine.ValueKind == JsonValueKind.Array && path.Split('.')[^1] is "inputs" or "outputs" or "ports":
                CompareNamed(path, real, mine, found);
                break;
            default:
                if (!JsonNode.DeepEquals(JsonNode.Parse(real.GetRawText()), JsonNode.Parse(mine.GetRawText())))
                {
                    found.Add($"{path}: {Short(real)} there, {Short(mine)} here");
                }

                break;
        }
    }

    private static void CompareNamed(string path, JsonElement real, JsonElement mine, List<string> found)
    {
        var (a, b) = (ByName(real), ByName(mine));
        if (!a.Keys.SequenceEqual(b.Keys, StringComparer.Ordinal) && a.Count == b.Count && a.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(b.Keys))
        {
            found.Add($"{path}: order {string.Join(' ', a.Keys)} there");
        }

        foreach (var name in a.Keys.Union(b.Keys, StringComparer.Ordinal))
        {
            if (a.TryGetValue(name, out var x) && b.TryGetValue(name, out var y))
            {
                Compare($"{path}.{name}", x, y, found);
            }
            else
            {
                found.Add($"{path}.{name}: {(a.ContainsKey(name) ? "only there" : "only here")}");
            }
        }

        static Dictionary<string, JsonElement> ByName(JsonElement items) =>
            items.EnumerateArray().ToDictionary(i => i.GetProperty("name").GetString()!, StringComparer.Ordinal);
    }

    private static string Short(JsonElement value) => value.GetRawText() is { Length: <= 300 } text ? text : value.GetRawText()[..300] + "...";
}
