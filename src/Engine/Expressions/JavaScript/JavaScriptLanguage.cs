using System.Text.Json;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>JavaScript, prepared once and run in a limited engine that keeps nothing of it.</summary>
internal sealed class JavaScriptLanguage : IExpressionLanguage
{
    public ExpressionDescriptor Descriptor { get; } = ExpressionDescriptor.Of("JavaScript", isBrowsable: true, "javascript");

    public CompiledExpression Compile(JsonElement value) => JavaScriptExpression.Prepare(JsonValues.ToText(value) ?? "");
}

/// <summary>What one script may use beside the limits of all languages (<see cref="ExpressionLimits"/>).</summary>
internal static class JavaScriptLimits
{
    public const int Statements = 200_000;

    /// <summary>Calls of one function within itself.</summary>
    public const int Recursion = 200;

    public const uint ArraySize = 100_000;

    /// <summary>Characters of all texts put into templates.</summary>
    public const int TemplateTextLength = 4 * 1024 * 1024;

    /// <summary>Characters of a text whose characters are listed one by one as members.</summary>
    public const int ListedTextLength = 100_000;

    /// <summary>Objects within objects of a result; the state of an instance is JSON of at most 64 levels.</summary>
    public const int Depth = 50;
}
