using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Journal;

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

    internal LogPersistence Persistence { get; init; } = LogPersistence.All;

    /// <summary>The activity's own JSON.</summary>
    public JsonElement Json { get; }

    /// <summary>Prepares an expression (<c>{ "type": ..., "value": ... }</c>); a bad one is reported as a problem and faults when evaluated.</summary>
    public CompiledExpression CompileExpression(JsonElement expression, string path)
    {
        var result = _compiler.CompileExpression(expression, Node, Node.Path + path);
        KeepOutputs(result);
        return result;
    }

    /// <summary>Keeps the outputs of other activities that this expression reads while this activity can still evaluate it.</summary>
    internal void KeepOutputs(CompiledExpression expression) => _compiler.ReadOutputs(Node, expression.Outputs);

    /// <summary>Compiles an embedded child that no <see cref="PortAttribute"/> describes.</summary>
    public Activity CompileChild(JsonElement child, string path) => _compiler.CompileNode(child, Node, Node.Path + path).Activity;

    /// <param name="path">Place within the activity, for example <c>.text</c>.</param>
    /// <param name="code">One of <see cref="DefinitionCodes"/>.</param>
    public void Error(string path, string message, string code = DefinitionCodes.Activity) => Report(Node, path, message, code, isError: true);

    /// <inheritdoc cref="Error"/>
    public void Warning(string path, string message, string code = DefinitionCodes.Activity) => Report(Node, path, message, code, isError: false);

    /// <summary>Something odd about a child.</summary>
    public void Warning(Activity child, string message, string code) => Report(child.Node, "", message, code, isError: false);

    private void Report(ActivityNode node, string path, string message, string code, bool isError) => _compiler.Report(
        new DefinitionProblem(node.Path + path, message, isError) { Code = code, ActivityId = node.Id, ActivityName = node.DisplayName });
}
