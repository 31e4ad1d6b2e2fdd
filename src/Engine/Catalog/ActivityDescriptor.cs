using System.Text.Json;
using System.Text.Json.Serialization;
using DirectiveFlow.Engine.Authoring;

namespace DirectiveFlow.Engine.Catalog;

/// <summary>
/// An activity as the designer shows it. Derived from the class, never written twice; as JSON it has Elsa's shape, except that
/// it names no CLR types.
/// </summary>
public sealed record ActivityDescriptor
{
    public required string TypeName { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public int Version { get; init; } = 1;

    public required string Category { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    public ActivityKind Kind { get; init; }

    public bool RunAsynchronously { get; init; }

    public IReadOnlyList<PortDescriptor> Ports { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> CustomProperties { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>What the designer writes into a new activity of this type.</summary>
    public IReadOnlyDictionary<string, JsonElement> ConstructionProperties { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    public bool IsContainer { get; init; }

    public bool IsBrowsable { get; init; }

    public bool IsStart { get; init; }

    public bool IsTerminal { get; init; }
}

/// <summary>An input as the designer shows it.</summary>
public sealed record InputDescriptor
{
    public required string Name { get; init; }

    /// <summary>Elsa's alias, for example <c>String</c>, <c>Boolean</c>, <c>Object</c>.</summary>
    public required string TypeName { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    /// <summary>True when an expression may give the value.</summary>
    public bool IsWrapped { get; init; }

    [JsonPropertyName("uiHint")]
    public required string UIHint { get; init; }

    [JsonPropertyName("uiSpecifications")]
    public IReadOnlyDictionary<string, JsonElement> UISpecifications { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>Source of choices that change as the service runs; not told to the designer.</summary>
    [JsonIgnore]
    public string? OptionsFrom { get; init; }

    public JsonElement? DefaultValue { get; init; }

    public string? DefaultSyntax { get; init; }

    public bool AutoEvaluate { get; init; } = true;

    public bool IsReadOnly { get; init; }

    public bool IsSensitive { get; init; }

    public bool IsBrowsable { get; init; } = true;

    public bool IsSerializable { get; init; } = true;

    public bool IsSynthetic { get; init; }

    public double Order { get; init; }
}

/// <summary>An output as the designer shows it.</summary>
public sealed record OutputDescriptor
{
    public required string Name { get; init; }

    public required string TypeName { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public bool IsBrowsable { get; init; } = true;

    /// <summary>Null where Elsa leaves it open.</summary>
    public bool? IsSerializable { get; init; }

    public bool IsSynthetic { get; init; }

    public double Order { get; init; }
}

/// <param name="Type"><c>Flow</c> or <c>Embedded</c>.</param>
public sealed record PortDescriptor(string Name, string DisplayName, string Type, bool IsBrowsable);
