using System.Text.Json;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Catalog;

/// <summary>Published workflows that may be used as activities, as the designer's toolbox shows them.</summary>
public sealed class CompositeDescriptors(IDefinitionStore store)
{
    private const string RootType = "WorkflowDefinitionActivity";

    /// <summary>One descriptor per definition, of its published version, by type name.</summary>
    public async Task<IReadOnlyList<ActivityDescriptor>> DescribeAsync(CancellationToken cancellationToken = default)
    {
        var query = new DefinitionQuery { Versions = VersionOptions.Published, IsUsableAsActivity = true, Take = 1000 };
        var result = new List<ActivityDescriptor>();
        foreach (var version in (await store.ListAsync(query, cancellationToken)).Items)
        {
            if (!string.IsNullOrWhiteSpace(version.Name) && await store.FindVersionAsync(version.Id, cancellationToken) is { } record)
            {
                result.Add(Describe(record));
            }
        }

        return [.. result.OrderBy(d => d.TypeName, StringComparer.Ordinal)];
    }

    private static ActivityDescriptor Describe(DefinitionRecord record)
    {
        var definition = WorkflowDefinition.Parse(record.Json);
        var typeName = CompositeNames.TypeName(record.Name!);
        return new ActivityDescriptor
        {
            TypeName = typeName,
            Namespace = "Workflows",
            Name = typeName,
            Version = record.Version,
            Category = DefinitionJson.Text(DefinitionJson.Object(definition.Json, "options"), "activityCategory") is { Length: > 0 } category ? category : "Workflows",
            DisplayName = record.Name!,
            Description = record.Description,
            Inputs = [.. DefinitionJson.Items(definition.Json, "inputs").Where(IsNamed).Select(Input)],
            Outputs = [.. DefinitionJson.Items(definition.Json, "outputs").Where(IsNamed).Select(Output)],
            Ports = [.. definition.Outcomes.Select(o => new PortDescriptor(o, o, "Flow", true))],
            CustomProperties = Properties(record, ("RootType", RootType)),
            ConstructionProperties = Properties(record),
            IsBrowsable = true,
        };
    }

    private static bool IsNamed(JsonElement argument) => !string.IsNullOrEmpty(DefinitionJson.Text(argument, "name"));

    private static InputDescriptor Input(JsonElement input, int order)
    {
        var name = DefinitionJson.Text(input, "name")!;
        return new InputDescriptor
        {
            Name = name,
            TypeName = TypeAliases.Normalize(DefinitionJson.Text(input, "type") ?? "Object", DefinitionJson.Flag(input, "isArray")),
            DisplayName = DefinitionJson.Text(input, "displayName") is { Length: > 0 } shown ? shown : name,
            Description = DefinitionJson.Text(input, "description"),
            Category = DefinitionJson.Text(input, "category") is { Length: > 0 } category ? category : null,
            IsWrapped = true,
            UIHint = DefinitionJson.Text(input, "uiHint") is { Length: > 0 } hint ? hint : "singleline",
            DefaultValue = input.TryGetProperty("defaultValue", out var value) && !JsonValues.IsNull(value) ? value : null,
            Order = order,
        };
    }

    private static OutputDescriptor Output(JsonElement output)
    {
        var name = DefinitionJson.Text(output, "name")!;
        return new OutputDescriptor
        {
            Name = name,
            TypeName = TypeAliases.Normalize(DefinitionJson.Text(output, "type") ?? "Object", DefinitionJson.Flag(output, "isArray")),
            DisplayName = DefinitionJson.Text(output, "displayName") is { Length: > 0 } shown ? shown : name,
            Description = DefinitionJson.Text(output, "description"),
        };
    }

    private static Dictionary<string, JsonElement> Properties(DefinitionRecord record, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            result[name] = JsonValues.From(value);
        }

        result["WorkflowDefinitionId"] = JsonValues.From(record.DefinitionId);
        result["WorkflowDefinitionVersionId"] = JsonValues.From(record.Id);
        return result;
    }
}
