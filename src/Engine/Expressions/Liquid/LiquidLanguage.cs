using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace DirectiveFlow.Engine.Expressions.Liquid;

/// <summary>Liquid templates: <c>{{ Variables.X }}</c>, <c>{{ Input.X }}</c>, <c>{{ WorkflowInstanceId }}</c>, <c>{{ CorrelationId }}</c>.</summary>
internal sealed class LiquidLanguage : IExpressionLanguage
{
    public ExpressionDescriptor Descriptor { get; } = ExpressionDescriptor.Of("Liquid", isBrowsable: true, "liquid");

    public CompiledExpression Compile(JsonElement value)
    {
        var text = JsonValues.ToText(value) ?? "";
        if (text.Length > ExpressionLimits.SourceLength)
        {
            throw new ExpressionException(string.Create(
                CultureInfo.InvariantCulture, $"Liquid: the template has {text.Length} characters, {ExpressionLimits.SourceLength} are allowed."));
        }

        var template = Template.ParseLiquid(text);
        return template.HasErrors
            ? throw new ExpressionException("Liquid: " + string.Join("; ", template.Messages.Take(5).Select(m => m.ToString())))
            : new LiquidExpression(template);
    }
}

/// <summary>A parsed template; the result is text.</summary>
internal sealed class LiquidExpression(Template template) : CompiledExpression
{
    public override ValueTask<JsonElement> EvaluateAsync(
        ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null)
    {
        try
        {
            var text = template.Render(new LiquidRendering(Globals(context, arguments), context.UtcNow));
            return ValueTask.FromResult(JsonValues.From(text.IsNormalized() ? text : text.Normalize()));
        }
        catch (Exception error) when (error is ScriptRuntimeException or ScriptAbortException or ExpressionLimitException or ArithmeticException
            or FormatException or ArgumentException or InvalidOperationException or InvalidCastException)
        {
            throw new ExpressionException("Liquid: " + Message(error), error);
        }
    }

    private static string Message(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is ExpressionLimitException limit)
            {
                return $"the template used more than {limit.Message}.";
            }

            if (cause is RegexMatchTimeoutException)
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"the template used more than the allowed time of a regular expression ({ExpressionLimits.RegexTime.TotalMilliseconds:0} ms).");
            }
        }

        return error.Message.Contains("imit", StringComparison.Ordinal) || error.Message.Contains("exceed", StringComparison.Ordinal)
            ? "the template used more than is allowed: " + error.Message : error.Message;
    }

    private static ScriptObject Globals(ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments)
    {
        var globals = new ScriptObject(StringComparer.Ordinal)
        {
            ["Variables"] = LiquidValues.From(context.VisibleVariables()),
            ["Input"] = LiquidValues.From(context.WorkflowInput),
            ["Output"] = LiquidValues.From(context.WorkflowOutput),
            ["WorkflowInstanceId"] = context.WorkflowInstanceId,
            ["WorkflowDefinitionId"] = context.WorkflowDefinitionId,
            ["WorkflowDefinitionVersionId"] = context.WorkflowDefinitionVersionId,
            ["WorkflowDefinitionVersion"] = context.WorkflowDefinitionVersion,
            ["CorrelationId"] = context.CorrelationId,
        };
        foreach (var (name, value) in arguments ?? ReadOnlyDictionary<string, JsonElement>.Empty)
        {
            globals[name] = LiquidValues.From(value);
        }

        return globals;
    }
}
