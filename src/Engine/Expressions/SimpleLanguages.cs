using System.Text.Json;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Expressions;

/// <summary>The value itself.</summary>
internal sealed class LiteralLanguage : IExpressionLanguage
{
    public ExpressionDescriptor Descriptor { get; } = ExpressionDescriptor.Of("Literal", isBrowsable: false);

    public CompiledExpression Compile(JsonElement value) => new ConstantExpression(JsonValues.From(value));
}

/// <summary>JSON, usually written as text.</summary>
internal sealed class ObjectLanguage : IExpressionLanguage
{
    public ExpressionDescriptor Descriptor { get; } = ExpressionDescriptor.Of("Object", isBrowsable: false, "json");

    public CompiledExpression Compile(JsonElement value) => new ConstantExpression(
        value.ValueKind == JsonValueKind.String ? JsonValues.ParseOrText(value.GetString()!) : JsonValues.From(value));
}

/// <summary>JSON, and nothing else: text that is not JSON is refused when the definition is published.</summary>
internal sealed class JsonLanguage : IExpressionLanguage
{
    public ExpressionDescriptor Descriptor { get; } = ExpressionDescriptor.Of("Json", isBrowsable: false, "json");

    public CompiledExpression Compile(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return new ConstantExpression(JsonValues.From(value));
        }

        var text = value.GetString()!;
        try
        {
            return new ConstantExpression(string.IsNullOrWhiteSpace(text) ? JsonValues.Null : JsonElement.Parse(text));
        }
        catch (JsonException error)
        {
            throw new ExpressionException("JSON: " + error.Message, error);
        }
    }
}

/// <summary>A variable by id; by name when the definition gives only a name.</summary>
internal sealed class VariableLanguage : IExpressionLanguage
{
    public ExpressionDescriptor Descriptor { get; } = ExpressionDescriptor.Of("Variable", isBrowsable: true);

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
    public ExpressionDescriptor Descriptor { get; } = ExpressionDescriptor.Of("Input", isBrowsable: true);

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
    public ExpressionDescriptor Descriptor { get; } = ExpressionDescriptor.Of("Output", isBrowsable: false);

    public CompiledExpression Compile(JsonElement value) => new Lookup(
        DefinitionJson.Text(value, "name") ?? JsonValues.ToText(value) ?? "");

    private sealed class Lookup(string name) : CompiledExpression
    {
        public override ValueTask<JsonElement> EvaluateAsync(
            ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null) =>
            ValueTask.FromResult(context.WorkflowOutput.GetValueOrDefault(name, JsonValues.Null));
    }
}
