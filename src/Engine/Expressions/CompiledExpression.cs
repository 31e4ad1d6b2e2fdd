using System.Text.Json;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Expressions;

/// <summary>An expression prepared once per definition version; evaluated by any number of instances at the same time.</summary>
public abstract class CompiledExpression
{
    /// <summary>The value when it is the same for every instance, else null.</summary>
    public virtual JsonElement? Constant => null;

    /// <summary>Outputs of activities that the expression reads; only those are kept after their activity has completed.</summary>
    internal virtual IReadOnlyList<OutputRead> Outputs => [];

    /// <param name="context">Whose variables and inputs are seen.</param>
    /// <param name="arguments">Further named values, for example the current item; they hide variables of the same name.</param>
    /// <exception cref="ExpressionException">The expression failed or broke a limit.</exception>
    public abstract ValueTask<JsonElement> EvaluateAsync(
        ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null);
}

/// <summary>The same value always.</summary>
internal sealed class ConstantExpression(JsonElement value) : CompiledExpression
{
    public override JsonElement? Constant => value;

    public override ValueTask<JsonElement> EvaluateAsync(
        ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null) => ValueTask.FromResult(value);
}

/// <summary>Stands for an expression that could not be prepared: kept, and an incident if it is reached.</summary>
internal sealed class FailingExpression(string message) : CompiledExpression
{
    public override ValueTask<JsonElement> EvaluateAsync(
        ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null) =>
        throw new ExpressionException(message);
}

/// <summary>An expression cannot be prepared or evaluated.</summary>
public sealed class ExpressionException : Exception
{
    public ExpressionException()
    {
    }

    public ExpressionException(string message)
        : base(message)
    {
    }

    public ExpressionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>True when a definition with this expression cannot be published (bad syntax), false when it may be kept (a language unknown here).</summary>
    public bool IsFatal { get; init; } = true;
}
