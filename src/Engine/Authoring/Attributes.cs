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

    /// <summary>Set when the activity may be tried again; the designer then offers the retry strategies of this category.</summary>
    public string? ResilienceCategory { get; set; }

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

    public string? Category { get; set; }

    /// <summary>Shown by the designer. The value used when a definition is silent is the property's initial one.</summary>
    public object? DefaultValue { get; set; }

    /// <summary>Editor of the designer; absent: chosen by type as Elsa does.</summary>
    public string? UIHint { get; set; }

    /// <summary>Type as Elsa names it, where it is not the alias of the property's own type.</summary>
    public string? TypeName { get; set; }

    /// <summary>Place among the inputs; Elsa uses fractions.</summary>
    public double Order { get; set; }

    /// <summary>Choices of a list editor.</summary>
    public string[] Options { get; set; } = [];

    /// <summary>Choices of a list editor: an enumeration, or a class with a list of them in <c>Options</c>.</summary>
    public Type? OptionsOf { get; set; }

    /// <summary>Where the choices of a list editor come from when they change as the service runs; the host knows the sources by name.</summary>
    public string? OptionsFrom { get; set; }

    /// <summary>Language of a code editor.</summary>
    public string? Language { get; set; }

    /// <summary>Expression type the designer starts with.</summary>
    public string? DefaultSyntax { get; set; }

    /// <summary>False: the activity evaluates the input itself, each time anew.</summary>
    public bool AutoEvaluate { get; set; } = true;

    /// <summary>Never written to the journal or shown.</summary>
    public bool IsSensitive { get; set; }
}

/// <summary>An output of the activity, stored where the definition points it: a variable or an output of the workflow.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    public string? DisplayName { get; set; }

    public string? Description { get; set; }

    /// <summary>Type as Elsa names it, where it is not the alias of the property's own type.</summary>
    public string? TypeName { get; set; }

    /// <summary>Elsa's mark of what the value is.</summary>
    public OutputData Data { get; set; } = OutputData.Plain;
}

/// <summary>What the value of an output is, as Elsa marks it.</summary>
public enum OutputData
{
    /// <summary>Data that any store keeps.</summary>
    Plain,

    /// <summary>The result of the activity: whatever it is.</summary>
    Open,

    /// <summary>An object of a process, for example a stream. Here it is data as well.</summary>
    Host,
}

/// <summary>A port that the designer is told of and that no property holds.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DescribedPortAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    public bool IsBrowsable { get; set; } = true;
}

/// <summary>An embedded child: a property of type <see cref="Activity"/>, or a list of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute : Attribute
{
    public string? DisplayName { get; set; }

    public bool IsBrowsable { get; set; } = true;
}
