using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Incidents;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>A node of a compiled definition. Immutable; shared by all instances of the version.</summary>
public sealed class ActivityNode
{
    /// <summary>Position in <see cref="WorkflowGraph.Nodes"/>; a parent comes before its children.</summary>
    public required int Index { get; init; }

    /// <summary>Unique in the graph: the id in the definition, with that of the using activity before it in a workflow used as an activity.</summary>
    public required string Id { get; init; }

    /// <summary>Id as its own definition writes it.</summary>
    public string LocalId
    {
        get => field ?? Id;
        init;
    }

    /// <summary>The activity that stands for the definition this node belongs to; null in the outermost definition.</summary>
    public ActivityNode? Composite { get; init; }

    /// <summary>Path of ids from the root, joined with <c>:</c>.</summary>
    public required string NodeId { get; init; }

    /// <summary>Type name as the definition writes it, also when that type is unknown here.</summary>
    public required string TypeName { get; init; }

    public string? Name { get; init; }

    /// <summary>What its author calls it in the designer, else <see cref="Name"/>.</summary>
    public string? DisplayName { get; init; }

    public ActivityNode? Parent { get; init; }

    /// <summary>Place of the node in the definition's JSON, for messages.</summary>
    public required string Path { get; init; }

    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];

    /// <summary>Elsa's "can start workflow" mark.</summary>
    public bool CanStartWorkflow { get; init; }

    /// <summary>Reaching its end ends the flowchart around it.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>A flowchart without explicit start begins here.</summary>
    public bool IsStart { get; init; }

    /// <summary>Null: a failure is an incident at once.</summary>
    public RetryPolicy? Retry { get; init; }

    public Activity Activity { get; internal set; } = null!;

    internal VariableDefinition? FindVariable(string id)
    {
        foreach (var variable in Variables)
        {
            if (string.Equals(variable.Id, id, StringComparison.Ordinal))
            {
                return variable;
            }
        }

        return null;
    }

    internal VariableDefinition? FindVariableByName(string name)
    {
        foreach (var variable in Variables)
        {
            if (string.Equals(variable.Name, name, StringComparison.Ordinal))
            {
                return variable;
            }
        }

        return null;
    }
}
