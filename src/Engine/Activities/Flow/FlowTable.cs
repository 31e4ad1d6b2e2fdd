using DirectiveFlow.Engine.Authoring;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>A connection by positions in <see cref="FlowTable"/>.</summary>
internal readonly record struct FlowConnection(int Source, string Port, int Target);

/// <summary>
/// The connections of a flowchart as tables, with the forward and backward ones told apart the way Elsa's counter mode does:
/// breadth first from the start, a connection that would close a cycle is backward.
/// </summary>
internal sealed class FlowTable
{
    private readonly bool[] _isForward;
    private readonly Dictionary<int, bool> _backwardIsValid = [];
    private readonly Lazy<HashSet<int>?>[] _ancestors;

    public FlowTable(IReadOnlyList<Activity> activities, IReadOnlyList<FlowConnection> connections, int start)
    {
        Activities = activities;
        Connections = connections;
        Start = start;
        Outbound = Group(activities.Count, connections, c => c.Source, _ => true);
        _isForward = FindForward();
        InboundForward = Group(activities.Count, connections, c => c.Target, i => _isForward[i]);
        _ancestors = [.. Enumerable.Range(0, activities.Count).Select(i => new Lazy<HashSet<int>?>(() => FindAncestors(i)))];
        for (var i = 0; i < connections.Count; i++)
        {
            if (!_isForward[i])
            {
                _backwardIsValid[i] = !CanReach(Start, connections[i].Source, without: connections[i].Target);
            }
        }
    }

    public IReadOnlyList<Activity> Activities { get; }

    public IReadOnlyList<FlowConnection> Connections { get; }

    /// <summary>Position of the start activity, -1 when the flowchart is empty.</summary>
    public int Start { get; }

    /// <summary>Connection numbers by source, in the definition's order.</summary>
    public int[][] Outbound { get; }

    /// <summary>Numbers of forward connections by target.</summary>
    public int[][] InboundForward { get; }

    public bool IsBackward(int connection) => !_isForward[connection];

    /// <summary>A backward connection may only lead to an activity through which every way to its source passes.</summary>
    public bool IsValidBackward(int connection) => _backwardIsValid.GetValueOrDefault(connection);

    public bool IsReachable(int activity) => activity == Start || InboundForward[activity].Length > 0;

    /// <summary>Whether <paramref name="activity"/> lies on a forward way to <paramref name="target"/>.</summary>
    public bool IsAncestor(int activity, int target) => _ancestors[target].Value!.Contains(activity);

    private static int[][] Group(int count, IReadOnlyList<FlowConnection> connections, Func<FlowConnection, int> by, Func<int, bool> include)
    {
        var lists = new List<int>?[count];
        for (var i = 0; i < connections.Count; i++)
        {
            if (include(i))
            {
                (lists[by(connections[i])] ??= []).Add(i);
            }
        }

        return Array.ConvertAll(lists, l => l?.ToArray() ?? []);
    }

    private bool[] FindForward()
    {
        var forward = new bool[Connections.Count];
        if (Start < 0)
        {
            return forward;
        }

        var edges = new HashSet<int>[Activities.Count];
        var done = new bool[Activities.Count];
        var queue = new Queue<int>([Start]);
        while (queue.TryDequeue(out var source))
        {
            if (done[source])
            {
                continue;
            }

            done[source] = true;
            foreach (var connection in Outbound[source])
            {
                var target = Connections[connection].Target;
                if (edges[source]?.Contains(target) != true)
                {
                    if (HasPath(edges, target, source))
                    {
                        continue;
                    }

                    (edges[source] ??= []).Add(target);
                }

                forward[connection] = true;
                queue.Enqueue(target);
            }
        }

        return forward;
    }

    private static bool HasPath(HashSet<int>?[] edges, int from, int to)
    {
        if (from == to)
        {
            return true;
        }

        var visited = new HashSet<int>();
        var stack = new Stack<int>([from]);
        while (stack.TryPop(out var current))
        {
            foreach (var next in edges[current] ?? [])
            {
                if (next == to)
                {
                    return true;
                }

                if (visited.Add(next))
                {
                    stack.Push(next);
                }
            }
        }

        return false;
    }

    private bool CanReach(int from, int to, int without)
    {
        if (from == without || to == without)
        {
            return false;
        }

        var visited = new HashSet<int> { from };
        var stack = new Stack<int>([from]);
        while (stack.TryPop(out var current))
        {
            if (current == to)
            {
                return true;
            }

            foreach (var connection in Outbound[current])
            {
                var next = Connections[connection].Target;
                if (_isForward[connection] && next != without && visited.Add(next))
                {
                    stack.Push(next);
                }
            }
        }

        return false;
    }

    private HashSet<int> FindAncestors(int activity)
    {
        var found = new HashSet<int>();
        var stack = new Stack<int>([activity]);
        while (stack.TryPop(out var current))
        {
            foreach (var connection in InboundForward[current])
            {
                if (found.Add(Connections[connection].Source))
                {
                    stack.Push(Connections[connection].Source);
                }
            }
        }

        return found;
    }
}
