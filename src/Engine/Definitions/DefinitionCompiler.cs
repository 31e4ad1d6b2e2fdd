using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Expressions;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>Turns the text of a definition into a graph. Keeps nothing.</summary>
public sealed class DefinitionCompiler(ActivityRegistry activities, ExpressionCompiler expressions)
{
    /// <summary>Gives the activity to use instead of one of a class, null to use the class itself.</summary>
    internal Func<Type, Activity?>? StandInFor { get; init; }

    /// <summary>Compiles a definition; what is wrong with it is in <see cref="WorkflowGraph.Problems"/>.</summary>
    /// <exception cref="DefinitionException">The text is not a definition at all.</exception>
    public WorkflowGraph Compile(string json) => Compile(WorkflowDefinition.Parse(json));

    public WorkflowGraph Compile(WorkflowDefinition definition) => new GraphCompiler(activities, expressions, StandInFor).Compile(definition);
}
