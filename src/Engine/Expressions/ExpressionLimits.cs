namespace DirectiveFlow.Engine.Expressions;

/// <summary>
/// What one evaluation may use in any language, its conversions included. Chosen so that no expression holds a thread for a
/// quarter of a second or 64 MB, whichever built-in function it abuses; each overrun is an error that names the limit.
/// </summary>
internal static class ExpressionLimits
{
    /// <summary>Processor time of the evaluating thread where the system tells it, else elapsed time.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(100);

    /// <summary>Elapsed time of one match of a regular expression.</summary>
    public static readonly TimeSpan RegexTime = TimeSpan.FromMilliseconds(75);

    /// <summary>Allocated in all, not held at once.</summary>
    public const long MemoryBytes = 24 * 1024 * 1024;

    /// <summary>Native stack: what nests without counting as a call is stopped by this.</summary>
    public const int StackBytes = 768 * 1024;

    /// <summary>Characters of a result, and of the text one built-in call may build or take apart.</summary>
    public const int TextLength = 1024 * 1024;

    /// <summary>Characters of the expression itself.</summary>
    public const int SourceLength = 64 * 1024;
}
