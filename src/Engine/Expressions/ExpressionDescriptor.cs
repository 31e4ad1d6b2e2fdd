namespace DirectiveFlow.Engine.Expressions;

/// <summary>A kind of expression as a designer sees it; Elsa's shape.</summary>
/// <param name="Type">What definitions write, for example <c>JavaScript</c>.</param>
/// <param name="IsSerializable">Definitions can carry it.</param>
/// <param name="IsBrowsable">Offered for choice; others are made by the designer itself.</param>
public sealed record ExpressionDescriptor(string Type, string DisplayName, bool IsSerializable, bool IsBrowsable)
{
    /// <summary>Hints for the designer: <c>MonacoLanguage</c> names the language of its text editor.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    internal static ExpressionDescriptor Of(string type, bool isBrowsable, string? monacoLanguage = null) => new(type, type, IsSerializable: true, isBrowsable)
    {
        Properties = monacoLanguage is null
            ? new Dictionary<string, object>(StringComparer.Ordinal)
            : new Dictionary<string, object>(StringComparer.Ordinal) { ["MonacoLanguage"] = monacoLanguage },
    };
}
