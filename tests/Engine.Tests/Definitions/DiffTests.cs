using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions.Compare;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Engine.Tests.Definitions;

/// <summary>The difference between two versions as a list that a person can read.</summary>
public sealed class DiffTests
{
    private static readonly string s_before = Define.Workflow(
        "w", Define.Flowchart("f", [Define.Line("a"), Define.Line("b"), Define.Sequence("s", Define.Line("inner"))], ("a", "Done", "b"), ("b", "Done", "s")),
        [Define.Variable("Count", "Int32", "5")]);

    [Fact]
    public void The_same_text_in_other_words_has_no_difference() =>
        Assert.True(Diff(d => d["root"]!["activities"]![0]!["version"] = JsonNode.Parse("1.00")).IsEmpty);

    [Fact]
    public void A_changed_input_is_named_by_activity_and_path()
    {
        var change = Assert.Single(Diff(d => d["root"]!["activities"]![2]!["activities"]![0]!["text"]!["expression"]!["value"] = "new").Changes);

        Assert.Equal((DefinitionItem.Activity, ChangeKind.Changed, "inner"), (change.Item, change.Kind, change.Key));
        Assert.Equal("$.root.activities[2].activities[0]", change.Path);
        Assert.Equal(new PropertyChange(".text.expression.value", "\"inner\"", "\"new\"", IsLayout: false), Assert.Single(change.Properties));
    }

    [Fact]
    public void Moving_a_node_on_the_canvas_is_layout_only()
    {
        var diff = Diff(d => d["root"]!["activities"]![0]!["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 5 } } });
        Assert.False(diff.IsLayoutOnly);

        var moved = DefinitionDiff.Between(At(5), At(7));
        Assert.True(moved.IsLayoutOnly);
        Assert.Equal(".metadata.designer.position.x", Assert.Single(Assert.Single(moved.Changes).Properties).Path);

        static string At(int x)
        {
            var line = Define.Line("a");
            line["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = x } } };
            return Define.Workflow("w", line);
        }
    }

    [Fact]
    public void Added_and_removed_activities_connections_and_variables_are_listed()
    {
        var diff = Diff(d =>
        {
            var root = d["root"]!;
            root["activities"]!.AsArray().RemoveAt(1);
            root["activities"]!.AsArray().Insert(0, Define.Line("n"));
            root["connections"] = new JsonArray(
                new JsonObject { ["source"] = new JsonObject { ["activity"] = "a", ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = "s", ["port"] = "In" } });
            d["variables"] = new JsonArray(Define.Variable("Total", "Int32", "5"));
            d["name"] = "other";
            d["inputs"] = new JsonArray(new JsonObject { ["name"] = "Unit", ["type"] = "String" });
        });

        Assert.Equal(
            [
                "Changed Property name", "Removed Variable id-Count", "Added Variable id-Total", "Added Input Unit", "Removed Activity b", "Added Activity n",
                "Removed Connection f: a/Done → b/In", "Removed Connection f: b/Done → s/In", "Added Connection f: a/Done → s/In",
            ],
            diff.Changes.Select(c => $"{c.Kind} {c.Item} {c.Key}"));
    }

    [Fact]
    [Trait("Needs", "shared")]
    public async Task Two_versions_of_one_of_Elsas_own_files_differ_where_they_differ()
    {
        const string Folder = "elsa/workflows/Elsa.Alterations.IntegrationTests";
        Assert.SkipWhen(SharedFolder.Find(Folder) is null, SharedFolder.WhyAbsent);
        var (one, two) = (await TextAsync("version-1.json"), await TextAsync("version-2.json"));

        Assert.False(DefinitionDiff.Between(one, two).IsEmpty);
        Assert.True(DefinitionDiff.Between(one, one).IsEmpty);
        Assert.Equal(
            DefinitionDiff.Between(one, two).Changes.Count(c => c.Kind == ChangeKind.Added),
            DefinitionDiff.Between(two, one).Changes.Count(c => c.Kind == ChangeKind.Removed));

        static Task<string> TextAsync(string file) => File.ReadAllTextAsync(SharedFolder.Find($"{Folder}/{file}")!);
    }

    private static DefinitionDiff Diff(Action<JsonObject> edit)
    {
        var after = JsonNode.Parse(s_before)!.AsObject();
        edit(after);
        return DefinitionDiff.Between(s_before, after.ToJsonString());
    }
}
