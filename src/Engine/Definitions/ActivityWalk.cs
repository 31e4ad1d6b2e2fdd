using System.Globalization;
using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Definitions.Text;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>An activity as a text has it, known or not.</summary>
internal readonly record struct WrittenActivity(JsonElement Json, string Type, string Id, string Path)
{
    /// <summary>What its author calls it, null when it has no name.</summary>
    public string? Name => DefinitionJson.Text(DefinitionJson.Object(Json, "metadata"), "displayText") ?? DefinitionJson.Text(Json, "name");
}

/// <summary>Visits the activities of a text, those in slots that nobody here knows too. Linear in the length of the text.</summary>
internal sealed class ActivityWalk
{
    private readonly List<(string? Name, int Index)> _steps = [];
    private readonly List<WrittenActivity> _found = [];

    private ActivityWalk()
    {
    }

    /// <summary>All activities from the root down, outer ones before inner ones.</summary>
    public static IReadOnlyList<WrittenActivity> Of(WorkflowDefinition definition)
    {
        var walk = new ActivityWalk();
        if (definition.Root.ValueKind == JsonValueKind.Object)
        {
            walk.Visit(definition.Root);
        }

        return walk._found;
    }

    private void Visit(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in json.EnumerateArray())
            {
                if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                {
                    Enter(null, index, item);
                }

                index++;
            }

            return;
        }

        var isActivity = DefinitionJson.Text(json, "type") is not null && (json.TryGetProperty("id", out _) || json.TryGetProperty("version", out _));
        if (isActivity)
        {
            _found.Add(new WrittenActivity(json, DefinitionJson.Text(json, "type")!, DefinitionJson.Text(json, "id") ?? "", Path()));
        }

        foreach (var member in json.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                && !(isActivity && member.NameEquals("connections")) && !member.NameEquals("metadata") && !member.NameEquals("customProperties"))
            {
                Enter(member.Name, 0, member.Value);
            }
        }
    }

    private void Enter(string? name, int index, JsonElement json)
    {
        _steps.Add((name, index));
        Visit(json);
        _steps.RemoveAt(_steps.Count - 1);
    }

    private string Path()
    {
        var path = new StringBuilder("$.root");
        foreach (var (name, index) in _steps)
        {
            path.Append(name is null ? string.Create(CultureInfo.InvariantCulture, $"[{index}]") : JsonPath.Member(name));
        }

        return path.ToString();
    }
}
