using System.Text.Json;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Expressions;

/// <summary>A language of expressions.</summary>
public interface IExpressionLanguage
{
    ExpressionDescriptor Descriptor { get; }

    /// <exception cref="ExpressionException">Bad syntax.</exception>
    CompiledExpression Compile(JsonElement value);
}

/// <summary>Prepares expressions of all registered languages.</summary>
public sealed class ExpressionCompiler(IReadOnlyList<IExpressionLanguage> languages)
{
    private readonly Dictionary<string, IExpressionLanguage> _languages = languages.ToDictionary(l => l.Descriptor.Type, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Languages => _languages.Keys;

    /// <summary>
    /// What a designer offers, in the order of registration, which is Elsa's. Absent against Elsa: <c>CSharp</c> and <c>Python</c>, which
    /// run host code with all its rights, and <c>Delegate</c>, which no definition can carry.
    /// </summary>
    public IReadOnlyList<ExpressionDescriptor> Descriptors { get; } = [.. languages.Select(l => l.Descriptor)];

    /// <summary>Accepts Elsa's <c>{ "type": ..., "value": ... }</c>; anything else is a literal.</summary>
    /// <exception cref="ExpressionException">Bad syntax, or a language that is not known here.</exception>
    public CompiledExpression Compile(JsonElement expression)
    {
        if (expression.ValueKind != JsonValueKind.Object
            || !expression.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return new ConstantExpression(JsonValues.From(expression));
        }

        var value = expression.TryGetProperty("value", out var found) ? found : JsonValues.Null;
        return _languages.TryGetValue(type.GetString()!, out var language)
            ? language.Compile(value)
            : throw new ExpressionException($"The expression type '{type.GetString()}' is not known here.") { IsFatal = false };
    }
}
