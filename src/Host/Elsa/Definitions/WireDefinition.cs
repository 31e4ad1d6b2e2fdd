using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>
/// A version of a definition as Elsa's server answers it. What is stored stays as its author wrote it; here lists that were left out are
/// empty, types have their short names and every activity its node id.
/// </summary>
internal static class WireDefinition
{
    /// <summary>Deeper texts are not stored.</summary>
    private const int MaxDepth = 300;

    private static readonly string[] s_lists = ["variables", "inputs", "outputs", "outcomes"];

    private static readonly string[] s_ofTheVersion = ["$schema", "id", "definitionId", "version", "createdAt", "isLatest", "isPublished", "links", "toolVersion"];

    /// <summary>Reads JSON of any depth that a definition may have.</summary>
    public static JsonNode? Parse(string json) => JsonNode.Parse(json, nodeOptions: null, new JsonDocumentOptions { MaxDepth = MaxDepth });

    public static JsonObject Of(DefinitionRecord version, bool mayEdit)
    {
        var content = Complete((JsonObject)Parse(version.Json)!);
        var result = new JsonObject
        {
            ["links"] = JsonSerializer.SerializeToNode(DefinitionLinks.Of(version.DefinitionId, mayEdit), JsonValues.Options),
            ["id"] = version.Id,
            ["definitionId"] = version.DefinitionId,
        };
        Move(content, result, "name", "description");
        result["createdAt"] = Time(version.CreatedAt);
        result["version"] = version.Version;
        if (ToolVersion(version.ToolVersion) is { } toolVersion)
        {
            result["toolVersion"] = toolVersion;
        }

        Move(content, result, [.. s_lists, "customProperties", "isReadonly", "isSystem"]);
        result["isLatest"] = version.IsLatest;
        result["isPublished"] = version.IsPublished;
        Move(content, result, "options", "root");
        Move(content, result, [.. content.Select(member => member.Key)]);
        return result;
    }

    /// <summary>What the text says, with all that the server fills in; what belongs to the stored version is left out.</summary>
    public static JsonObject Complete(JsonObject definition)
    {
        foreach (var (name, value) in definition.ToArray())
        {
            if (value is null || s_ofTheVersion.Contains(name, StringComparer.Ordinal))
            {
                definition.Remove(name);
            }
        }

        foreach (var name in s_lists)
        {
            definition[name] = definition[name] is JsonArray list ? Filled(name, list) : new JsonArray();
        }

        if (definition["customProperties"] is not JsonObject)
        {
            definition["customProperties"] = new JsonObject();
        }

        definition["isReadonly"] = IsTrue(definition["isReadonly"]);
        definition["isSystem"] = IsTrue(definition["isSystem"]);
        definition["options"] = Options(definition["options"] as JsonObject);
        if (definition["root"] is not JsonObject root)
        {
            definition["root"] = root = EmptyRoot();
        }

        WireActivity.Complete(root);
        return definition;
    }

    /// <summary>What Elsa makes of a definition without a root.</summary>
    public static JsonObject EmptyRoot() => new()
    {
        ["id"] = "Sequence1", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray(), ["variables"] = new JsonArray(),
    };

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>Two to four numbers; Studio cannot read a definition whose tool version is anything else.</summary>
    public static string? ToolVersion(string? text) => Version.TryParse(text, out var version) ? version.ToString() : null;

    private static JsonArray Filled(string list, JsonArray items)
    {
        foreach (var item in items.OfType<JsonObject>())
        {
            foreach (var (name, value) in item.ToArray())
            {
                if (value is null)
                {
                    item.Remove(name);
                }
            }

            if (list is "variables")
            {
                FillVariable(item);
            }
            else if (list is "inputs" or "outputs")
            {
                FillArgument(item);
            }
        }

        return items;
    }

    private static void FillVariable(JsonObject variable)
    {
        if (WireActivity.Text(variable["id"]) is null && variable["name"] is { } name)
        {
            variable["id"] = name.DeepClone();
        }

        variable["typeName"] = TypeAliases.Normalize(WireActivity.Text(variable["typeName"]) ?? "Object");
        variable.TryAdd("isArray", false);
        if (variable["value"] is { } value && WireActivity.Text(value) is null)
        {
            variable["value"] = value.ToJsonString(JsonValues.Options);
        }
    }

    private static void FillArgument(JsonObject argument)
    {
        if (!IsTrue(argument["isArray"]))
        {
            argument.Remove("isArray");
        }

        argument["type"] = TypeAliases.Normalize(WireActivity.Text(argument["type"]) ?? "Object");
    }

    private static JsonObject Options(JsonObject? options)
    {
        var result = new JsonObject();
        foreach (var (name, value) in options ?? [])
        {
            if (value is not null)
            {
                result[name] = value.DeepClone();
            }
        }

        result["autoUpdateConsumingWorkflows"] = IsTrue(result["autoUpdateConsumingWorkflows"]);
        return result;
    }

    private static bool IsTrue(JsonNode? json) => json is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    private static void Move(JsonObject from, JsonObject to, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (from.Remove(name, out var value))
            {
                to[name] = value;
            }
        }
    }
}
