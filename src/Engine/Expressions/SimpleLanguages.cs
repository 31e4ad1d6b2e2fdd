using System.Text.Json;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Expressions;

/// <summary>The value itself.</summary>
internal sealed class LiteralLanguage : IExpressionLanguage
{
    public string Name => "Literal";

    public CompiledExpression Compile(JsonElement value) => new ConstantExpression(JsonValues.From(value));
}

/// <summary>JSON, usually written as text.</summary>
internal sealed class ObjectLanguage : IExpressionLanguage
{
    public string Name => "Object";

    public CompiledExpression Compile(JsonElement value) => new ConstantExpression(
        value.ValueKind == JsonValueKind.String ? JsonValues.ParseOrText(value.GetString()!) : JsonValues.From(value));
}

/// <summary>A variable by id; by name when the definition gives only a name.</summary>
internal sealed class VariableLanguage : IExpressionLanguage
{
    public string Name => "Variable";

    public CompiledExpression Compile(JsonElement value) => new Lookup(
        DefinitionJson.Text(value, "id") ?? DefinitionJson.Text(value, "name") ?? JsonValues.ToText(value) ?? "");

    private sealed class Lookup(string key) : CompiledExpression
    {
        public override ValueTask<JsonElement> EvaluateAsync(
            ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null) =>
            ValueTask.FromResult(context.FindVariable(key) ?? JsonValues.Null);
    }
}

/// <summary>An input of the workflow by name.</summary>
internal sealed class InputLanguage : IExpressionLanguage
{
    public string Name => "Input";

    public CompiledExpression Compile(JsonElement value) => new Lookup(
        DefinitionJson.Text(value, "name") ?? JsonValues.ToText(value) ?? "");

    private sealed class Lookup(string name) : CompiledExpression
    {
        public override ValueTask<JsonElement> EvaluateAsync(
            ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null) =>
            ValueTask.FromResult(context.GetWorkflowInput(name));
    }
}

/// <summary>An output of the workflow by name, as set so far.</summary>
internal sealed class OutputLanguage : IExpressionLanguage
{
    public string Name => "Output";

    public CompiledExpression Compile(JsonElement value) => new Lookup(
        DefinitionJson.Text(value, "name") ?? JsonValues.ToText(value) ?? "");

    private sealed class Lookup(string name) : CompiledExpression
    {
        public override ValueTask<JsonElement> EvaluateAsync(
            ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null) =>
            ValueTask.FromResult(context.WorkflowOutput.GetValueOrDefault(name, JsonValues.Null));
    }
}
