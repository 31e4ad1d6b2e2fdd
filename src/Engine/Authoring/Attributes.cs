namespace DirectiveFlow.Engine.Authoring;

/// <summary>
/// Makes a class an activity of the catalogue. Definitions refer to it by <c>Namespace.Name</c>; a released name never changes,
/// because running instances and exported definitions carry it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ActivityAttribute(string @namespace, string name) : Attribute
{
    public string Namespace { get; } = @namespace;

    public string Name { get; } = name;

    /// <summary>Heading in the toolbox.</summary>
    public string Category { get; set; } = "Primitives";

    /// <summary>Shown instead of <see cref="Name"/>; when absent the name is split into words.</summary>
    public string? DisplayName { get; set; }

    public string? Description { get; set; }

    public ActivityKind Kind { get; set; } = ActivityKind.Action;

    /// <summary>False hides it from the toolbox; definitions may still contain it.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>A flow that reaches it ends its flowchart.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>A flowchart that has no explicit start begins here.</summary>
    public bool IsStart { get; set; }

    /// <summary>It holds a list of activities and their variables.</summary>
    public bool IsContainer { get; set; }

    public string TypeName => Namespace + "." + Name;
}

/// <summary>Elsa's kinds of activities.</summary>
public enum ActivityKind
{
    Action,
    Trigger,
    Job,
    Task,
}

/// <summary>Flow ports on which the activity can end, in the order the designer shows them. Absent: only <c>Done</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutcomesAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>An input of the activity, bound from the definition by its camel-case name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    public string? DisplayName { get; set; }

    public string? Description { get; set; }

    public string Category { get; set; } = "";

    /// <summary>Shown by the designer. The value used when a definition is silent is the property's initial one.</summary>
    public object? DefaultValue { get; set; }

    public string UIHint { get; set; } = "singleline";

    /// <summary>Never written to the journal or shown.</summary>
    public bool IsSensitive { get; set; }
}

/// <summary>An output of the activity, stored where the definition points it: a variable or an output of the workflow.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    public string? DisplayName { get; set; }

    public string? Description { get; set; }
}

/// <summary>An embedded child: a property of type <see cref="Activity"/>, or a list of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute : Attribute
{
    public string? DisplayName { get; set; }

    public bool IsBrowsable { get; set; } = true;
}
