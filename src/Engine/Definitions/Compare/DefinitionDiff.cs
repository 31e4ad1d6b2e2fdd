namespace DirectiveFlow.Engine.Definitions.Compare;

/// <summary>What of a definition changed.</summary>
public enum DefinitionItem
{
    Activity,
    Connection,
    Variable,
    Input,
    Output,

    /// <summary>A member of the definition itself, for example its name or an option.</summary>
    Property,
}

public enum ChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>A member with another value.</summary>
/// <param name="Path">Path within the item, for example <c>.text.expression.value</c>.</param>
/// <param name="Before">JSON, null when it was absent.</param>
/// <param name="After">JSON, null when it is absent.</param>
/// <param name="IsLayout">It moves something on the canvas and changes nothing else.</param>
public sealed record PropertyChange(string Path, string? Before, string? After, bool IsLayout);

/// <summary>A difference between two versions.</summary>
/// <param name="Key">Id of the activity or variable, name of the input, output or property; a connection as <c>flow: a/Done → b</c>.</param>
/// <param name="Name">What its author calls it.</param>
/// <param name="Path">JSON path in the newer version, in the older one when it is gone.</param>
/// <param name="Properties">What changed in it; empty when it was added or removed.</param>
public sealed record DefinitionChangeItem(
    DefinitionItem Item, ChangeKind Kind, string Key, string? Name, string Path, IReadOnlyList<PropertyChange> Properties)
{
    /// <summary>Only its place on the canvas changed.</summary>
    public bool IsLayout => Kind == ChangeKind.Changed && Properties.All(p => p.IsLayout);
}

/// <summary>The differences between two versions of a definition. Spelling and what the server fills in do not count.</summary>
public sealed record DefinitionDiff(IReadOnlyList<DefinitionChangeItem> Changes)
{
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Nothing but places on the canvas changed: both versions run alike.</summary>
    public bool IsLayoutOnly => Changes.All(c => c.IsLayout);

    /// <exception cref="DefinitionException">One of the texts is not a definition.</exception>
    public static DefinitionDiff Between(string before, string after) =>
        new DefinitionComparer(WorkflowDefinition.Parse(before), WorkflowDefinition.Parse(after)).Compare();
}
