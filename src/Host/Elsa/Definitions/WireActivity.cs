using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Catalog;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>
/// Activities as Elsa's server gives them back: with the path of ids, the marks and the lists that an author left out, and with types
/// under their short names.
/// </summary>
internal static class WireActivity
{
    /// <summary>The node that stands for the workflow around its root.</summary>
    public const string WorkflowNodeId = "Workflow1";

    private static readonly HashSet<string> s_noActivities = new(StringComparer.Ordinal) { "connections", "metadata", "customProperties", "variables" };

    /// <summary>Whether a member of an activity can hold other activities.</summary>
    public static bool MayHold(string member) => !s_noActivities.Contains(member);

    /// <summary>An object with a type and an id or a version.</summary>
    public static bool Is(JsonObject json) => json["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String
        && (json.ContainsKey("id") || json.ContainsKey("version"));

    public static string? Text(JsonNode? json) => json is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>Completes an activity and all in it.</summary>
    public static void Complete(JsonObject root) => Complete(root, WorkflowNodeId, new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Calls <paramref name="visit"/> for the activities of a tree, outer ones first.</summary>
    public static void Visit(JsonNode? json, Action<JsonObject> visit)
    {
        switch (json)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Visit(item, visit);
                }

                break;
            case JsonObject members:
                var isActivity = Is(members);
                if (isActivity)
                {
                    visit(members);
                }

                foreach (var (name, value) in members)
                {
                    if (value is JsonObject or JsonArray && MayHold(name))
                    {
                        Visit(value, visit);
                    }
                }

                break;
            default:
                break;
        }
    }

    private static void Complete(JsonNode json, string parentNodeId, HashSet<string> ids)
    {
        if (json is JsonArray items)
        {
            foreach (var item in items)
            {
                if (item is JsonObject or JsonArray)
                {
                    Complete(item, parentNodeId, ids);
                }
            }

            return;
        }

        var members = (JsonObject)json;
        var nodeId = parentNodeId;
        if (Is(members))
        {
            nodeId = $"{parentNodeId}:{Id(members, ids)}";
            members["nodeId"] = nodeId;
            Fill(members);
        }

        foreach (var (name, value) in members.ToArray())
        {
            if (value is JsonObject or JsonArray && MayHold(name))
            {
                ShortenType(value);
                Complete(value, nodeId, ids);
            }
        }
    }

    /// <summary>An activity without an id is called as the engine calls it.</summary>
    private static string Id(JsonObject activity, HashSet<string> ids)
    {
        if (Text(activity["id"]) is { Length: > 0 } written)
        {
            ids.Add(written);
            return written;
        }

        var type = Text(activity["type"])!;
        var stem = type[(type.LastIndexOf('.') + 1)..];
        stem = stem.Length == 0 ? "Activity" : stem;
        var id = stem + "1";
        for (var number = 2; !ids.Add(id); number++)
        {
            id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}{number}");
        }

        activity["id"] = id;
        return id;
    }

    private static void Fill(JsonObject activity)
    {
        activity.TryAdd("name", null);
        activity.TryAdd("version", 1);
        var custom = Member<JsonObject>(activity, "customProperties");
        custom.TryAdd("canStartWorkflow", false);
        custom.TryAdd("runAsynchronously", false);
        Member<JsonObject>(activity, "metadata");
        var type = Text(activity["type"]);
        if (type is "Elsa.Flowchart" or "Elsa.Sequence")
        {
            Member<JsonArray>(activity, "activities");
            Member<JsonArray>(activity, "variables");
        }

        if (type is "Elsa.Flowchart")
        {
            Member<JsonArray>(activity, "connections");
        }
    }

    private static void ShortenType(JsonNode value)
    {
        if (value is JsonObject input && (input.ContainsKey("expression") || input.ContainsKey("memoryReference")) && Text(input["typeName"]) is { } type)
        {
            var shortened = TypeAliases.Normalize(type);
            if (!string.Equals(shortened, type, StringComparison.Ordinal))
            {
                input["typeName"] = shortened;
            }
        }
    }

    private static T Member<T>(JsonObject json, string name)
        where T : JsonNode
    {
        if (json[name] is T found)
        {
            return found;
        }

        JsonNode made = typeof(T) == typeof(JsonArray) ? new JsonArray() : new JsonObject();
        json[name] = made;
        return (T)made;
    }
}
