using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Migration;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// Moving a running flowchart to another version, and starting one of its activities from outside. Its bookkeeping is by
/// position; activities and connections are found again by id, port and id.
/// </summary>
public sealed partial class Flowchart
{
    internal override bool TryScheduleChild(ActivityExecutionContext context, Activity child)
    {
        if (context.GetProperty<bool>(InTokenMode))
        {
            context.ScheduleActivity(child, OnTokenChildCompleted);
        }
        else
        {
            context.ScheduleActivity(child, OnChildCompleted);
        }

        return true;
    }

    internal override MigratedState MigrateState(JsonElement state, Activity older, MigrationMap map)
    {
        var before = ((Flowchart)older)._table;
        var (activities, connections) = (Places(before, map), Ways(before, map));
        return state.TryGetProperty("a", out _) || state.TryGetProperty("c", out _)
            ? Counters(state, before, activities, connections) : Tokens(state, before, connections);
    }

    private MigratedState Counters(JsonElement state, FlowTable before, Dictionary<int, int> places, Dictionary<int, int> ways)
    {
        var passed = Moved(Text(state, "a"), before.Activities.Count, _table.Activities.Count, places);
        var visits = Moved(Text(state, "c"), before.Connections.Count, _table.Connections.Count, ways);
        PassNewWays(passed, visits, places.Values.ToHashSet(), ways.Values.ToHashSet());
        var counters = new FlowCounters { Activities = FlowCode.Write(passed), Connections = FlowCode.Write(visits) };
        return new MigratedState(JsonSerializer.SerializeToElement(counters, JsonValues.Options), []);
    }

    /// <summary>
    /// A way that is new and starts at an activity that has run already is never taken any more, nor is what is new behind it.
    /// It counts as passed, and before a <see cref="FlowJoin"/> as taken, so that nobody waits for it.
    /// </summary>
    private void PassNewWays(int[] passed, int[] visits, HashSet<int> knownActivities, HashSet<int> knownWays)
    {
        var open = new Queue<int>(Enumerable.Range(0, passed.Length).Where(a => passed[a] > 0));
        while (open.TryDequeue(out var activity))
        {
            foreach (var way in _table.Outbound[activity].Where(w => !knownWays.Contains(w) && visits[w] == 0))
            {
                var target = _table.Connections[way].Target;
                visits[way] = (2 * passed[activity]) | (_table.Activities[target] is FlowJoin ? 1 : 0);
                if (!knownActivities.Contains(target) && passed[target] == 0 && Array.TrueForAll(_table.InboundForward[target], w => visits[w] > 0))
                {
                    passed[target] = passed[activity];
                    open.Enqueue(target);
                }
            }
        }
    }

    private MigratedState Tokens(JsonElement state, FlowTable before, Dictionary<int, int> ways)
    {
        var live = FlowCode.Read(Text(state, "t"), before.Connections.Count);
        var reasons = new List<string>();
        for (var i = 0; i < live.Length; i++)
        {
            if (live[i] > 0 && !ways.ContainsKey(i))
            {
                var (source, port, target) = before.Connections[i];
                reasons.Add($"The connection from '{before.Activities[source].Id}' ({port}) to '{before.Activities[target].Id}' carries a token, but the target version does not have it.");
            }
        }

        string Move(string name) => FlowCode.Write(Moved(Text(state, name), before.Connections.Count, _table.Connections.Count, ways));
        var tokens = new FlowTokens { Live = Move("t"), Blocks = Move("b"), Spent = Move("s") };
        return new MigratedState(JsonSerializer.SerializeToElement(tokens, JsonValues.Options), reasons);
    }

    private static int[] Moved(string code, int before, int after, Dictionary<int, int> places)
    {
        var (old, moved) = (FlowCode.Read(code, before), new int[after]);
        foreach (var (from, to) in places)
        {
            moved[to] = old[from];
        }

        return moved;
    }

    private Dictionary<int, int> Places(FlowTable before, MigrationMap map)
    {
        var byId = _table.Activities.Select((a, i) => (a.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        var places = new Dictionary<int, int>();
        for (var i = 0; i < before.Activities.Count; i++)
        {
            if (byId.TryGetValue(map.IdOf(before.Activities[i].Id), out var place))
            {
                places[i] = place;
            }
        }

        return places;
    }

    private Dictionary<int, int> Ways(FlowTable before, MigrationMap map)
    {
        var places = Places(before, map);
        var byEnds = new Dictionary<FlowConnection, int>();
        for (var i = 0; i < _table.Connections.Count; i++)
        {
            byEnds.TryAdd(_table.Connections[i], i);
        }

        var ways = new Dictionary<int, int>();
        for (var i = 0; i < before.Connections.Count; i++)
        {
            var (source, port, target) = before.Connections[i];
            if (places.TryGetValue(source, out var from) && places.TryGetValue(target, out var to)
                && byEnds.TryGetValue(new FlowConnection(from, port, to), out var way))
            {
                ways[i] = way;
            }
        }

        return ways;
    }

    private static string Text(JsonElement state, string name) =>
        state.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
