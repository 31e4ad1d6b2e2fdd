using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Tests.Flows;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>
/// A random acyclic flowchart of lines, decisions and joins, and the activities that must run according to a model that knows
/// nothing of counters: an activity runs once when enough of its inbound connections are taken.
/// </summary>
internal static class RandomGraph
{
    private static readonly string[] s_modes = ["WaitAll", "WaitAllActive"];

    public static (string Json, IReadOnlyList<string> Expected) Make(Random random)
    {
        var count = random.Next(2, 15);
        var activities = new List<JsonObject>();
        var connections = new List<(string Source, string Port, string Target)>();
        var taken = new List<string>[count];
        var expected = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var sources = Enumerable.Range(0, i).Where(j => j == i - 1 || random.Next(3) == 0).OrderBy(_ => random.Next()).Take(3).ToArray();
            var kind = i == 0 ? 0 : random.Next(3);
            var decision = random.Next(2) == 0;
            var mode = s_modes[random.Next(2)];
            var id = $"n{i}";
            activities.Add(kind switch
            {
                0 => Define.Line(id),
                1 => Define.Activity("Elsa.FlowDecision", id, ("condition", Define.Literal(decision))),
                _ => Define.Activity("Elsa.FlowJoin", id, ("mode", Define.Literal(mode))),
            });
            var follows = new List<bool>();
            foreach (var source in sources)
            {
                var port = activities[source]["type"]!.GetValue<string>().EndsWith("Decision", StringComparison.Ordinal)
                    ? random.Next(2) == 0 ? "True" : "False" : "Done";
                connections.Add(($"n{source}", port, id));
                follows.Add(taken[source].Contains(port, StringComparer.Ordinal));
            }

            var runs = i == 0 || (kind == 2 && mode is "WaitAll" ? follows.TrueForAll(f => f) : follows.Contains(true));
            taken[i] = !runs ? [] : kind == 1 ? [decision ? "True" : "False"] : ["Done"];
            if (runs)
            {
                expected.Add(id);
            }
        }

        return (Define.Workflow("random", Define.Flowchart("f", [.. activities], [.. connections])), expected);
    }
}
