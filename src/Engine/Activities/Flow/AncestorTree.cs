namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// A tree that only grows at its leaves and answers questions about ancestors in a logarithmic number of steps: each node keeps,
/// beside its parent, a jump to an ancestor whose distance follows the skew binary numbers.
/// </summary>
internal sealed class AncestorTree
{
    private readonly int[] _parent;
    private readonly int[] _jump;
    private readonly int[] _depth;

    /// <param name="capacity">Nodes are numbered from 0 below it.</param>
    /// <param name="root">In the tree from the start.</param>
    public AncestorTree(int capacity, int root)
    {
        _parent = new int[capacity];
        _jump = new int[capacity];
        _depth = new int[capacity];
        Array.Fill(_depth, -1);
        _parent[root] = _jump[root] = root;
        _depth[root] = 0;
    }

    public bool Contains(int node) => _depth[node] >= 0;

    /// <param name="parent">Is in the tree already.</param>
    public void Add(int node, int parent)
    {
        var far = _jump[parent];
        _parent[node] = parent;
        _depth[node] = _depth[parent] + 1;
        _jump[node] = _depth[parent] - _depth[far] == _depth[far] - _depth[_jump[far]] ? _jump[far] : parent;
    }

    /// <summary>Whether the first is the second or above it. Both are in the tree.</summary>
    public bool IsAncestorOrSelf(int ancestor, int node) =>
        _depth[ancestor] <= _depth[node] && AtDepth(node, _depth[ancestor]) == ancestor;

    /// <summary>The lowest node that is above both or one of them.</summary>
    public int CommonAncestor(int a, int b)
    {
        a = AtDepth(a, Math.Min(_depth[a], _depth[b]));
        b = AtDepth(b, _depth[a]);
        while (a != b)
        {
            (a, b) = _jump[a] == _jump[b] ? (_parent[a], _parent[b]) : (_jump[a], _jump[b]);
        }

        return a;
    }

    private int AtDepth(int node, int depth)
    {
        while (_depth[node] > depth)
        {
            node = _depth[_jump[node]] >= depth ? _jump[node] : _parent[node];
        }

        return node;
    }
}
