using System.Text.Json;
using DirectiveFlow.Engine.Activities.Composition;
using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Journal;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>Workflows used as activities are compiled into the graph of their user.</summary>
internal sealed partial class GraphCompiler
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 100_000;

    private void CompileUnknown(ReferencedDefinition? reference, ActivityNode node, ActivityConfiguration configuration)
    {
        if (reference is not null && IsUsable(reference, node))
        {
            CompileComposite(reference, node, configuration);
            return;
        }

        node.Activity = new NotFoundActivity();
        node.Activity.Attach(node);
        Report(new DefinitionProblem(node.Path + ".type", $"Activity type '{node.TypeName}' is not known here; the activity is kept and raises an incident if it is reached.", IsError: false)
        {
            Code = DefinitionCodes.UnknownActivity,
            ActivityId = node.LocalId,
            ActivityName = node.DisplayName,
        });
    }

    private bool IsUsable(ReferencedDefinition reference, ActivityNode node)
    {
        var problem = _scope.Uses(reference.DefinitionId) ? $"The workflow '{node.TypeName}' uses itself, directly or through others."
            : _scope.Depth >= MaxDepth ? $"Workflows are used as activities more than {MaxDepth} deep."
            : _nodes.Count >= MaxNodes ? $"With the workflows it uses the definition has more than {MaxNodes} activities." : null;
        if (problem is not null)
        {
            Report(new DefinitionProblem(node.Path + ".type", problem, IsError: true));
        }

        return problem is null;
    }

    private void CompileComposite(ReferencedDefinition reference, ActivityNode node, ActivityConfiguration configuration)
    {
        var activity = new WorkflowDefinitionActivity();
        node.Activity = activity;
        activity.Attach(node);
        activity.Use(reference.VersionId, reference.Definition, configuration);
        var outer = _scope;
        var outside = LogPersistence.Of(reference.Definition.Json, outer.Persistence.Keeps);
        _scope = outer.Enter(node, reference.DefinitionId, outside);
        activity.Root = CompileRoot(reference.Definition, node, node.Path + "/" + node.TypeName).Activity;
        _scope = outer;
    }

    /// <summary>The synthetic activity around the root of a definition, and the root.</summary>
    private ActivityNode CompileRoot(WorkflowDefinition definition, ActivityNode? parent, string path)
    {
        var id = Unique("Workflow1");
        var workflow = new WorkflowRoot();
        var node = Add(new ActivityNode
        {
            Index = _nodes.Count,
            Id = _scope.Prefix + id,
            LocalId = id,
            NodeId = parent is null ? id : parent.NodeId + ":" + id,
            TypeName = WorkflowRoot.TypeName,
            Path = path,
            Parent = parent,
            Composite = _scope.Composite,
            Variables = definition.Variables,
            Activity = workflow,
        });
        workflow.Attach(node);
        if (definition.Root.ValueKind == JsonValueKind.Object)
        {
            workflow.Root = CompileNode(definition.Root, node, path + ".root").Activity;
        }

        return node;
    }

    /// <summary>The definition that is being compiled: ids are unique within it.</summary>
    /// <param name="Prefix">Put before its ids to make them unique in the graph.</param>
    private sealed record DefinitionScope(
        string Prefix, ActivityNode? Composite, DefinitionScope? Outer, string? DefinitionId, LogPersistence Persistence)
    {
        public static DefinitionScope Outermost => new("", null, null, null, LogPersistence.All);

        public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

        public int Depth => Outer is null ? 0 : Outer.Depth + 1;

        public DefinitionScope Enter(ActivityNode composite, string definitionId, LogPersistence persistence) =>
            new(composite.Id + ":", composite, this, definitionId, persistence);

        public bool Uses(string definitionId) =>
            string.Equals(DefinitionId, definitionId, StringComparison.Ordinal) || Outer?.Uses(definitionId) == true;
    }
}
