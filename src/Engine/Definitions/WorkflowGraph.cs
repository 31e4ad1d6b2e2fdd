namespace DirectiveFlow.Engine.Definitions;

/// <summary>
/// A definition version compiled for running: nodes by index, ports and inputs bound, expressions prepared. Immutable, shared
/// by all instances and threads. Node 0 is the synthetic <c>Workflow1</c> activity that runs the root.
/// </summary>
public sealed class WorkflowGraph
{
    private readonly Dictionary<string, ActivityNode> _byKey;

    internal WorkflowGraph(WorkflowDefinition definition, IReadOnlyList<ActivityNode> nodes, IReadOnlyList<DefinitionProblem> problems)
    {
        Definition = definition;
        Nodes = nodes;
        Problems = problems;
        _byKey = new Dictionary<string, ActivityNode>(nodes.Count, StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            _byKey.TryAdd(node.Id, node);
        }
    }

    public WorkflowDefinition Definition { get; }

    public IReadOnlyList<ActivityNode> Nodes { get; }

    public ActivityNode Root => Nodes[0];

    public IReadOnlyList<DefinitionProblem> Problems { get; }

    /// <summary>The definitions it uses as activities, as resolved for this graph.</summary>
    public Composites.ReferencedDefinitions References { get; internal init; } = Composites.ReferencedDefinitions.None;

    public bool HasErrors => Problems.Any(p => p.IsError);

    /// <summary>The node with this activity id, null when there is none.</summary>
    public ActivityNode? Find(string activityId) => _byKey.GetValueOrDefault(activityId);
}
