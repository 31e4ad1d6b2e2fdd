namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>A script used more than it may. Scripts cannot catch it.</summary>
internal sealed class ScriptLimitException : Exception
{
    public ScriptLimitException()
    {
    }

    /// <param name="limit">What was exceeded, as the end of the sentence "The script used more than ...".</param>
    public ScriptLimitException(string limit)
        : base(limit)
    {
    }

    public ScriptLimitException(string limit, Exception innerException)
        : base(limit, innerException)
    {
    }
}
