using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Acornima.Ast;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;
using Jint;
using Jint.Runtime;
using JsEngine = Jint.Engine;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>A parsed script, shared by all evaluations of the same text.</summary>
internal sealed class JavaScriptExpression : CompiledExpression
{
    private const int CacheSize = 4096;
    private static readonly ConcurrentDictionary<string, JavaScriptExpression> s_prepared = new(StringComparer.Ordinal);
    private static readonly ScriptPreparationOptions s_preparation = new()
    {
        ParsingOptions = new ScriptParsingOptions { AllowReturnOutsideFunction = true, RegexTimeout = ExpressionLimits.RegexTime },
    };

    private readonly ScriptSource _source;
    private readonly Prepared<Script> _script;

    private JavaScriptExpression(ScriptSource source, Prepared<Script> script)
    {
        _source = source;
        _script = script;
    }

    internal override IReadOnlyList<OutputRead> Outputs => _source.Outputs;

    /// <summary>Parses a script or answers the one parsed before.</summary>
    /// <exception cref="ExpressionException">Bad syntax, or a form that expressions do not offer.</exception>
    public static JavaScriptExpression Prepare(string text)
    {
        if (s_prepared.TryGetValue(text, out var known))
        {
            return known;
        }

        var source = ScriptSource.Read(text);
        try
        {
            var prepared = new JavaScriptExpression(source, JsEngine.PrepareScript(source.Text, options: s_preparation));
            return s_prepared.Count < CacheSize ? s_prepared.GetOrAdd(text, prepared) : prepared;
        }
        catch (Exception error) when (error is ScriptPreparationException or Acornima.ParseErrorException or InsufficientExecutionStackException)
        {
            throw new ExpressionException("JavaScript: " + error.Message, error);
        }
    }

    public override ValueTask<JsonElement> EvaluateAsync(
        ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null) =>
        ValueTask.FromResult(Run(context, arguments).Value);

    /// <summary>
    /// Runs the script. Assignments to variables take effect when it succeeds, and not at all when it throws or breaks a limit.
    /// </summary>
    /// <exception cref="ExpressionException">The script threw or broke a limit; the message names which.</exception>
    public (JsonElement Value, string[] Outcomes) Run(
        ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null)
    {
        var sandbox = SandboxPool.Rent();
        try
        {
            var scope = new JavaScriptScope(sandbox, context, _source, arguments);
            var value = sandbox.Run(_script, scope, v => scope.Finish(v));
            SandboxPool.Return(sandbox);
            scope.Commit();
            return (value, [.. scope.Outcomes]);
        }
        catch (JavaScriptException error) when (!IsStackExhausted(error))
        {
            SandboxPool.Return(sandbox);
            throw new ExpressionException("JavaScript: " + Shortened(error.Message), error);
        }
        catch (Exception error) when (LimitOf(error) is { } limit)
        {
            throw new ExpressionException($"JavaScript: the script used more than {limit}.", error);
        }
        catch (Exception error) when (error is JintException or InvalidOperationException or ArgumentException or ValueConversionException)
        {
            throw new ExpressionException("JavaScript: " + Shortened(error.Message), error);
        }
    }

    private static bool IsStackExhausted(JavaScriptException error) =>
        error.Message.StartsWith("Maximum call stack", StringComparison.Ordinal);

    private static string? LimitOf(Exception error) => error switch
    {
        ExpressionLimitException limit => limit.Message,
        JavaScriptException or RecursionDepthOverflowException or InsufficientExecutionStackException => "the allowed recursion",
        StatementsCountOverflowException => string.Create(
            CultureInfo.InvariantCulture, $"the allowed statements ({JavaScriptLimits.Statements})"),
        MemoryLimitExceededException => string.Create(
            CultureInfo.InvariantCulture, $"the allowed memory ({ExpressionLimits.MemoryBytes / (1024 * 1024)} MB, or {JavaScriptLimits.ArraySize} items in a list)"),
        OutOfMemoryException => "the allowed memory",
        RegexMatchTimeoutException => string.Create(
            CultureInfo.InvariantCulture, $"the allowed time of a regular expression ({ExpressionLimits.RegexTime.TotalMilliseconds:0} ms)"),
        TimeoutException => "the allowed time",
        _ => null,
    };

    private static string Shortened(string message) => message.Length <= 500 ? message : message[..500] + "...";
}
