using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Catalog;

/// <summary>A class of activities examined once: how to create it and to bind it from JSON, and what it looks like in the designer.</summary>
internal sealed class ActivityType
{
    private readonly Type _class;
    private readonly List<(string JsonName, PropertyInfo Property, Action<Activity, JsonElement, ActivityConfiguration, string> Bind)> _members = [];

    public ActivityType(Type @class)
    {
        _class = @class;
        foreach (var property in @class.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (Binder(property) is { } bind)
            {
                _members.Add((JsonNamingPolicy.CamelCase.ConvertName(property.Name), property, bind));
            }
        }

        Descriptor = DescriptorBuilder.Build(@class);
    }

    public Type Class => _class;

    public ActivityDescriptor Descriptor { get; }

    public Activity Create() => (Activity)Activator.CreateInstance(_class)!;

    public void Bind(Activity activity, ActivityConfiguration configuration)
    {
        foreach (var (name, property, bind) in _members)
        {
            if (configuration.Json.TryGetProperty(name, out var value) && !JsonValues.IsNull(value))
            {
                bind(activity, value, configuration, "." + name);
            }
            else if (typeof(Output).IsAssignableFrom(property.PropertyType))
            {
                BindOutput(property, activity, default, isJournalled: false);
            }
        }
    }

    /// <summary>The outputs of a bound activity.</summary>
    public IEnumerable<Output> Outputs(Activity activity)
    {
        foreach (var (_, property, _) in _members)
        {
            if (typeof(Output).IsAssignableFrom(property.PropertyType) && property.GetValue(activity) is Output output)
            {
                yield return output;
            }
        }
    }

    private static Action<Activity, JsonElement, ActivityConfiguration, string>? Binder(PropertyInfo property)
    {
        if (property.SetMethod is null)
        {
            return null;
        }

        if (typeof(Input).IsAssignableFrom(property.PropertyType))
        {
            return (activity, json, configuration, path) => BindInput(property, activity, json, configuration, path);
        }

        if (typeof(Output).IsAssignableFrom(property.PropertyType))
        {
            return (activity, json, configuration, path) => BindOutput(property, activity, json, configuration.Persistence.KeepsOutput(path[1..]));
        }

        if (property.GetCustomAttribute<PortAttribute>() is not null)
        {
            return property.PropertyType == typeof(Activity)
                ? (activity, json, configuration, path) => BindChild(property, activity, json, configuration, path)
                : (activity, json, configuration, path) => BindChildren(property, activity, json, configuration, path);
        }

        return property.GetCustomAttribute<InputAttribute>() is not null
            ? (activity, json, configuration, path) => BindPlain(property, activity, json, configuration, path)
            : null;
    }

    private static void BindInput(PropertyInfo property, Activity activity, JsonElement json, ActivityConfiguration configuration, string path)
    {
        var wrapped = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("expression", out _);
        if (!wrapped && json.ValueKind == JsonValueKind.Object && json.TryGetProperty("typeName", out _))
        {
            return;
        }

        var expressionJson = wrapped ? json.GetProperty("expression") : json;
        if (wrapped && (expressionJson.ValueKind != JsonValueKind.Object || IsEmptyLiteral(expressionJson)))
        {
            return;
        }

        var input = (Input)Activator.CreateInstance(property.PropertyType)!;
        try
        {
            input.Bind(configuration.CompileExpression(expressionJson, path));
            input.JournalName = IsJournalled(property) && configuration.Persistence.KeepsInput(path[1..]) ? property.Name : null;
        }
        catch (ValueConversionException error)
        {
            configuration.Error(path, error.Message);
        }

        property.SetValue(activity, input);
    }

    /// <summary>Elsa writes an input that nobody filled in as a literal without a value.</summary>
    private static bool IsEmptyLiteral(JsonElement expression) =>
        string.Equals(DefinitionJson.Text(expression, "type"), "Literal", StringComparison.Ordinal)
        && (!expression.TryGetProperty("value", out var value) || JsonValues.IsNull(value));

    /// <summary>What is secret is never kept; what an activity evaluates again and again would swell the journal.</summary>
    private static bool IsJournalled(PropertyInfo property) =>
        property.GetCustomAttribute<InputAttribute>() is { IsSensitive: false, AutoEvaluate: true };

    private static void BindOutput(PropertyInfo property, Activity activity, JsonElement json, bool isJournalled)
    {
        var output = (Output)Activator.CreateInstance(property.PropertyType)!;
        output.Target = DefinitionJson.Text(DefinitionJson.Object(json, "memoryReference"), "id");
        output.Name = property.Name;
        output.JournalName = isJournalled ? property.Name : null;
        property.SetValue(activity, output);
    }

    private static void BindChild(PropertyInfo property, Activity activity, JsonElement json, ActivityConfiguration configuration, string path)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            property.SetValue(activity, configuration.CompileChild(json, path));
        }
    }

    private static void BindChildren(PropertyInfo property, Activity activity, JsonElement json, ActivityConfiguration configuration, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            configuration.Error(path, "A list of activities is expected.");
            return;
        }

        var children = new List<Activity>();
        foreach (var item in json.EnumerateArray())
        {
            children.Add(configuration.CompileChild(item, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}[{children.Count}]")));
        }

        property.SetValue(activity, children);
    }

    private static void BindPlain(PropertyInfo property, Activity activity, JsonElement json, ActivityConfiguration configuration, string path)
    {
        try
        {
            property.SetValue(activity, JsonValues.To(json, property.PropertyType));
        }
        catch (ValueConversionException error)
        {
            configuration.Error(path, error.Message);
        }
    }
}
