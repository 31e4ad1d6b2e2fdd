namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// Tells forward connections from backward ones the way Elsa does: breadth first from the start, a connection is backward when
/// the forward ones found before it already lead from its target to its source.
/// </summary>
/// <remarks>
/// An order that no forward connection goes against is kept up to date all the time. A connection that agrees with it is forward
/// without further question; one that leads up the tree of the search is backward. Any other is searched from both ends in turn, and only among what the order puts between them;
/// when it turns out to be forward, the order is mended there. So a flowchart of ten thousand activities takes a moment, whatever
/// its shape.
/// </remarks>
internal sealed class ForwardSearch
{
    private readonly IReadOnlyList<FlowConnection> _connections;
    private readonly int[][] _outbound;
    private readonly List<int>?[] _next;
    private readonly List<int>?[] _previous;

    // The order both ways: the activity at a place, and the place of an activity (-1: not reached yet).
    private readonly int[] _at;
    private readonly int[] _place;
    private readonly int[] _seenAhead;
    private readonly int[] _seenBehind;
    private readonly Queue<int> _ahead = new();
    private readonly Queue<int> _behind = new();
    private int _count;
    private int _question;

    private ForwardSearch(int activities, IReadOnlyList<FlowConnection> connections, int[][] outbound)
    {
        _connections = connections;
        _outbound = outbound;
        _next = new List<int>?[activities];
        _previous = new List<int>?[activities];
        _at = new int[activities];
        _place = new int[activities];
        _seenAhead = new int[activities];
        _seenBehind = new int[activities];
        Array.Fill(_place, -1);
    }

    /// <returns>For each connection, whether it is forward; those that the start does not reach are not.</returns>
    public static bool[] Find(int activities, IReadOnlyList<FlowConnection> connections, int[][] outbound, int start) =>
        start < 0 ? new bool[connections.Count] : new ForwardSearch(activities, connections, outbound).Run(start);

    private bool[] Run(int start)
    {
        var forward = new bool[_connections.Count];
        var lastSource = new int[_next.Length];
        Array.Fill(lastSource, -1);
        var queue = new Queue<int>([start]);
        var tree = new AncestorTree(_next.Length, start);
        Append(start);
        while (queue.TryDequeue(out var source))
        {
            foreach (var number in _outbound[source])
            {
                var target = _connections[number].Target;
                if (lastSource[target] == source)
                {
                    forward[number] = true;
                    continue;
                }

                if (_place[target] < 0)
                {
                    Append(target);
                    tree.Add(target, source);
                    queue.Enqueue(target);
                }
                else if (_place[target] <= _place[source] && (tree.IsAncestorOrSelf(target, source) || !TryPutBefore(source, target)))
                {
                    continue;
                }

                forward[number] = true;
                lastSource[target] = source;
                (_next[source] ??= []).Add(target);
                (_previous[target] ??= []).Add(source);
            }
        }

        return forward;
    }

    private void Append(int activity)
    {
        _at[_count] = activity;
        _place[activity] = _count++;
    }

    /// <summary>Mends the order so that the source, now behind the target, comes before it.</summary>
    /// <returns>False when forward connections lead from the target to the source.</returns>
    private bool TryPutBefore(int source, int target)
    {
        _question++;
        _ahead.Clear();
        _behind.Clear();
        _ahead.Enqueue(target);
        _behind.Enqueue(source);
        _seenAhead[target] = _seenBehind[source] = _question;
        var (first, last) = (_place[target], _place[source]);
        while (_ahead.Count > 0 && _behind.Count > 0)
        {
            if (Widen(_ahead, _next, _seenAhead, _seenBehind, first, last) || Widen(_behind, _previous, _seenBehind, _seenAhead, first, last))
            {
                return false;
            }
        }

        // One side is known in full: either all of it goes behind the source, or all of it goes before the target.
        Rearrange(first, last, _ahead.Count == 0 ? _seenAhead : _seenBehind, goesLast: _ahead.Count == 0);
        return true;
    }

    private bool Widen(Queue<int> open, List<int>?[] neighbours, int[] seen, int[] seenByOther, int first, int last)
    {
        if (neighbours[open.Dequeue()] is { } list)
        {
            foreach (var neighbour in list)
            {
                if (seenByOther[neighbour] == _question)
                {
                    return true;
                }

                if (seen[neighbour] != _question && _place[neighbour] >= first && _place[neighbour] <= last)
                {
                    seen[neighbour] = _question;
                    open.Enqueue(neighbour);
                }
            }
        }

        return false;
    }

    private void Rearrange(int first, int last, int[] moved, bool goesLast)
    {
        var window = _at.AsSpan(first, last - first + 1).ToArray();
        var place = first;
        foreach (var isMoved in goesLast ? (ReadOnlySpan<bool>)[false, true] : [true, false])
        {
            foreach (var activity in window)
            {
                if (moved[activity] == _question == isMoved)
                {
                    _at[place] = activity;
                    _place[activity] = place++;
                }
            }
        }
    }
}
