using System.Text.Json;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>Reading helpers that never throw on odd shapes: what cannot be read counts as absent.</summary>
internal static class DefinitionJson
{
    public static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    public static bool Flag(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static JsonElement Object(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value : default;

    public static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray() : [];

    public static IReadOnlyList<VariableDefinition> Variables(JsonElement json)
    {
        List<VariableDefinition>? result = null;
        foreach (var item in Items(json, "variables"))
        {
            var name = Text(item, "name");
            var id = Text(item, "id") ?? name;
            if (id is not null)
            {
                var type = Text(item, "typeName") ?? "Object";
                (result ??= []).Add(new VariableDefinition(id, name ?? id, type, Default(item, "value", type), IsInMemory(item)));
            }
        }

        return result ?? (IReadOnlyList<VariableDefinition>)[];
    }

    /// <summary>The short name of the driver ends in <c>MemoryStorageDriver</c>, whichever namespace Elsa had it in.</summary>
    private static bool IsInMemory(JsonElement variable) =>
        (Text(variable, "storageDriverTypeName") ?? Text(variable, "storageDriverType"))?.Split(',')[0].EndsWith(".MemoryStorageDriver", StringComparison.Ordinal) == true;

    public static IReadOnlyList<ArgumentDefinition> Arguments(JsonElement json, string property)
    {
        List<ArgumentDefinition>? result = null;
        foreach (var item in Items(json, property))
        {
            if (Text(item, "name") is { } name)
            {
                var type = Text(item, "type") ?? "Object";
                (result ??= []).Add(new ArgumentDefinition(name, type, Default(item, "defaultValue", type)));
            }
        }

        return result ?? (IReadOnlyList<ArgumentDefinition>)[];
    }

    /// <summary>Elsa writes initial values as text whatever the type is.</summary>
    private static JsonElement Default(JsonElement item, string property, string type)
    {
        if (!item.TryGetProperty(property, out var value) || JsonValues.IsNull(value))
        {
            return JsonValues.Null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return value;
        }

        var staysText = type is "String" or "Object" or "DateTime" or "DateTimeOffset" or "TimeSpan" or "Guid" or "System.String";
        if (staysText && !Flag(item, "isArray"))
        {
            return value;
        }

        var text = value.GetString()!.Trim();
        return JsonValues.ParseOrText(text is "True" or "False" ? text.ToLowerInvariant() : text);
    }
}
