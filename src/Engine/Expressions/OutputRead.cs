namespace DirectiveFlow.Engine.Expressions;

/// <summary>An output that an expression asks for by the activity's id or name; null stands for all.</summary>
internal readonly record struct OutputRead(string? Activity, string? Output)
{
    /// <summary>The output meant where none is named.</summary>
    public const string DefaultName = "Result";

    /// <summary>Which one is decided at run time.</summary>
    public static OutputRead Any { get; }

    public static OutputRead LastResult { get; } = new("", "");
}
