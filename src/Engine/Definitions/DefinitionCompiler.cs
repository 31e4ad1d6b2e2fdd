using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions.Composites;
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

    /// <inheritdoc cref="Compile(string)"/>
    /// <param name="definition">Read before.</param>
    /// <param name="references">What it uses as activities; null: nothing, so that each such activity is an unknown one.</param>
    public WorkflowGraph Compile(WorkflowDefinition definition, ReferencedDefinitions? references = null) =>
        new GraphCompiler(activities, expressions, references ?? ReferencedDefinitions.None, StandInFor).Compile(definition);
}
