using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Expressions;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>What an activity may ask while its definition is compiled.</summary>
public sealed class ActivityConfiguration
{
    private readonly GraphCompiler _compiler;

    internal ActivityConfiguration(GraphCompiler compiler, ActivityNode node, JsonElement json)
    {
        _compiler = compiler;
        Node = node;
        Json = json;
    }

    public ActivityNode Node { get; }

    /// <summary>The activity's own JSON.</summary>
    public JsonElement Json { get; }

    /// <summary>Prepares an expression (<c>{ "type": ..., "value": ... }</c>); a bad one is reported as a problem and faults when evaluated.</summary>
    public CompiledExpression CompileExpression(JsonElement expression, string path) =>
        _compiler.CompileExpression(expression, Node.Path + path);

    /// <summary>Compiles an embedded child that no <see cref="PortAttribute"/> describes.</summary>
    public Activity CompileChild(JsonElement child, string path) => _compiler.CompileNode(child, Node, Node.Path + path).Activity;

    public void Error(string path, string message) => _compiler.Report(new DefinitionProblem(Node.Path + path, message, IsError: true));

    public void Warning(string path, string message) => _compiler.Report(new DefinitionProblem(Node.Path + path, message, IsError: false));
}
