namespace DirectiveFlow.Engine.Expressions;

/// <summary>A script used more than it may. Scripts cannot catch it.</summary>
internal sealed class ExpressionLimitException : Exception
{
    public ExpressionLimitException()
    {
    }

    /// <param name="limit">What was exceeded, as the end of the sentence "The script used more than ...".</param>
    public ExpressionLimitException(string limit)
        : base(limit)
    {
    }

    public ExpressionLimitException(string limit, Exception innerException)
        : base(limit, innerException)
    {
    }
}
