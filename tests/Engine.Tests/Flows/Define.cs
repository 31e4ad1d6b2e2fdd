using System.Text.Json.Nodes;

namespace DirectiveFlow.Engine.Tests.Flows;

/// <summary>Writes definitions in Elsa's form.</summary>
internal static class Define
{
    public static string Workflow(string id, JsonObject root, JsonArray? variables = null, string? incidents = null) => new JsonObject
    {
        ["definitionId"] = id,
        ["name"] = id,
        ["version"] = 1,
        ["variables"] = variables ?? [],
        ["options"] = new JsonObject { ["incidentStrategyType"] = incidents },
        ["root"] = root,
    }.ToJsonString();

    public static JsonObject Flowchart(string id, JsonObject[] activities, params (string Source, string Port, string Target)[] connections) => new()
    {
        ["type"] = "Elsa.Flowchart",
        ["id"] = id,
        ["activities"] = new JsonArray([.. activities]),
        ["connections"] = new JsonArray([.. connections.Select(c => new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = c.Source, ["port"] = c.Port },
            ["target"] = new JsonObject { ["activity"] = c.Target, ["port"] = "In" },
        })]),
    };

    public static JsonObject Sequence(string id, params JsonObject[] activities) => new()
    {
        ["type"] = "Elsa.Sequence",
        ["id"] = id,
        ["activities"] = new JsonArray([.. activities]),
    };

    public static JsonObject Activity(string type, string id, params (string Name, JsonNode? Value)[] members)
    {
        var result = new JsonObject { ["type"] = type, ["id"] = id, ["version"] = 1 };
        foreach (var (name, value) in members)
        {
            result[name] = value;
        }

        return result;
    }

    public static JsonObject Line(string id, string? text = null) => Activity("Elsa.WriteLine", id, ("text", Literal(text ?? id)));

    public static JsonObject Event(string id, string? name = null) => Activity("Elsa.Event", id, ("eventName", Literal(name ?? id)));

    public static JsonObject Literal(JsonNode? value) => Expression("Literal", value);

    public static JsonObject Script(string code) => Expression("JavaScript", code);

    public static JsonObject Expression(string type, JsonNode? value) => new()
    {
        ["typeName"] = "Object",
        ["expression"] = new JsonObject { ["type"] = type, ["value"] = value },
    };

    public static JsonObject Variable(string name, string type, JsonNode? value) => new()
    {
        ["id"] = "id-" + name,
        ["name"] = name,
        ["typeName"] = type,
        ["value"] = value,
    };
}
