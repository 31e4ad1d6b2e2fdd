using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
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
        var template = Template.ParseLiquid(JsonValues.ToText(value) ?? "");
        return template.HasErrors
            ? throw new ExpressionException("Liquid: " + string.Join("; ", template.Messages.Select(m => m.ToString())))
            : new LiquidExpression(template);
    }
}

/// <summary>A parsed template; the result is text.</summary>
internal sealed class LiquidExpression(Template template) : CompiledExpression
{
    private const int OutputLength = 1024 * 1024;
    private const int Loops = 10_000;
    private static readonly TimeSpan s_time = TimeSpan.FromMilliseconds(500);

    public override ValueTask<JsonElement> EvaluateAsync(
        ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments = null)
    {
        using var deadline = new CancellationTokenSource(s_time, TimeProvider.System);
        var scope = new LiquidTemplateContext
        {
            LoopLimit = Loops,
            RecursiveLimit = 50,
            LimitToString = OutputLength,
            OutputLimit = OutputLength,
            RegexTimeOut = TimeSpan.FromMilliseconds(100),
            CancellationToken = deadline.Token,
            EnableRelaxedMemberAccess = true,
        };
        scope.PushCulture(CultureInfo.InvariantCulture);
        scope.PushGlobal(Globals(context, arguments));
        try
        {
            return ValueTask.FromResult(JsonValues.From(template.Render(scope)));
        }
        catch (Exception error) when (error is ScriptRuntimeException or ScriptAbortException or OperationCanceledException)
        {
            throw new ExpressionException("Liquid: " + error.Message, error);
        }
    }

    private static ScriptObject Globals(ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? arguments)
    {
        var globals = new ScriptObject(StringComparer.Ordinal)
        {
            ["Variables"] = LiquidValues.From(context.VisibleVariables()),
            ["Input"] = LiquidValues.From(context.WorkflowInput),
            ["WorkflowInstanceId"] = context.WorkflowInstanceId,
            ["WorkflowDefinitionId"] = context.WorkflowDefinitionId,
            ["CorrelationId"] = context.CorrelationId,
        };
        globals.Import("date", new Func<object?, string, string>(LiquidDates.Format));
        foreach (var (name, value) in arguments ?? ReadOnlyDictionary<string, JsonElement>.Empty)
        {
            globals[name] = LiquidValues.From(value);
        }

        return globals;
    }
}
