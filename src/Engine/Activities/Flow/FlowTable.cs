using System.Collections;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>A connection by positions in <see cref="FlowTable"/>.</summary>
internal readonly record struct FlowConnection(int Source, string Port, int Target);

/// <summary>
/// The connections of a flowchart as tables. Made once per compiled definition; all of it is linear in the number of activities
/// and connections, or nearly so.
/// </summary>
internal sealed class FlowTable
{
    private readonly Dictionary<int, int> _positions;
    private readonly bool[] _isForward;
    private readonly int[] _order;
    private readonly AncestorTree? _dominators;

    /// <param name="merges">How each activity merges in token mode.</param>
    public FlowTable(IReadOnlyList<Activity> activities, IReadOnlyList<MergeMode> merges, IReadOnlyList<FlowConnection> connections, int start)
    {
        Activities = activities;
        Merges = merges;
        Connections = connections;
        Start = start;
        _positions = new Dictionary<int, int>(activities.Count);
        for (var i = 0; i < activities.Count; i++)
        {
            _positions[activities[i].Node.Index] = i;
        }

        Outbound = Group(activities.Count, connections, c => c.Source, _ => true);
        Inbound = Group(activities.Count, connections, c => c.Target, _ => true);
        _isForward = ForwardSearch.Find(activities.Count, connections, Outbound, start);
        InboundForward = Group(activities.Count, connections, c => c.Target, i => _isForward[i]);
        _order = new int[activities.Count];
        _dominators = start < 0 ? null : SortAndDominate();
    }

    public static FlowTable Empty { get; } = new([], [], [], -1);

    public IReadOnlyList<Activity> Activities { get; }

    public IReadOnlyList<MergeMode> Merges { get; }

    public IReadOnlyList<FlowConnection> Connections { get; }

    /// <summary>Position of the start activity, -1 when the flowchart is empty.</summary>
    public int Start { get; }

    /// <summary>Connection numbers by source, in the definition's order.</summary>
    public int[][] Outbound { get; }

    /// <summary>Connection numbers by target.</summary>
    public int[][] Inbound { get; }

    /// <summary>Numbers of forward connections by target.</summary>
    public int[][] InboundForward { get; }

    public bool IsForward(int connection) => _isForward[connection];

    /// <summary>A backward connection may only lead to an activity through which every way from the start to its source passes.</summary>
    public bool IsValidBackward(int connection)
    {
        var (source, _, target) = Connections[connection];
        return !_dominators!.Contains(source) || (_dominators.Contains(target) && _dominators.IsAncestorOrSelf(target, source));
    }

    public bool IsReachable(int activity) => activity == Start || InboundForward[activity].Length > 0;

    /// <exception cref="InvalidOperationException">The node is not a child of this flowchart.</exception>
    public int PositionOf(ActivityNode node) => _positions.TryGetValue(node.Index, out var position)
        ? position : throw new InvalidOperationException($"'{node.Id}' is not a child of this flowchart.");

    /// <summary>Those of these activities from which forward connections lead to the target.</summary>
    public IEnumerable<int> Ancestors(IReadOnlyCollection<int> candidates, int target)
    {
        if (candidates.Count == 0)
        {
            return [];
        }

        var earliest = candidates.Min(c => _order[c]);
        var seen = Reach([target], at => InboundForward[at], c => Connections[c].Source, next => _order[next] >= earliest);
        return candidates.Where(c => c != target && seen[c]);
    }

    /// <summary>All activities to which forward connections lead from these, themselves included, up to the target.</summary>
    public BitArray Descendants(IEnumerable<int> from, int target) =>
        Reach(from, at => Outbound[at], c => Connections[c].Target, next => _order[next] < _order[target], onlyForward: true);

    private BitArray Reach(
        IEnumerable<int> from, Func<int, int[]> connections, Func<int, int> end, Func<int, bool> isInRange, bool onlyForward = false)
    {
        var seen = new BitArray(Activities.Count);
        var open = new Stack<int>();
        foreach (var start in from)
        {
            seen[start] = true;
            open.Push(start);
        }

        while (open.TryPop(out var at))
        {
            foreach (var number in connections(at))
            {
                var next = end(number);
                if (!seen[next] && isInRange(next) && (!onlyForward || _isForward[number]))
                {
                    seen[next] = true;
                    open.Push(next);
                }
            }
        }

        return seen;
    }

    /// <summary>Puts the activities in an order that forward connections never go against, and finds who dominates whom.</summary>
    private AncestorTree SortAndDominate()
    {
        var missing = Array.ConvertAll(InboundForward, i => i.Length);
        var tree = new AncestorTree(Activities.Count, Start);
        var ready = new Queue<int>([Start]);
        for (var order = 0; ready.TryDequeue(out var activity); order++)
        {
            _order[activity] = order;
            if (activity != Start)
            {
                tree.Add(activity, InboundForward[activity].Select(c => Connections[c].Source).Aggregate(tree.CommonAncestor));
            }

            foreach (var number in Outbound[activity])
            {
                if (_isForward[number] && --missing[Connections[number].Target] == 0)
                {
                    ready.Enqueue(Connections[number].Target);
                }
            }
        }

        return tree;
    }

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
}
