using System.Text.Json;
using DirectiveFlow.Engine.Authoring;

namespace DirectiveFlow.Engine.Catalog;

/// <summary>An activity as the designer shows it; Elsa's shape. Derived from the class, never written twice.</summary>
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

    public IReadOnlyList<PortDescriptor> Ports { get; init; } = [];

    public bool IsContainer { get; init; }

    public bool IsBrowsable { get; init; }

    public bool IsStart { get; init; }

    public bool IsTerminal { get; init; }
}

/// <param name="TypeName">Elsa's alias, for example <c>String</c>, <c>Boolean</c>, <c>Object</c>.</param>
/// <param name="IsWrapped">True when an expression may give the value.</param>
public sealed record InputDescriptor(
    string Name, string TypeName, string DisplayName, string? Description, string Category, bool IsWrapped, string UIHint,
    JsonElement? DefaultValue, bool IsSensitive, int Order);

public sealed record OutputDescriptor(string Name, string TypeName, string DisplayName, string? Description);

/// <param name="Type"><c>Flow</c> or <c>Embedded</c>.</param>
public sealed record PortDescriptor(string Name, string DisplayName, string Type, bool IsBrowsable);
