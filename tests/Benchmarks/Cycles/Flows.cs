using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Benchmarks.Cycles;

/// <summary>The definitions that are measured, as Elsa JSON.</summary>
internal static class Flows
{
    public const string OneWait = "bench-one-wait";
    public const string ForkJoin = "bench-fork-join";
    public const string TenSteps = "bench-ten-steps";
    public const string Loop = "bench-loop";
    public const int Branches = 6;

    /// <summary>Start, suspend on an event, finish.</summary>
    public static string OneWaitJson() => Definition(OneWait, new JsonObject
    {
        ["type"] = "Elsa.Sequence",
        ["id"] = "root",
        ["activities"] = new JsonArray(Wait("go"), Activity("Elsa.WriteLine", "said", "text", "gone")),
    });

    /// <summary>Ten activities from start to end without a wait.</summary>
    public static string SequenceJson() => Definition(TenSteps, new JsonObject
    {
        ["type"] = "Elsa.Sequence",
        ["id"] = "root",
        ["activities"] = new JsonArray([.. Enumerable.Range(1, 10).Select(n => Activity("Elsa.WriteLine", $"line{n}", "text", $"line {n}"))]),
    });

    /// <summary>A loop that sets one variable as many times as it is given items, in memory.</summary>
    public static string LoopJson(int times)
    {
        var set = Activity("Elsa.SetVariable", "set", "value", 7);
        set["variable"] = new JsonObject { ["id"] = "v", ["name"] = "v" };
        var loop = Activity("Elsa.ForEach", "loop", "items", new JsonArray([.. Enumerable.Range(0, times).Select(n => JsonValue.Create(n))]));
        loop["body"] = set;
        var definition = JsonNode.Parse(Definition(Loop, loop))!;
        definition["variables"] = new JsonArray(new JsonObject { ["id"] = "v", ["name"] = "v", ["typeName"] = "Int32" });
        return definition.ToJsonString();
    }

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
