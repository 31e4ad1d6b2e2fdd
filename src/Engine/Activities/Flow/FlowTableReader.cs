using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// Reads start and connections of a flowchart, in the present and in the older form of Elsa 3. A connection that is there twice
/// counts once.
/// </summary>
internal static class FlowTableReader
{
    public static FlowTable Read(IReadOnlyList<Activity> activities, ActivityConfiguration configuration)
    {
        var positions = new Dictionary<string, int>(activities.Count, StringComparer.Ordinal);
        for (var i = 0; i < activities.Count; i++)
        {
            positions.TryAdd(activities[i].Node.LocalId, i);
        }

        var connections = new List<FlowConnection>();
        var known = new HashSet<FlowConnection>();
        var number = 0;
        foreach (var item in DefinitionJson.Items(configuration.Json, "connections"))
        {
            var path = string.Create(CultureInfo.InvariantCulture, $".connections[{number++}]");
            var source = End(item, "source", positions, configuration, path);
            var target = End(item, "target", positions, configuration, path);
            if (source is { } from && target is { } to && new FlowConnection(from, Port(item), to) is var connection && known.Add(connection))
            {
                connections.Add(connection);
            }
        }

        var table = new FlowTable(
            activities, Merges(activities.Count, configuration), connections, FindStart(activities, connections, positions, configuration));
        for (var i = 0; i < activities.Count; i++)
        {
            if (!table.IsReachable(i))
            {
                configuration.Warning(activities[i], $"The activity '{activities[i].Id}' cannot be reached from the start.", DefinitionCodes.Unreachable);
            }
        }

        return table;
    }

    private static int? End(JsonElement connection, string end, Dictionary<string, int> positions, ActivityConfiguration configuration, string path)
    {
        var isNested = DefinitionJson.Object(connection, end).ValueKind == JsonValueKind.Object;
        var id = isNested ? DefinitionJson.Text(connection.GetProperty(end), "activity") : DefinitionJson.Text(connection, end);
        if (id is not null && positions.TryGetValue(id, out var position))
        {
            return position;
        }

        configuration.Error(
            path + "." + end + (isNested ? ".activity" : ""),
            id is null ? $"The connection has no {end}." : $"There is no activity '{id}' in this flowchart.", DefinitionCodes.MissingTarget);
        return null;
    }

    private static string Port(JsonElement connection) =>
        DefinitionJson.Text(DefinitionJson.Object(connection, "source"), "port") ?? DefinitionJson.Text(connection, "sourcePort") ?? "Done";

    private static MergeMode[] Merges(int count, ActivityConfiguration configuration)
    {
        var modes = new MergeMode[count];
        foreach (var (i, item) in DefinitionJson.Items(configuration.Json, "activities").Take(count).Index())
        {
            var text = DefinitionJson.Text(DefinitionJson.Object(item, "customProperties"), "mergeMode");
            if (text is not null && !Enum.TryParse(text, ignoreCase: true, out modes[i]))
            {
                configuration.Warning(
                    string.Create(CultureInfo.InvariantCulture, $".activities[{i}].customProperties.mergeMode"),
                    $"There is no merge mode '{text}'; tokens merge as in {nameof(MergeMode.Stream)}.");
            }
        }

        return modes;
    }

    private static int FindStart(
        IReadOnlyList<Activity> activities, List<FlowConnection> connections, Dictionary<string, int> positions, ActivityConfiguration configuration)
    {
        var name = DefinitionJson.Text(configuration.Json, "start") ?? DefinitionJson.Text(DefinitionJson.Object(configuration.Json, "start"), "id");
        if (name is not null)
        {
            if (positions.TryGetValue(name, out var start))
            {
                return start;
            }

            configuration.Error(".start", $"There is no activity '{name}' in this flowchart.", DefinitionCodes.MissingTarget);
        }

        var targets = connections.Select(c => c.Target).ToHashSet();
        return First(a => activities[a].Node.IsStart) ?? First(a => activities[a].Node.CanStartWorkflow)
            ?? First(a => !targets.Contains(a)) ?? (activities.Count > 0 ? 0 : -1);

        int? First(Func<int, bool> matches)
        {
            for (var i = 0; i < activities.Count; i++)
            {
                if (matches(i))
                {
                    return i;
                }
            }

            return null;
        }
    }
}
