using System.Text.Json;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>JavaScript, prepared once and run in a limited engine that keeps nothing of it.</summary>
internal sealed class JavaScriptLanguage : IExpressionLanguage
{
    public ExpressionDescriptor Descriptor { get; } = ExpressionDescriptor.Of("JavaScript", isBrowsable: true, "javascript");

    public CompiledExpression Compile(JsonElement value) => JavaScriptExpression.Prepare(JsonValues.ToText(value) ?? "");
}

/// <summary>
/// What one evaluation may use, its conversions included. Chosen so that no script holds a thread for a quarter of a second or
/// 64 MB, whichever built-in function it abuses; each overrun is an error that names the limit.
/// </summary>
internal static class JavaScriptLimits
{
    /// <summary>Processor time of the evaluating thread where the system tells it, else elapsed time.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(100);

    /// <summary>Elapsed time of one match.</summary>
    public static readonly TimeSpan RegexTime = TimeSpan.FromMilliseconds(75);

    /// <summary>Allocated in all, not held at once.</summary>
    public const long MemoryBytes = 24 * 1024 * 1024;

    public const int Statements = 200_000;

    /// <summary>Calls of one function within itself.</summary>
    public const int Recursion = 200;

    /// <summary>Native stack of one evaluation: getters, conversions and generators nest without counting as calls.</summary>
    public const int StackBytes = 768 * 1024;

    public const uint ArraySize = 100_000;

    /// <summary>Characters of a result, and of the text one built-in call may build or take apart.</summary>
    public const int TextLength = 1024 * 1024;

    /// <summary>Characters of all texts put into templates.</summary>
    public const int TemplateTextLength = 4 * 1024 * 1024;

    /// <summary>Characters of a text whose characters are listed one by one as members.</summary>
    public const int ListedTextLength = 100_000;

    /// <summary>Characters of the script.</summary>
    public const int SourceLength = 64 * 1024;

    /// <summary>Objects within objects of a result; the state of an instance is JSON of at most 64 levels.</summary>
    public const int Depth = 50;
}
