using System.Globalization;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace DirectiveFlow.Engine.Expressions.Liquid;

/// <summary>One rendering: asks the budget at every node of the template, and knows Liquid's filters and nothing else.</summary>
internal sealed class LiquidRendering : TemplateContext
{
    private const int Loops = 10_000;
    private const int Levels = 50;
    private readonly ExpressionBudget _budget = new();

    public LiquidRendering(ScriptObject globals, DateTimeOffset now)
        : base(LiquidFilters.All)
    {
        IsLiquid = true;
        Language = ScriptLang.Liquid;
        EnableBreakAndContinueAsReturnOutsideLoop = true;
        EnableRelaxedMemberAccess = true;
        EnableRelaxedTargetAccess = true;
        LoopLimit = Loops;
        RecursiveLimit = Levels;
        ObjectRecursionLimit = Levels;
        LimitToString = ExpressionLimits.TextLength;
        OutputLimit = ExpressionLimits.TextLength;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        OnStringLimit = ScriptLimitBehavior.Throw;
        RegexTimeOut = ExpressionLimits.RegexTime;
        Now = now;
        PushCulture(CultureInfo.InvariantCulture);
        PushGlobal(globals);
        _budget.Begin();
    }

    /// <summary>The step's time.</summary>
    public DateTimeOffset Now { get; }

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        _budget.Check();
        return base.Evaluate(scriptNode, aliasReturnedFunction);
    }

    public void CheckBudget()
    {
        _budget.Check();
        _budget.CheckMemory();
    }
}
