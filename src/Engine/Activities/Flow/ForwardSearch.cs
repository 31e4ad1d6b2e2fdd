namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// Tells forward connections from backward ones the way Elsa does: breadth first from the start, a connection is backward when
/// the forward ones found before it already lead from its target to its source.
/// </summary>
/// <remarks>
/// The question is answered from the tree of the search where that suffices, else by walking from both ends in turn, so that a
/// flowchart of ten thousand activities is sorted in a fraction of a second.
/// </remarks>
internal sealed class ForwardSearch
{
    private readonly IReadOnlyList<FlowConnection> _connections;
    private readonly int[][] _outbound;
    private readonly List<int>?[] _next;
    private readonly List<int>?[] _previous;
    private readonly int[] _seenAhead;
    private readonly int[] _seenBehind;
    private readonly Queue<int> _ahead = new();
    private readonly Queue<int> _behind = new();
    private int _question;

    private ForwardSearch(int activities, IReadOnlyList<FlowConnection> connections, int[][] outbound)
    {
        _connections = connections;
        _outbound = outbound;
        _next = new List<int>?[activities];
        _previous = new List<int>?[activities];
        _seenAhead = new int[activities];
        _seenBehind = new int[activities];
    }

    /// <returns>For each connection, whether it is forward; those that the start does not reach are not.</returns>
    public static bool[] Find(int activities, IReadOnlyList<FlowConnection> connections, int[][] outbound, int start) =>
        start < 0 ? new bool[connections.Count] : new ForwardSearch(activities, connections, outbound).Run(start);

    private bool[] Run(int start)
    {
        var forward = new bool[_connections.Count];
        var tree = new AncestorTree(_next.Length, start);
        var lastSource = new int[_next.Length];
        Array.Fill(lastSource, -1);
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var source))
        {
            foreach (var number in _outbound[source])
            {
                var target = _connections[number].Target;
                if (lastSource[target] == source)
                {
                    forward[number] = true;
                }
                else if (!tree.Contains(target))
                {
                    tree.Add(target, source);
                    queue.Enqueue(target);
                    forward[number] = true;
                }
                else
                {
                    forward[number] = !tree.IsAncestorOrSelf(target, source) && !Leads(target, source);
                }

                if (forward[number] && lastSource[target] != source)
                {
                    lastSource[target] = source;
                    (_next[source] ??= []).Add(target);
                    (_previous[target] ??= []).Add(source);
                }
            }
        }

        return forward;
    }

    private bool Leads(int from, int to)
    {
        _question++;
        _ahead.Clear();
        _behind.Clear();
        _ahead.Enqueue(from);
        _behind.Enqueue(to);
        _seenAhead[from] = _seenBehind[to] = _question;
        while (_ahead.Count > 0 && _behind.Count > 0)
        {
            if (Widen(_ahead, _next, _seenAhead, _seenBehind) || Widen(_behind, _previous, _seenBehind, _seenAhead))
            {
                return true;
            }
        }

        return false;
    }

    private bool Widen(Queue<int> open, List<int>?[] neighbours, int[] seen, int[] seenByOther)
    {
        if (neighbours[open.Dequeue()] is { } list)
        {
            foreach (var neighbour in list)
            {
                if (seenByOther[neighbour] == _question)
                {
                    return true;
                }

                if (seen[neighbour] != _question)
                {
                    seen[neighbour] = _question;
                    open.Enqueue(neighbour);
                }
            }
        }

        return false;
    }
}
