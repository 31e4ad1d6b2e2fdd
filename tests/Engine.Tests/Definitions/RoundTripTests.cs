using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Engine.Tests.Definitions;

/// <summary>What was not edited keeps its bytes: spaces, order, spelling of numbers and strings, members nobody here knows.</summary>
public sealed class RoundTripTests
{
    private const string Workflows = "elsa/workflows";

    private const string Stored = """
        {
          "definitionId": "x",
          "future": { "b": 1.50, "a": [1e3, "\u0110"] },
          "name": "Before",
          "root": {
            "type": "Elsa.Sequence", "id": "s", "speed": 12345678901234567890.10,
            "activities": [
              { "type": "Elsa.WriteLine", "id": "a",  "version": 1.0, "extra" : { "deep": [ 1 , 2.0 ] } },
              { "type": "Elsa.WriteLine", "id": "b" }
            ]
          }
        }
        """;

    [Fact]
    public void An_editors_own_spelling_of_the_same_definition_changes_no_byte()
    {
        var edited = JsonNode.Parse(Stored)!.AsObject();
        edited.Remove("future");
        edited["links"] = null;
        edited["isLatest"] = true;
        edited["root"]!["nodeId"] = "Workflow1:s";
        edited["root"]!["activities"]![0]!["version"] = 1;

        Assert.Equal(Stored, DefinitionText.Patch(Stored, edited.ToJsonString()));
    }

    [Fact]
    public void One_edited_property_changes_that_place_only()
    {
        var edited = JsonNode.Parse(Stored)!;
        edited["root"]!["activities"]![0]!["extra"]!["deep"]![1] = 3;

        Assert.Equal(Stored.Replace("2.0 ]", "3 ]", StringComparison.Ordinal), DefinitionText.Patch(Stored, edited.ToJsonString()));
    }

    [Fact]
    public void Added_removed_and_moved_activities_leave_the_others_alone()
    {
        var edited = JsonNode.Parse(Stored)!;
        var activities = edited["root"]!["activities"]!.AsArray();
        activities.RemoveAt(1);
        activities.Insert(0, new JsonObject { ["type"] = "New", ["id"] = "n" });

        Assert.Equal(
            Stored.Replace("""
                      { "type": "Elsa.WriteLine", "id": "a",
                """, """
                      {"type":"New","id":"n"},
                      { "type": "Elsa.WriteLine", "id": "a",
                """, StringComparison.Ordinal).Replace("""
                 },
                      { "type": "Elsa.WriteLine", "id": "b" }
                """, " }", StringComparison.Ordinal),
            DefinitionText.Patch(Stored, edited.ToJsonString()));
    }

    [Fact]
    public void Added_and_removed_members_keep_the_layout()
    {
        var edited = JsonNode.Parse(Stored)!.AsObject();
        edited.Remove("name");
        edited["description"] = "After";

        Assert.Equal(
            Stored.Replace("  \"name\": \"Before\",\n", "", StringComparison.Ordinal)
                .Replace("    ]\n  }\n}", "    ]\n  },\n  \"description\": \"After\"\n}", StringComparison.Ordinal),
            DefinitionText.Patch(Stored, edited.ToJsonString()));
    }

    [Fact]
    public void Whatever_is_edited_the_patched_text_says_the_same_as_the_edited_one()
    {
        // 5,000 pairs of random definitions; CsCheck prints the seed of a failure and takes it back from CsCheck_Seed.
        Gen.Select(Definition, Definition).Sample(
            (stored, edited) =>
            {
                var text = stored.ToJsonString(s_indented);
                var patched = DefinitionText.Patch(text, edited.ToJsonString());
                return WorkflowDefinition.Parse(patched) is not null
                    && Same(patched, edited.ToJsonString())
                    && string.Equals(patched, DefinitionText.Patch(patched, edited.ToJsonString()), StringComparison.Ordinal)
                    && string.Equals(text, DefinitionText.Patch(text, text), StringComparison.Ordinal);
            },
            iter: 5_000);
    }

    [Fact]
    [Trait("Needs", "shared")]
    public async Task Elsas_own_files_survive_an_editor_byte_for_byte()
    {
        Assert.SkipWhen(SharedFolder.Find(Workflows) is null, SharedFolder.WhyAbsent);
        foreach (var file in Directory.EnumerateFiles(SharedFolder.Find(Workflows)!, "*.json", SearchOption.AllDirectories))
        {
            if (file.EndsWith("observed.json", StringComparison.Ordinal))
            {
                continue;
            }

            var text = (await File.ReadAllTextAsync(file)).TrimStart('\uFEFF');
            Assert.Equal(text, WorkflowDefinition.Parse(text).Text);
            Assert.Equal(text, DefinitionText.Patch(text, JsonSerializer.Serialize(JsonNode.Parse(text))));

            var edited = JsonNode.Parse(text)!;
            edited["name"] = "Renamed";
            var patched = DefinitionText.Patch(text, edited.ToJsonString());
            Assert.Equal(text.Length - Name(text).Length, patched.Length - Name(patched).Length);
            Assert.Equal("Renamed", WorkflowDefinition.Parse(patched).Name);
        }

        static string Name(string text) => JsonElement.Parse(text).TryGetProperty("name", out var name) ? name.GetRawText() : "";
    }

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private static readonly Gen<JsonNode?> Leaf = Gen.OneOf<JsonNode?>(
        Gen.Int[-5, 5].Select(i => (JsonNode?)i),
        Gen.Double[-1e9, 1e9].Select(d => (JsonNode?)d),
        Gen.String[Gen.Char.AlphaNumeric, 0, 3].Select(s => (JsonNode?)s),
        Gen.Bool.Select(b => (JsonNode?)b),
        Gen.Const(() => (JsonNode?)null));

    private static readonly Gen<string> Key = Gen.Int[0, 5].Select(i => ((string[])["a", "b", "c", "id", "type", "text"])[i]);

    private static readonly Gen<JsonNode?> Tree = Gen.Recursive<JsonNode?>((depth, inner) => depth >= 4 ? Leaf : Gen.OneOf(
        Leaf,
        Gen.Select(Key, inner).Array[0, 4].Select(members => (JsonNode?)Object(members)),
        inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())])),
        Gen.Int[0, 6].Array[0, 4].Select(ids => (JsonNode?)new JsonArray([.. ids.Distinct().Select(id => (JsonNode)new JsonObject { ["id"] = $"n{id}", ["text"] = id % 2 })]))));

    private static readonly Gen<JsonObject> Definition = Gen.Select(Tree, Tree, Tree).Select((root, variables, name) => Object(
        [("root", root), ("variables", variables), ("name", name)]));

    private static JsonObject Object((string Name, JsonNode? Value)[] members)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            result[name] = value?.DeepClone();
        }

        return result;
    }

    private static bool Same(string a, string b) => DefinitionText.SaysTheSame(a, b);
}
