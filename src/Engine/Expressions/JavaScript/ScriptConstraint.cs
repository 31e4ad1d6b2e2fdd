using Jint;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>Lets Jint ask the budget of the evaluation before each statement and in its own long loops.</summary>
internal sealed class ScriptConstraint(ExpressionBudget budget) : Constraint
{
    public override void Check() => budget.Check();

    /// <summary>Rewinding is for single entries; the budget is for all entries of one evaluation.</summary>
    public override void Reset()
    {
    }
}
