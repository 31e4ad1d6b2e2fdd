using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Benchmarks.Cycles;

/// <summary>The definitions that are measured, as Elsa JSON.</summary>
internal static class Flows
{
    public const string OneWait = "bench-one-wait";
    public const string ForkJoin = "bench-fork-join";
    public const int Branches = 6;

    /// <summary>Start, suspend on an event, finish.</summary>
    public static string OneWaitJson() => Definition(OneWait, new JsonObject
    {
        ["type"] = "Elsa.Sequence",
        ["id"] = "root",
        ["activities"] = new JsonArray(Wait("go"), Activity("Elsa.WriteLine", "said", "text", "gone")),
    });

    /// <summary>Six branches of a report and a review each, and a join that waits for all.</summary>
    public static string ForkJoinJson()
    {
        var names = Enumerable.Range(1, Branches).Select(branch => $"b{branch}").ToArray();
        var activities = new JsonArray(Activity("Elsa.FlowFork", "fork", "branches", new JsonArray([.. names.Select(n => JsonValue.Create(n))])));
        var connections = new JsonArray();
        foreach (var name in names)
        {
            activities.Add(Wait(Report(name)));
            activities.Add(Wait(Review(name)));
            connections.Add(Connection("fork", name, Report(name)));
            connections.Add(Connection(Report(name), "Done", Review(name)));
            connections.Add(Connection(Review(name), "Done", "join"));
        }

        activities.Add(Activity("Elsa.FlowJoin", "join", "mode", "WaitAll"));
        activities.Add(Activity("Elsa.WriteLine", "closed", "text", "closed"));
        connections.Add(Connection("join", "Done", "closed"));
        return Definition(ForkJoin, new JsonObject
        {
            ["type"] = "Elsa.Flowchart", ["id"] = "root", ["activities"] = activities, ["connections"] = connections,
        });
    }

    /// <summary>The events of the fork and join in the order they come: all reports, then all reviews.</summary>
    public static IReadOnlyList<string> ForkJoinEvents { get; } =
    [
        .. Enumerable.Range(1, Branches).Select(branch => Report($"b{branch}")),
        .. Enumerable.Range(1, Branches).Select(branch => Review($"b{branch}")),
    ];

    public static Stimulus Event(string name) => new("Elsa.Event", new EventStimulus(name));

    private static string Report(string branch) => branch + "-report";

    private static string Review(string branch) => branch + "-review";

    private static JsonObject Wait(string name) => Activity("Elsa.Event", name, "eventName", name);

    private static JsonObject Activity(string type, string id, string input, JsonNode value) => new()
    {
        ["type"] = type,
        ["id"] = id,
        ["version"] = 1,
        [input] = new JsonObject
        {
            ["typeName"] = "Object",
            ["expression"] = new JsonObject { ["type"] = value is JsonArray ? "Object" : "Literal", ["value"] = value },
        },
    };

    private static JsonObject Connection(string source, string port, string target) => new()
    {
        ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
    };

    private static string Definition(string id, JsonObject root) => new JsonObject
    {
        ["definitionId"] = id, ["name"] = id, ["version"] = 1, ["root"] = root,
    }.ToJsonString();
}
