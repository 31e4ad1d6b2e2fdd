using System.Collections.Concurrent;
using System.Text.Json;
using Acornima.Ast;
using DirectiveFlow.Engine.Execution;
using Jint;
using Jint.Runtime;
using JsEngine = Jint.Engine;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>A parsed script.</summary>
internal sealed class JavaScriptExpression : CompiledExpression
{
    private const int CacheSize = 4096;
    private static readonly ConcurrentDictionary<string, JavaScriptExpression> s_prepared = new(StringComparer.Ordinal);
    private static readonly ScriptPreparationOptions s_preparation = new()
    {
        ParsingOptions = new ScriptParsingOptions { AllowReturnOutsideFunction = true, RegexTimeout = JavaScriptLimits.RegexTime },
    };

    private readonly string _text;
    private readonly Prepared<Script> _script;

    private JavaScriptExpression(string text, Prepared<Script> script)
    {
        _text = text;
        _script = script;
    }

    /// <summary>Parses a script or answers the one parsed before.</summary>
    /// <exception cref="ExpressionException">Bad syntax.</exception>
    public static JavaScriptExpression Prepare(string text)
    {
        if (s_prepared.TryGetValue(text, out var known))
        {
            return known;
        }

        try
        {
            var prepared = new JavaScriptExpression(text, JsEngine.PrepareScript(text, options: s_preparation));
            return s_prepared.Count < CacheSize ? s_prepared.GetOrAdd(text, prepared) : prepared;
        }
        catch (Exception error) when (error is ScriptPreparationException or Acornima.ParseErrorException)
        {
            throw new ExpressionException("JavaScript: " + error.Message, error);
        }
    }

    public override ValueTask<JsonElement> EvaluateAsync(
        ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null) =>
        ValueTask.FromResult(Run(context, arguments).Value);

    /// <exception cref="ExpressionException">The script threw or broke a limit.</exception>
    public (JsonElement Value, string[] Outcomes) Run(
        ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null)
    {
        var engine = new JsEngine(options => options
            .LimitMemory(JavaScriptLimits.MemoryBytes)
            .MaxStatements(JavaScriptLimits.Statements)
            .TimeoutInterval(JavaScriptLimits.Time)
            .LimitRecursion(JavaScriptLimits.Recursion)
            .MaxArraySize(JavaScriptLimits.ArraySize)
            .RegexTimeoutInterval(JavaScriptLimits.RegexTime)
            .DisableStringCompilation());
        var scope = new JavaScriptScope(engine, context, _text, arguments);
        try
        {
            scope.Define();
            var value = JavaScriptValues.FromScript(engine, engine.Evaluate(_script));
            scope.Commit();
            return (value, [.. scope.Outcomes]);
        }
        catch (Exception error) when (error is JavaScriptException or JintException or TimeoutException or InvalidOperationException
            or System.Text.RegularExpressions.RegexMatchTimeoutException or OutOfMemoryException or ArgumentException)
        {
            throw new ExpressionException("JavaScript: " + error.Message, error);
        }
    }
}
