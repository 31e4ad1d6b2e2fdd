using System.Text.Json;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>JavaScript, prepared once and run in a fresh, limited engine each time.</summary>
internal sealed class JavaScriptLanguage : IExpressionLanguage
{
    public string Name => "JavaScript";

    public CompiledExpression Compile(JsonElement value) => JavaScriptExpression.Prepare(JsonValues.ToText(value) ?? "");
}

/// <summary>What one script may use; a script that needs more fails and the next one starts clean.</summary>
internal static class JavaScriptLimits
{
    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan RegexTime = TimeSpan.FromMilliseconds(100);
    public const long MemoryBytes = 32 * 1024 * 1024;
    public const int Statements = 200_000;
    public const int Recursion = 200;
    public const uint ArraySize = 100_000;
    public const int ResultLength = 1024 * 1024;
}
